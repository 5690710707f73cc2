"""`aquatint pixels upscale`: a picture made larger, on files."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from aquatint.commands.pixels_check import SIZE
from aquatint.imaging.upscale import upscale as enlarge
from aquatint.kit.errors import AquatintError

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option("--size", type=SIZE, required=True, help="Width and height of the result in pixels, such as 4096x4096.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="A PNG.")
@click.option("--model", type=_FILE, envvar="AQUATINT_UPSCALE_MODEL", help="Your ONNX model (AQUATINT_UPSCALE_MODEL).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def upscale(file: Path, size: tuple[int, int], output: Path, model: Path | None, *, as_json: bool) -> None:
    """Make a picture larger; without a model it is resampled and gains no detail.

    Exit codes: 0 done, 1 the file or the size was refused (the code says why), 2 wrong usage.
    """
    try:
        done = enlarge(file, width=size[0], height=size[1], out=output, model=model)
    except AquatintError as error:
        click.echo(json.dumps({"error": error.code, "sentence": error.sentence}) if as_json else error.sentence)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps({**asdict(done), "output": str(output)}))
    else:
        click.echo(f"{output}: {done.width}x{done.height}, {done.method}. {done.cpu_seconds:.2f} s.")
