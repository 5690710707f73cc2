"""`aquatint pixels`: work on picture files. Needs no server, no database and no data folder."""

from importlib import import_module
from pathlib import Path
from typing import Final

import click

MEMBERS: Final = {
    "lock": ("pixels_lock:lock", "Lay a painter's answer over its source; keep all else bit for bit."),
    "adjust": ("pixels_lock:adjust", "Keep, drop, grow or narrow regions of a locked picture."),
    "extend": ("pixels_lock:extend", "Put the exact source into a larger answer."),
    "check": ("pixels_check:check", "Hold a picture against the no-charge contract."),
    "text": ("pixels_text:text", "Read a picture and compare it with exact texts."),
    "upscale": ("pixels_upscale:upscale", "Make a picture larger."),
}


class Members(click.Group):
    """A group whose members are imported when called; one that is not there is not listed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the members in the order of the table."""
        return [name for name, (target, _) in MEMBERS.items() if _file(target).exists()]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one member."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module, _, name = MEMBERS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(f"aquatint.commands.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the members by the table's own words, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, MEMBERS[name][1]) for name in self.list_commands(ctx)])


def _file(target: str) -> Path:
    return Path(__file__).with_name(target.partition(":")[0] + ".py")


@click.command(cls=Members)
def pixels() -> None:
    """Work on picture files: files in, files and JSON out."""
