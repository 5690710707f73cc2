"""`aquatint verify`: tell where a picture comes from, as far as can be known."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from aquatint.imaging.provenance.verdict import Verdict


class _CannotRead(click.ClickException):
    exit_code = 2


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--trust", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Trusted roots in PEM.")
@click.option("--data", metavar="DIR", help="Also look in the record of the instance with this data folder.")
def verify(file: Path, trust: Path | None, data: str | None, *, as_json: bool) -> None:
    """Tell what the credentials, the invisible mark and the words in FILE say. Needs no server and no database.

    Exits with 1 if the credentials are broken, and with 2 if FILE cannot be read as a picture or the roots as PEM.
    """
    from aquatint.imaging.errors import Unreadable
    from aquatint.imaging.provenance.verdict import Word

    roots = _roots(trust) if trust else ""
    try:
        verdict = _with_record(file, data, roots) if data else _alone(file, roots)
    except Unreadable as error:
        raise _CannotRead(error.sentence) from error
    said = verdict.as_json()
    click.echo(json.dumps(said, indent=2, ensure_ascii=False) if as_json else "\n".join(_lines(said)))
    if verdict.word is Word.BROKEN:
        raise SystemExit(1)


def _alone(file: Path, roots: str) -> "Verdict":
    from aquatint.imaging.provenance.looking import Anchors, look
    from aquatint.imaging.provenance.verdict import judge

    return judge(look(file, Anchors(trusted=roots)))


def _roots(file: Path) -> str:
    from aquatint.kit import pem

    found = pem.certificates(file.read_text("utf-8", "replace"))
    if not found:
        raise click.BadParameter(f"{file} cannot be read as certificates in PEM.", param_hint="--trust")
    return found


def _with_record(file: Path, data: str, roots: str) -> "Verdict":
    import os
    from dataclasses import replace

    os.environ["AQUATINT_DATA"] = str(Path(data).resolve())
    from aquatint.commands import instance

    with instance.opened():
        from aquatint.imaging.provenance.looking import look
        from aquatint.imaging.provenance.verdict import judge
        from aquatint.media import findings, verifying

        anchors = verifying.anchors()
        seen = look(file, replace(anchors, trusted=anchors.trusted + roots))
        return judge(seen, findings.find(seen))


def _lines(said: dict[str, Any]) -> list[str]:
    lines = [said["sentence"]]
    if record := said["record"]:
        lines.append(f"Our record: made on {record['made']}, found by its {record['match']}.")
    if credentials := said["credentials"]:
        lines.append(f"Credentials: {_STANDINGS[credentials['standing']]}{_problems(credentials)}")
        lines += _signed(credentials["active"], 1) if credentials["active"] else []
    lines.append(f"Invisible mark: {said['mark'] or 'none found'}")
    if declared := said["declared"]:
        lines.append(f"Says of itself: {declared['source']} {declared['producer']}".rstrip())
    return lines


_STANDINGS = {
    "trusted": "they hold, and the signer is on the list of trust",
    "ours": "they hold, and this instance signed them",
    "untrusted": "they hold, nothing was changed since; but who signed is only what they say of themselves",
    "broken": "they do not hold",
}


def _problems(credentials: dict[str, Any]) -> str:
    return f" ({', '.join(credentials['problems'])})" if credentials["problems"] else ""


def _signed(signed: dict[str, Any], depth: int) -> list[str]:
    start = "  " * depth
    lines = [
        f"{start}signed by {signed['issuer'] or 'nobody named'} with {signed['generator']} {signed['signed']}".rstrip()
    ]
    for action in signed["actions"]:
        about = " ".join(part for part in (action["agent"], action["source"], action["when"]) if part)
        lines.append(f"{start}- {action['action']} {about}".rstrip())
    for ingredient in signed["ingredients"]:
        lines.append(f"{start}from a picture ({ingredient['role']}, {ingredient['format']})")
        lines += _signed(ingredient["signed"], depth + 1) if ingredient["signed"] else []
    return lines
