"""What the documents say is what there is: links, files, code, tables."""

import ast
import asyncio
import inspect
import re
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import aclosing
from dataclasses import fields
from pathlib import Path
from typing import Any

import msgspec
import pytest

from aquatint.catalog import actions as catalog
from aquatint.catalog import errors as catalog_errors
from aquatint.generations import checking
from aquatint.generations import errors as generation_errors
from aquatint.imaging import errors as imaging_errors
from aquatint.imaging.contract import REASONS
from aquatint.imaging.masks import MaskWithoutAlpha
from aquatint.kit.errors import AquatintError
from aquatint.kit.threads import Overloaded
from aquatint.ledger import errors as ledger_errors
from aquatint.media.errors import ImageGone, StorageFailed, StorageFull
from aquatint.providers import base, errors
from aquatint.providers.base import Call, Capabilities
from aquatint.providers.openai import failures
from aquatint.providers.types import Picture
from tests.emulator.running import running_emulator
from tests.providers.openai.painting import KETTLE, KEY

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("decisions/*.md")])
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([\w./-]+\.(?:py|toml|md|yaml|lock|sql))(?: \([^`]*\))?`")
_ENDINGS = {
    "rate_limited": errors.RateLimited,
    "model_not_found": errors.NoAccess,
    "invalid_value": errors.BadRequest,
    "http_503": errors.Broken,
    "bad_base64": errors.BadAnswer,
    "cut_before_answer": errors.Unknown,
}
_ELSEWHERE = ("DATA/", "dist/")  # in the data folder; in somebody else's package


def _name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _page(name: str) -> str:
    return (ROOT / name).read_text()


def _blocks(page: Path, language: str) -> Iterator[str]:
    for indent, found, code in _BLOCK.findall(page.read_text()):
        if found == language:
            yield "\n".join(line.removeprefix(indent) for line in code.splitlines())


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text(), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table after a heading, without the table's own head."""
    after = text.split(f"{heading}\n", 1)[1]
    lines = re.search(r"(?:^\|.*\n)+", after, re.MULTILINE)
    assert lines, heading
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[0].splitlines()[2:]]


def _code(cell: str) -> str:
    return cell.strip("`")


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in _LINK.findall(_BLOCK.sub("", page.read_text())):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if link.startswith(("https://", "mailto:")):
            continue
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    assert broken == []


def test_every_document_is_in_the_index() -> None:
    pages = [page.name for page in (ROOT / "docs").glob("*.md") if page.name != "README.md"]
    assert [name for name in sorted(pages) if f"({name})" not in _page("docs/README.md")] == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_file_that_is_named_exists(page: Path) -> None:
    # A bare name such as `models.py` is what each package has.
    named = [name for name in _FILE.findall(page.read_text()) if "/" in name and not name.startswith(_ELSEWHERE)]
    places = (ROOT, ROOT / "aquatint", page.parent)
    missing = [name for name in named if not any((place / name).exists() for place in places)]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_code_in_documents_can_be_read(page: Path) -> None:
    for code in _blocks(page, "python"):
        ast.parse(code)
    for code in _blocks(page, "toml"):
        tomllib.loads(code)
    for code in _blocks(page, "sh"):
        script = re.sub(r"<[a-z ]+>", "place", code)
        done = subprocess.run(["/bin/sh", "-n"], input=script, text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_scripts_in_documents_call_what_is_there(page: Path) -> None:
    called = {word for code in _blocks(page, "sh") for word in re.findall(r"(?:bin|\.ci)/\w+", code)}
    assert [word for word in sorted(called) if not (ROOT / word).is_file()] == []


def test_every_decision_is_listed_and_has_the_same_parts() -> None:
    pages = sorted(ROOT.glob("decisions/0*.md"))
    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    listed = _page("decisions/README.md")
    for page in pages:
        assert f"({page.name})" in listed
        parts = re.findall(r"^\*\*(\w[\w ]*)\.\*\*", page.read_text(), re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Turned down", "See"], page.name


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads(_page("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[\[<>=; ]", line)[0] for line in wanted]
    first_cells = re.findall(r"^\| ([a-z][\w-]+) \|", _page("decisions/0003-locked-dependencies.md"), re.MULTILINE)
    assert sorted(cell for cell in first_cells if cell != "package") == sorted(names)


def test_the_import_rule_is_the_one_that_is_checked() -> None:
    (contract, *_) = tomllib.loads(_page("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    drawn = next(block for block in _page("ARCHITECTURE.md").split("```\n") if block.startswith("commands\n"))
    assert drawn.splitlines() == contract["layers"]
    mapped = re.findall(r"^\| `(\w+)/` \|", _page("ARCHITECTURE.md"), re.MULTILINE)
    assert sorted(mapped) == sorted(name for line in contract["layers"] for name in line.split(" | "))


def _family(module: Any, root: type[Exception]) -> list[Any]:
    """Return the members of a family of errors that a module defines."""
    classes = [member for _, member in inspect.getmembers(module, inspect.isclass)]
    return [one for one in classes if issubclass(one, root) and one is not root and one.__module__ == module.__name__]


def test_the_error_table_is_the_family() -> None:
    words = {True: "yes", False: "no"}
    rows = _rows(_page("docs/providers.md"), "## When something goes wrong")
    told = [[_code(row[0]), _code(row[1]), *row[2:5]] for row in rows]
    family = [
        [member.__name__, member.code, words[member.can_retry], words[member.may_cost], words[member.outcome_known]]
        for member in _family(errors, errors.ProviderError)
    ]
    assert sorted(told) == sorted(family)


def _written_codes(*folders: str) -> set[str]:
    """Return the codes that the sources give to a reason by writing them down."""
    found = set()
    for path in (path for folder in folders for path in (ROOT / "aquatint" / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call):
                continue
            given = [word.value for word in node.keywords if word.arg in {"code", "reason_code"}]
            if isinstance(node.func, ast.Name) and node.func.id == "Stop":
                given.append(node.args[1])
            found |= {str(value.value) for value in given if isinstance(value, ast.Constant) and value.value}
    return found


def test_the_reason_codes_are_those_of_the_code() -> None:
    page = _page("docs/no-charge.md")
    told = [_code(row[0]) for row in _rows(page, "## Reason codes")]
    contract = {reason.code for reason in REASONS}
    told += [_code(row[0]) for row in _rows(page, "counts as delivered")]
    assert contract <= set(told)
    assert len(told) == len(set(told))
    from_family = {member.code for member in _family(errors, errors.ProviderError)}
    from_refusals = {code for code, _ in failures._REFUSALS.values()}  # noqa: SLF001
    from_elsewhere = {error.code for error in (ImageGone, Overloaded, StorageFailed, StorageFull)}
    assert (
        set(told)
        == _written_codes("generations", "providers") | contract | from_family | from_refusals | from_elsewhere
    )


def test_reasons_that_are_looked_for_are_found() -> None:
    """The search sees each of the ways in which a reason is written down."""
    known = {"cancelled", "internal_error", "pictures_missing", "worker_lost"}
    assert known <= _written_codes("generations")


def test_what_is_refused_at_the_door_is_told_with_its_status() -> None:
    told = {_code(row[0]): int(row[1]) for row in _rows(_page("docs/no-charge.md"), "## Refused at the door")}
    trial = (generation_errors.TrialUsed, generation_errors.TrialTooLarge)
    at_start = (generation_errors.TooManyRunning, generation_errors.KeyReused, *trial)
    of_wallet = (ledger_errors.InsufficientCredits, ledger_errors.WalletInDebt, ledger_errors.WalletBusy)
    members = [*_family(catalog_errors, AquatintError), *at_start, *of_wallet]
    assert told == {member.code: member.status for member in members}


def test_what_is_refused_of_files_is_told() -> None:
    (sentence,) = re.findall(r"Files are refused with ([^.]+)\.", _page("docs/no-charge.md"))
    members = _family(imaging_errors, imaging_errors.Unreadable)
    assert set(re.findall(r"`(\w+)`", sentence)) == {*(member.code for member in members), MaskWithoutAlpha.code}


def test_the_model_table_is_the_catalog() -> None:
    told = [
        (_code(row[0]), re.findall(r"`([\w.-]+)`", row[1]), row[2], row[3], row[4], int(row[5]))
        for row in _rows(_page("docs/providers.md"), "## OpenAI")
    ]
    assert told == [_model(entry) for entry in _seed() if entry["provider"] == "openai"]


def _seed() -> list[dict[str, Any]]:
    models: list[dict[str, Any]] = tomllib.loads(catalog.SEED.read_text())["models"]
    return models


def _model(entry: dict[str, Any]) -> tuple[Any, ...]:
    can = msgspec.convert(entry["capabilities"], Capabilities)
    best = [quality for quality in can.qualities if quality != "auto"][-1]
    words = {True: "yes", False: "no"}
    effort, alpha = words[bool(can.complexities)], words[can.alpha]
    return entry["slug"], entry.get("aliases", []), f"low to {best}", effort, alpha, can.sizes.min_edge


def test_the_example_of_a_model_fits_the_catalog() -> None:
    (code,) = _blocks(ROOT / "CONTRIBUTING.md", "toml")
    (entry,) = tomllib.loads(code)["models"]
    can = msgspec.convert(entry["capabilities"], Capabilities)
    assert set(entry) <= {key for known in _seed() for key in known}
    assert set(entry["capabilities"]) <= {field.name for field in fields(Capabilities)}
    assert entry["prices"].keys() == set(can.qualities) - {"auto"}


def test_the_example_of_a_row_makes_a_provider() -> None:
    (code,) = _blocks(ROOT / "CONTRIBUTING.md", "python")
    row = eval(code, {"Provider": base.Provider})  # noqa: S307 -- our own page
    assert isinstance(row, base.Provider)


def test_the_example_of_an_adapter_paints(tmp_path: Path) -> None:
    code = next(block for block in _blocks(ROOT / "docs" / "providers.md", "python") if "class AcmeAdapter" in block)
    names: dict[str, Any] = {"__name__": "acme"}
    exec(code, names)  # noqa: S102 -- our own page
    with running_emulator() as emulator:
        environment = {"ACME_API_KEY": KEY, "ACME_BASE_URL": emulator.base_url}
        call = Call(KETTLE.evolve(n=2), "gpt-image-2", tmp_path, "key")
        pictures = asyncio.run(_painted(names["make"](environment), call))
        assert [checking.check(picture.path, KETTLE).width for picture in pictures] == [1024, 1024]
        for fault, kind in _ENDINGS.items():
            emulator.fault(fault)
            with pytest.raises(kind):
                asyncio.run(_painted(names["make"](environment), call))


async def _painted(adapter: base.Adapter, call: Call) -> list[Picture]:
    try:
        async with aclosing(adapter.paint(call)) as events:
            return [event async for event in events if isinstance(event, Picture)]
    finally:
        await adapter.close()
