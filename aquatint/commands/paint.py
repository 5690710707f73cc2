"""`aquatint paint`: paint a picture from a shell."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from aquatint.commands import instance

_FORMATS = {"": "png", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".gif": "gif"}
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line."""

    words: str
    output: Path | None
    size: str | None
    model: str | None
    quality: str
    n: int
    output_format: str
    transparent: bool
    seed: int | None
    edit: tuple[Path, ...]
    mask: Path | None
    partials: int | None
    quiet: bool
    as_json: bool


@click.command()
@click.argument("words")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Where to; -1, -2 … for several.")
@click.option("--size", metavar="WxH", help="Such as 1536x1024; the model's own choice if left out.")
@click.option("--model", help="A model on offer; the instance's default if left out.")
@click.option("--quality", default="auto", show_default=True, help="What the model has: low, medium, high …")
@click.option("--n", type=int, default=1, show_default=True, help="How many pictures, 1 to 8.")
@click.option(
    "--format", "output_format", type=click.Choice(["png", "jpeg", "webp", "gif"]), help="As the file's name says."
)
@click.option("--transparent", is_flag=True, help="A transparent background.")
@click.option("--seed", type=click.IntRange(0), help="Where the model takes one: same words, same picture.")
@click.option("--edit", type=_FILE, multiple=True, help="Change this picture; further ones are references.")
@click.option("--mask", type=_FILE, help="Where the picture may change: the transparent part of this PNG.")
@click.option(
    "--partials", type=click.IntRange(0, 3), help="Unfinished states on the way; some models charge for them."
)
@click.option("--quiet", is_flag=True, help="Show no progress.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def paint(**options: Any) -> None:
    """Paint WORDS, and print where the picture is and what it cost.

    Works with and without `aquatint up` running. Ctrl-C cancels.

    Exit codes: 0 all pictures are there, 1 some or all did not come and were not charged, 2 wrong usage, 130 cancelled.
    """
    order = _order(options)
    with instance.opened():
        from aquatint.commands import migrate, painting

        migrate.seed()
        sys.exit(painting.run(order))


def _order(options: dict[str, Any]) -> Order:
    output: Path | None = options["output"]
    if output is not None and not output.resolve().parent.is_dir():
        raise click.BadParameter(f"There is no folder {output.parent}.", param_hint="--output")
    if options["mask"] and not options["edit"]:
        raise click.BadParameter("A mask needs the picture it belongs to.", param_hint="--edit")
    return Order(**{**options, "output_format": options["output_format"] or _format_of(output)})


def _format_of(output: Path | None) -> str:
    """Return the format that a file's name promises; png without a name or an ending."""
    ending = output.suffix.lower() if output is not None else ""
    if ending not in _FORMATS:
        known = ", ".join(sorted(filter(None, _FORMATS)))
        sentence = f"We write no {ending} files. End the name in one of {known}, or give --format."
        raise click.BadParameter(sentence, param_hint="--output")
    return _FORMATS[ending]
