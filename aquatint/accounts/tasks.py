"""The schedule of this package."""

from procrastinate.contrib.django import app

from aquatint.accounts import actions
from aquatint.kit import threads


@app.periodic(cron="23 3 * * *")
@app.task(name="aquatint.accounts.tasks.forget", queue="care", queueing_lock="accounts.forget", pass_context=False)
async def forget(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Delete sessions and counts that are over, every night."""
    await threads.run(actions.forget_what_is_over)
