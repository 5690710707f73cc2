"""`aquatint worker`: one worker process."""

import os

import click

from aquatint.commands import instance
from aquatint.kit import memory


@click.command()
@click.option("--grace", type=click.IntRange(0), help="Seconds for running jobs to finish (AQUATINT_WORKER_GRACE).")
@click.option("--child", is_flag=True, hidden=True, help="Stop when standard input ends; all is prepared.")
def worker(grace: int | None, *, child: bool) -> None:
    """Work on jobs until told to stop. Several may share one database."""
    if grace is not None:
        os.environ["AQUATINT_WORKER_GRACE"] = str(grace)
    with instance.opened(prepared=child):
        import uvloop

        from aquatint.commands.jobs import work

        memory.serve()
        uvloop.run(work(watch_parent=child))
