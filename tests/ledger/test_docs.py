"""What docs/ledger.md shows."""

import re
from pathlib import Path
from typing import Any

from aquatint.accounts.models import Person
from aquatint.ledger.models import MOVEMENTS

PAGE = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text()


def test_the_example_does_what_its_comments_say(ada: Person) -> None:
    (example,) = re.findall(r"```python\n(.+?)```", PAGE, re.DOTALL)
    names: dict[str, Any] = {"ada": ada}
    lines = example.splitlines()
    exec("\n".join(lines[:-2]), names)  # noqa: S102 -- our own page
    for line in lines[-2:]:
        code, told = line.split("  # ")
        assert eval(code, names) == eval(told)  # noqa: S307 -- our own page


def test_the_picture_names_every_movement() -> None:
    picture = PAGE.split("```")[1]
    assert [name for name in MOVEMENTS.values() if f" {name} " not in picture] == []
