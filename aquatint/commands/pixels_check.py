"""`aquatint pixels check`: any file held against the no-charge contract."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from aquatint.imaging import contract, sniff

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_TYPES = {suffix: kind for kind, suffix in sniff.ALL_SUFFIXES.items()} | {"jpeg": sniff.JPEG}


class _Size(click.ParamType[tuple[int, int]]):
    """A size in pixels, `1536x1024`."""

    name = "WxH"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Read it."""
        width, _, height = str(value).lower().partition("x")
        if not (width.isascii() and width.isdigit() and height.isascii() and height.isdigit()):
            self.fail(f"{value!r} is not a size such as 1536x1024.", param, ctx)
        return int(width), int(height)


SIZE = _Size()


@click.command()
@click.argument("file", type=_FILE)
@click.option("--size", type=SIZE, help="The size that was asked for, such as 1536x1024.")
@click.option("--type", "kind", type=click.Choice(sorted(_TYPES)), help="The file type that was asked for.")
@click.option("--alpha", is_flag=True, help="A transparent background was asked for.")
@click.option("--plain", is_flag=True, help="A plain ground was asked for: one colour is what was wanted.")
@click.option("--input", "inputs", type=_FILE, multiple=True, help="A picture that was given. May be repeated.")
@click.option("--sibling", "siblings", type=_FILE, multiple=True, help="Another shot. May be repeated.")
@click.option("--preview", "previews", type=_FILE, multiple=True, help="An unfinished state. May be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check(
    file: Path,
    size: tuple[int, int] | None,
    kind: str | None,
    inputs: tuple[Path, ...],
    siblings: tuple[Path, ...],
    previews: tuple[Path, ...],
    *,
    alpha: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Hold a file against every rule of the no-charge contract; everything is decoded.

    Exit codes: 0 it keeps the contract, 1 it does not, 2 wrong usage.
    """
    width, height = size or (None, None)
    wanted = contract.Wanted(_TYPES[kind] if kind else None, width, height, alpha=alpha, plain=plain)
    subject = contract.Subject(file, wanted, inputs=inputs, siblings=siblings, previews=previews, thorough=True)
    verdicts = contract.verdicts(subject)
    is_kept = all(verdict.held is not False for verdict in verdicts)
    if as_json:
        click.echo(json.dumps(_report(subject, verdicts, is_kept=is_kept)))
    else:
        for verdict in verdicts:
            word = {True: "kept", False: "BROKEN", None: "not asked"}[verdict.held]
            click.echo(f"{word:9}  {verdict.code}{f'  {verdict.detail}' if verdict.held is False else ''}")
    sys.exit(0 if is_kept else 1)


def _report(subject: contract.Subject, verdicts: list[contract.Verdict], *, is_kept: bool) -> dict[str, Any]:
    """Return what is printed: whether the file would be charged, what it is, and each rule by its code."""
    found: dict[str, Any] = {}
    if all(verdict.code != contract.UNREADABLE.code or verdict.held for verdict in verdicts):
        facts = subject.facts
        found = {name: getattr(facts, name) for name in ("media_type", "width", "height", "frames", "alpha")}
    rules = [{"code": one.code, "kept": one.held, "detail": one.detail} for one in verdicts]
    return {"kept": is_kept, "picture": found or None, "rules": rules}
