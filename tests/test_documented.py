"""What the documents say about settings and commands is what there is."""

import re
from pathlib import Path

from aquatint import settings
from aquatint.__main__ import COMMANDS

DOCS = Path(__file__).parents[1] / "docs"
_ROW = re.compile(r"^\| `([A-Z0-9_]+)` \| ([^|]*) \|", re.MULTILINE)


def _documented() -> dict[str, str]:
    rows = _ROW.findall((DOCS / "settings.md").read_text())
    assert len(rows) == len({name for name, _ in rows}), "a setting is documented twice"
    return {name: default.strip().strip("`") for name, default in rows}


def test_every_setting_is_documented_and_no_other() -> None:
    assert sorted(_documented()) == sorted(settings.KNOWN)


def test_documented_defaults_are_the_defaults() -> None:
    own_words = {"AQUATINT_SECRET_KEY", "AQUATINT_URL", "AQUATINT_MAIL_FROM"}  # follow from other settings
    documented = {name: default for name, default in _documented().items() if name not in own_words}
    assert documented == {name: settings.KNOWN[name] for name in documented}


def test_every_problem_has_its_line() -> None:
    told = set(re.findall(r"settings\.E\d{3}", Path(settings.__file__).read_text()))
    assert set(re.findall(r"settings\.E\d{3}", (DOCS / "settings.md").read_text())) == told


def test_every_command_is_documented() -> None:
    words = (DOCS / "run.md").read_text()
    assert [name for name in COMMANDS if f"aquatint {name}" not in words] == []
