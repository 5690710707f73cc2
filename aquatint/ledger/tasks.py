"""The scheduled job of the ledger."""

from procrastinate.contrib.django import app

from aquatint.kit import threads
from aquatint.ledger import actions


@app.periodic(cron="*/10 * * * *")
@app.task(name="aquatint.ledger.tasks.expire", queue="care", queueing_lock="ledger.expire")
async def expire(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Book the end of lots, every ten minutes. Nothing depends on its being on time."""
    await threads.run(actions.expire)
