"""`aquatint pixels lock | adjust | extend`: the pixel lock on files."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from aquatint.imaging import lock as locks
from aquatint.imaging.lock import Choice, LockReport
from aquatint.kit.errors import AquatintError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW = click.Path(dir_okay=False, path_type=Path)
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--source", type=_FILE, required=True, help="The picture as it was.")
@click.option("--answer", type=_FILE, required=True, help="What the painter made of it.")
@click.option("--mask", type=_FILE, help="White may change; a PNG of the source's size. Without it, changes are found.")
@click.option("-o", "--output", type=_NEW, required=True, help="The locked picture, a PNG.")
@click.option(
    "--map", "change_map", type=_NEW, help="The change map: a grey PNG, value = region, 0 = exactly the source."
)
@click.option("--aligned", type=_NEW, help="The whole answer laid over the source, for `adjust`.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def lock(
    source: Path,
    answer: Path,
    mask: Path | None,
    output: Path,
    change_map: Path | None,
    aligned: Path | None,
    *,
    as_json: bool,
) -> None:
    """Take from an answer what was to change; everything else stays the source, bit for bit.

    Exit codes: 0 done, 1 the answer or a file was refused (the code says why), 2 wrong usage.
    """
    with _working(output) as folder:
        kept = {locks.MAP: change_map, locks.ALIGNED: aligned}

        def work() -> LockReport:
            report = locks.lock(source, answer, mask, out=folder / "out.png", workdir=folder)
            _keep(folder, {"out.png": output, **kept})
            return report

        _tell(_report(work, as_json=as_json), output, as_json=as_json)


@click.command()
@click.option("--source", type=_FILE, required=True, help="The picture as it was.")
@click.option("--aligned", type=_FILE, required=True, help="What `lock --aligned` wrote.")
@click.option("--map", "change_map", type=_FILE, required=True, help="What `lock --map` wrote.")
@click.option("--mask", type=_FILE, help="The mark, if the lock had one.")
@click.option("--drop", type=int, multiple=True, metavar="REGION", help="Take this region back.")
@click.option("--grow", type=(int, int), multiple=True, metavar="REGION PIXELS", help="Widen it; below 0: narrow it.")
@click.option("-o", "--output", type=_NEW, required=True, help="The new version, a PNG.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def adjust(
    source: Path, aligned: Path, change_map: Path, mask: Path | None, drop: tuple[int, ...],
    grow: tuple[tuple[int, int], ...], output: Path, *, as_json: bool,
) -> None:  # fmt: skip
    """Make another version of a locked picture, without asking a painter again."""
    choices = [Choice(region, keep=False) for region in drop]
    choices += [Choice(region, grow=pixels) for region, pixels in grow if region not in drop]
    with _working(output) as folder:

        def work() -> LockReport:
            report = locks.recompose(source, aligned, change_map, choices, mask=mask, out=folder / "out.png")
            _keep(folder, {"out.png": output})
            return report

        _tell(_report(work, as_json=as_json), output, as_json=as_json)


@click.command()
@click.option("--source", type=_FILE, required=True, help="The picture that must stay exactly as it is.")
@click.option("--answer", type=_FILE, required=True, help="The painter's larger picture.")
@click.option("--offset", type=(int, int), required=True, metavar="X Y", help="Where the source lies in it, in pixels.")
@click.option("--size", type=(int, int), metavar="W H", help="The size of the result; the answer's own if left out.")
@click.option("-o", "--output", type=_NEW, required=True, help="The result, a PNG.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def extend(
    source: Path, answer: Path, offset: tuple[int, int], size: tuple[int, int] | None, output: Path, *, as_json: bool
) -> None:
    """Lay the exact source into a larger answer and lead the new parts smoothly up to it."""
    with _working(output) as folder:

        def work() -> LockReport:
            report = locks.extend(source, answer, offset=offset, size=size, out=folder / "out.png")
            _keep(folder, {"out.png": output})
            return report

        _tell(_report(work, as_json=as_json), output, as_json=as_json)


@contextmanager
def _working(output: Path) -> Iterator[Path]:
    if not output.resolve().parent.is_dir():
        raise click.BadParameter(f"There is no folder {output.parent}.", param_hint="--output")
    with TemporaryDirectory(prefix="aquatint-") as folder:
        yield Path(folder)


def _keep(folder: Path, wanted: dict[str, Path | None]) -> None:
    for name, target in wanted.items():
        if target is not None and (folder / name).exists():
            shutil.move(folder / name, target)


def _report(work: Callable[[], LockReport], *, as_json: bool) -> LockReport:
    try:
        return work()
    except AquatintError as error:
        if as_json:
            figures = getattr(error, "figures", {})
            click.echo(json.dumps({"status": "failed", "code": error.code, "sentence": error.sentence, **figures}))
        else:
            click.echo(f"{error.code}: {error.sentence}", err=True)
        sys.exit(1)


def _tell(report: LockReport, output: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"file": str(output), **report.as_json()}))
        return
    words = {
        "local": f"{report.percent_changed:g} % may differ, in {len(report.regions)} regions; "
        f"largest difference outside: {report.outside_max_error}",
        "unchanged": "no change was found: this is the source",
        "global": "the whole picture changed: this is the answer, nothing was locked",
        "unaligned": "the answer does not lie on the source: this is the answer, nothing was locked",
    }
    click.echo(f"{output}  {words[report.status]}" + ("" if report.sure else " (please look)"))
