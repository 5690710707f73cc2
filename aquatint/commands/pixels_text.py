"""`aquatint pixels text`: does a picture carry exactly these words? Needs no server and no database."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from aquatint.kit.errors import AquatintError

_WRONG = 1
_USAGE = 2


@click.command("text")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--text", "texts", multiple=True, required=True, metavar="WORDS", help="Exact words; may be repeated.")
@click.option("--overlay", "target", type=click.Path(dir_okay=False, path_type=Path), help="Set wrong words exactly.")
@click.option("--font", default="sans-bold", show_default=True, help="For --overlay: sans, sans-bold, serif …")
@click.option("--mask", type=click.Path(dir_okay=False, path_type=Path), help="Write where wrong words stand: white.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def text(file: Path, texts: tuple[str, ...], target: Path | None, font: str, mask: Path | None, as_json: bool) -> None:  # noqa: FBT001 -- click's
    """Read FILE and say for each text: exact, near (with the letters), missing or unreadable.

    With --overlay the words that have a place but are wrong are set there exactly, and read again.

    Exit codes: 0 every text is exact, 1 not every one, 2 wrong usage or an unusable file.
    """
    from aquatint.imaging import reading

    try:
        report = reading.read_texts(file, texts)
        told = report.as_json()
        if mask:
            told["mask"] = [list(box) for box in reading.repair_mask(report, out=mask)]
        if target:
            report = _repaired(file, report, target, font)
            told["repaired"] = report.as_json()
    except AquatintError as error:
        _say({"error": error.code, "sentence": error.sentence}, as_json=as_json)
        sys.exit(_USAGE)
    _say(told, as_json=as_json)
    sys.exit(0 if report.exact else _WRONG)


def _repaired(file: Path, report: Any, target: Path, font: str) -> Any:  # noqa: ANN401 -- types are loaded later
    """Set every wrong text that has a place, one after the other, and read the result."""
    from aquatint.imaging import reading

    wrong = [one for one in report.texts if one.verdict is not reading.Verdict.EXACT and one.quad]
    if not wrong:
        raise reading.NothingToRepair("No wrong text has a place in the picture, so there is nothing to set.")
    before = file
    for one in wrong:
        reading.overlay(before, one.asked, quad=one.quad, font=font, out=target)
        before = target
    return reading.read_texts(target, [one.asked for one in report.texts])


def _say(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
    elif "error" in told:
        click.echo(told["sentence"], err=True)
    else:
        for one in told.get("repaired", told)["texts"]:
            click.echo(f"{one['verdict']:<10} {one['text']}  {one['sentence']}")
