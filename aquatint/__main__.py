"""The `aquatint` command: a table of commands, each loaded only when it is used."""

import os
from importlib import import_module
from pathlib import Path

import click

COMMANDS = {
    "up": ("aquatint.commands.up:up", "Start everything and print the address."),
    "web": ("aquatint.commands.web:web", "Serve the pages and the API."),
    "worker": ("aquatint.commands.worker:worker", "Work on jobs."),
    "migrate": ("aquatint.commands.migrate:migrate", "Bring the database to this version."),
    "check": ("aquatint.commands.check:check", "Run the invariants; exit 1 if one is broken."),
    "user": ("aquatint.commands.user:user", "Make and list people."),
    "key": ("aquatint.commands.key:key", "Make, list and revoke API keys."),
    "credits": ("aquatint.commands.credits:credits_", "Grant credits and show balances."),
    "billing": ("aquatint.commands.billing:billing", "Reconcile with the gateways, run what is due, announce prices."),
    "paint": ("aquatint.commands.paint:paint", "Paint a picture from words."),
    "pixels": ("aquatint.commands.pixels:pixels", "Lock, check, read and enlarge picture files; no server needed."),
    "sandbox": ("aquatint.providers.sandbox.cli:group", "Use the sandbox painter without a server."),
    "emulator": ("aquatint.emulator.cli:emulator", "Serve the upstream APIs for development and tests."),
    "verify": ("aquatint.commands.verify:verify", "Tell where a picture comes from."),
    "settings": ("aquatint.commands.settings:settings", "Show every setting and its value."),
    "manage": ("aquatint.commands.manage:manage", "Run one of Django's management commands."),
}


class Commands(click.Group):
    """A group whose members are imported when called; `--help` imports none."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands in the order of the table."""
        return [name for name, (target, _) in COMMANDS.items() if _exists(target)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command and let it take `--data` too."""
        if cmd_name not in COMMANDS or not _exists(COMMANDS[cmd_name][0]):
            return None
        module, _, name = COMMANDS[cmd_name][0].partition(":")
        return _with_data_option(getattr(import_module(module), name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by the table's own words."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


def _exists(target: str) -> bool:
    """Whether the command's file is there; looks without importing."""
    parts = target.partition(":")[0].split(".")[1:]
    path = Path(__file__).parent.joinpath(*parts)
    return path.with_suffix(".py").exists()


def _choose_data(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001
    if value:
        os.environ["AQUATINT_DATA"] = os.path.abspath(value)  # noqa: PTH100 -- the settings resolve links


def _data_option() -> click.Option:
    return click.Option(
        ["--data"],
        metavar="DIR",
        is_eager=True,
        expose_value=False,
        callback=_choose_data,
        help="The instance's data folder (AQUATINT_DATA).",
    )


def _with_data_option(command: click.Command) -> click.Command:
    if isinstance(command, click.Group):
        for member in command.commands.values():
            _with_data_option(member)
    if not any("--data" in param.opts for param in command.params):
        command.params.append(_data_option())
    return command


@click.command(cls=Commands, params=[_data_option()], context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="aquatint", message="Aquatint %(version)s")
def main() -> None:
    """Aquatint: an open image studio that anyone can run as a service."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aquatint.settings")


if __name__ == "__main__":
    main(prog_name="aquatint")
