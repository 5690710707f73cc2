# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""`sandbox paint | edit | sheet`: the painter from a shell, without a server or a database."""

import json
import math
import sys
from pathlib import Path
from typing import Any

import click
from PIL import Image

from aquatint.providers.sandbox import encode, job
from aquatint.providers.sandbox.edit import edit as edit_picture
from aquatint.providers.sandbox.job import Order
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.style import Stage

group = click.Group("sandbox", help="Paint without a model: pictures drawn by code, labelled as such.")
FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".gif": "gif", ".svg": "svg"}


TOLD = ("layout", "understood", "not_understood", "not_drawn")
"""What the table of a contact sheet tells of each prompt."""


def _size(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    wide, cross, tall = value.lower().partition("x")
    if not (cross and wide.isdigit() and tall.isdigit() and 16 <= int(wide) <= 4096 and 16 <= int(tall) <= 4096):
        message = "write it as 1536x1024, each side 16 to 4096 pixels"
        raise click.BadParameter(message)
    if max(int(wide), int(tall)) > 3 * min(int(wide), int(tall)):
        message = "the long side may be at most three times the short one"
        raise click.BadParameter(message)
    return int(wide), int(tall)


def _format(path: Path) -> str:
    if path.suffix.lower() not in FORMATS:
        message = f"end the file name in one of {', '.join(FORMATS)}"
        raise click.BadParameter(message, param_hint="-o")
    return FORMATS[path.suffix.lower()]


def _still(path: Path) -> str:
    kind = _format(path)
    if kind in {"gif", "svg"}:
        message = "this is written as png, jpg or webp"
        raise click.BadParameter(message, param_hint="-o")
    return kind


def _reachable(_context: click.Context, _option: click.Parameter, path: Path | None) -> Path | None:
    if path is not None and not path.resolve().parent.is_dir():
        message = f"there is no folder {path.parent}"
        raise click.BadParameter(message)
    return path


@group.command()
@click.argument("prompt")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), callback=_reachable, required=True)
@click.option("--size", callback=_size, help="WIDTHxHEIGHT; without it, what suits the picture.")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=None)
@click.option("--n", type=click.IntRange(1, 8), default=1, help="How many; the files are then numbered.")
@click.option("--transparent", is_flag=True, help="The subject alone, with a clean alpha.")
@click.option("--stage", type=click.Choice([stage.name.lower() for stage in Stage]), default="grain")
@click.option("--json", "as_json", is_flag=True, help="Say what was understood and chosen.")
def paint(prompt: str, output: Path, size: tuple[int, int] | None, seed: int | None, n: int, transparent: bool, stage: str, as_json: bool) -> None:  # noqa: FBT001
    """Paint PROMPT into a file."""
    if not prompt.strip():
        message = "say what to paint"
        raise click.BadParameter(message, param_hint="PROMPT")
    kind = _format(output) if stage == "grain" else _still(output)
    if transparent and kind in {"jpeg", "gif"}:
        message = f"our {kind.upper()} files cannot be transparent; choose png, webp or svg"
        raise click.BadParameter(message, param_hint="--transparent")
    for shot in range(n):
        path = output if n == 1 else output.with_stem(f"{output.stem}-{shot + 1}")
        order = Order(prompt, size, job.seed_of(prompt, seed, shot), path, (), kind, None, transparent)
        _tell(_stage(order, Stage[stage.upper()]) if stage != "grain" else job.paint(order), as_json=as_json)


def _stage(order: Order, stage: Stage) -> job.Done:
    reading, scene = job.plan(order)
    order.path.write_bytes(encode.encode(render(scene, stage), order.output_format, scene=scene))
    return job.Done(order.path, job.said(order, reading, scene))


def _tell(done: job.Done, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"file": str(done.path), **done.said, "cpu_seconds": round(done.cpu_seconds, 3)}, ensure_ascii=False))
        return
    told = [f"{name}: {', '.join(done.said[key])}" for name, key in (("not understood", "not_understood"), ("not drawn", "not_drawn")) if done.said.get(key)]
    click.echo(f"{done.path}" + (f"  ({'; '.join(told)})" if told else ""))
    for notice in done.said.get("notices", []):
        click.echo(notice["hint"], err=True)


@group.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("instruction")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), callback=_reachable, required=True)
@click.option("--mask", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="White means: this may change.")
@click.option("--drift", type=click.Choice(["mild", "strong"]), default=None, help="Redraw the whole picture a little off, as real models do.")
@click.option("--seed", type=int, default=0)
@click.option("--json", "as_json", is_flag=True)
def edit(file: Path, instruction: str, output: Path, mask: Path | None, drift: str | None, seed: int, as_json: bool) -> None:  # noqa: FBT001
    """Change FILE as INSTRUCTION says; outside the region nothing changes (unless --drift is given)."""
    from aquatint.providers.sandbox.drift import drifted  # noqa: PLC0415  # only this option needs it

    kind = _still(output)
    try:
        result = edit_picture(file, instruction, mask, seed=seed)
    except (OSError, ValueError) as error:
        raise click.ClickException(f"{file}: {error}") from error
    pixels = drifted(result.pixels, drift, seed) if drift else result.pixels
    output.write_bytes(encode.encode(pixels, kind, scene=None if drift else result.scene))
    _tell(job.Done(output, {"sandbox": True, **result.said, "drift": drift}), as_json=as_json)


@group.command()
@click.argument("prompts", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), callback=_reachable, required=True)
@click.option("--columns", type=click.IntRange(1, 20), default=6)
@click.option("--cell", type=click.IntRange(64, 1024), default=300)
@click.option("--table", type=click.Path(path_type=Path, dir_okay=False), callback=_reachable, default=None, help="Also write what was understood, what not, and what was not drawn: .md or .json.")
def sheet(prompts: Path, output: Path, columns: int, cell: int, table: Path | None) -> None:
    """Paint each line of PROMPTS onto one contact sheet."""
    lines = [line.strip() for line in prompts.read_text("utf-8").splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        message = "no line says what to paint"
        raise click.BadParameter(message, param_hint="PROMPTS")
    if table and table.suffix not in {".md", ".json"}:
        message = "end the name of the table in .md or .json"
        raise click.BadParameter(message, param_hint="--table")
    thumbs = [_thumb(line, cell) for line in lines]
    _mount([picture for picture, _ in thumbs], columns, cell).save(output, quality=86)
    if table:
        rows = [{"prompt": line, **{key: said[key] for key in TOLD}} for line, (_, said) in zip(lines, thumbs, strict=True)]
        table.write_text(json.dumps(rows, ensure_ascii=False, indent=1) if table.suffix == ".json" else _markdown(rows), "utf-8")
    click.echo(f"{output}  ({len(lines)} pictures)")


def _markdown(rows: list[dict[str, Any]]) -> str:
    """Return the table that a judge fills in: one row a prompt, the last column is theirs."""
    lines = ["| | prompt | layout | understood | not understood | not drawn | verdict |", "|---|---|---|---|---|---|---|"]
    for number, row in enumerate(rows, 1):
        cells = [", ".join(row[key]) if isinstance(row[key], list) else str(row[key]) for key in ("prompt", *TOLD)]
        lines.append(f"| {number} | " + " | ".join(cell.replace("|", "/") for cell in cells) + " | |")
    return "\n".join(lines) + "\n"


def _thumb(line: str, cell: int) -> tuple[Image.Image, dict[str, Any]]:
    order = Order(line, None, job.seed_of(line, None), Path())
    reading, scene = job.plan(order)
    said = job.said(order, reading, scene)
    scale = cell * 2 / max(scene.width, scene.height)
    order = Order(line, (round(scene.width * scale), round(scene.height * scale)), order.seed, Path())
    image = Image.fromarray(render(job.plan(order)[1])).convert("RGB")
    return image.resize((max(1, image.width // 2), max(1, image.height // 2)), Image.Resampling.LANCZOS), said


def _mount(pictures: list[Image.Image], columns: int, cell: int, gap: int = 10) -> Image.Image:
    rows = math.ceil(len(pictures) / columns)
    board = Image.new("RGB", (columns * (cell + gap) + gap, rows * (cell + gap) + gap), (244, 241, 234))
    for index, picture in enumerate(pictures):
        x, y = index % columns * (cell + gap) + gap, index // columns * (cell + gap) + gap
        board.paste(picture, (x + (cell - picture.width) // 2, y + (cell - picture.height) // 2))
    return board


def main() -> None:
    """Run the group by itself."""
    group(prog_name="sandbox", args=sys.argv[1:])
