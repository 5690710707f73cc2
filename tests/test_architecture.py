"""Rules about the code as a whole. Each says why it is one; STYLE.md shows examples."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "aquatint"
_LONGEST_FILE = 400
_LONGEST_FUNCTION = 70

_SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
_TESTS = sorted((ROOT / "tests").rglob("*.py"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _nodes(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text(), filename=str(path)))


def _dotted(node: ast.AST) -> str:
    """Return `a.b.c` for an expression of names, or nothing."""
    if isinstance(node, ast.Attribute):
        head = _dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return node.id if isinstance(node, ast.Name) else ""


def _uses(path: Path, *names: str) -> list[str]:
    return [
        f"{_name(path)}:{node.lineno}"
        for node in _nodes(path)
        if isinstance(node, ast.Attribute) and _dotted(node) in names
    ]


def test_imports_point_downwards() -> None:
    done = subprocess.run(  # noqa: S603 -- our own command
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("kind", ["sources", "tests"])
def test_no_file_is_too_long_to_read_at_once(kind: str) -> None:
    files = _SOURCES if kind == "sources" else _TESTS
    lengths = {_name(path): len(path.read_text().splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > _LONGEST_FILE} == {}


def test_no_function_is_too_long_to_read_at_once() -> None:
    long = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path in [*_SOURCES, *_TESTS]
        for node in _nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > _LONGEST_FUNCTION
    ]
    assert long == []


def test_only_verbs_open_transactions() -> None:
    """A transaction that opens elsewhere hides inside another verb's, or holds a connection across a wait."""
    places = [place for path in _SOURCES if not _is_verb(path) for place in _uses(path, "transaction.atomic")]
    assert places == []


def _is_verb(path: Path) -> bool:
    inside = path.relative_to(PACKAGE).parts
    return "actions" in inside or inside[-1] in {"actions.py", "invariants.py"}  # a check reads one moment


def test_only_settings_and_commands_touch_the_environment() -> None:
    """One reader makes one list of settings; commands pass their options on in it."""
    allowed = {"aquatint/settings.py", "aquatint/asgi.py", "aquatint/__main__.py"}
    others = [path for path in _SOURCES if _name(path) not in allowed and PACKAGE / "commands" not in path.parents]
    assert [place for path in others for place in _uses(path, "os.environ", "os.getenv")] == []


def test_nothing_happens_by_signal() -> None:
    """Who reads a verb sees all that it does."""
    connected = [
        f"{_name(path)}:{node.lineno}"
        for path in _SOURCES
        for node in _nodes(path)
        if isinstance(node, ast.ImportFrom)
        and node.module in {"django.dispatch", "django.db.models.signals", "django.db.models"}
        and {alias.name for alias in node.names}
        & {"receiver", "Signal", "signals", "post_save", "pre_save", "post_delete"}
    ]
    assert connected == []


def test_time_comes_from_our_clock() -> None:
    """So that tests and trials can move it."""
    names = ("datetime.now", "datetime.datetime.now", "datetime.utcnow", "timezone.now", "date.today")
    others = [path for path in _SOURCES if _name(path) not in {"aquatint/kit/clock.py", "aquatint/settings.py"}]
    assert [place for path in others for place in _uses(path, *names)] == []


def test_the_async_orm_is_not_used() -> None:
    """It holds a connection across awaits: measured, four of five requests failed at a thousand in flight."""
    asynchronous = ("acreate", "aget", "afirst", "asave", "adelete", "aupdate", "acount", "aexists", "aiterator")
    found = [
        f"{_name(path)}:{node.lineno}"
        for path in _SOURCES
        for node in _nodes(path)
        if isinstance(node, ast.Attribute) and node.attr in asynchronous
    ]
    assert found == []
