"""The scheduled job of this package. Painting needs none: a waiting generation is its own job, see `dispatching`."""

from procrastinate.contrib.django import app

from aquatint.generations import actions
from aquatint.kit import threads


@app.periodic(cron="* * * * * */5")
@app.task(name="aquatint.generations.tasks.sweep", queue="care", queueing_lock="generations.sweep")
async def sweep(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Find what was left behind by dead workers and broken connections, every five seconds."""
    await threads.run(actions.sweep)
