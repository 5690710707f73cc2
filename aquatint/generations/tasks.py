"""The jobs of this package: painting one generation, and the sweep."""

from uuid import UUID

from procrastinate.contrib.django import app

from aquatint.generations import actions, jobs, painting, watching
from aquatint.kit import threads


@app.task(name=jobs.TASK, queue=jobs.QUEUE)
async def run(generation: str) -> None:
    """Paint one generation."""
    await painting.paint(UUID(generation), watch=await watching.of_process())


@app.periodic(cron="* * * * * */5")
@app.task(name="aquatint.generations.tasks.sweep", queue="care", queueing_lock="generations.sweep", pass_context=False)
async def sweep(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Find what was left behind by dead workers and broken connections, every five seconds."""
    await jobs.forget_stalled()
    await threads.run(actions.sweep)
