"""Jobs and schedules of billing. Each looks for what is due, so that a missed run changes nothing but the time."""

from procrastinate.contrib.django import app

from aquatint.billing import actions, caring, mails
from aquatint.kit import threads


@app.periodic(cron="* * * * * */5")
@app.task(name="aquatint.billing.tasks.handle", queue="care", queueing_lock="billing.handle")
async def handle(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Handle the webhooks in the inbox, every five seconds."""
    await threads.run(caring.handle_inbox)


@app.periodic(cron="* * * * *")
@app.task(name="aquatint.billing.tasks.tend", queue="care", queueing_lock="billing.tend")
async def tend(timestamp: int) -> None:  # noqa: ARG001
    """Ask again for what a gateway has not answered, let the till do its minute, run allowances."""
    await threads.run(caring.tend)


@app.periodic(cron="17 * * * *")
@app.task(name="aquatint.billing.tasks.write_ahead", queue="care", queueing_lock="billing.write_ahead")
async def write_ahead(timestamp: int) -> None:  # noqa: ARG001
    """Write the letters that come before money moves or credits end, every hour; want announced prices."""
    for verb in (actions.remind, actions.warn_of_expiry, actions.move_to_new_prices, actions.abandon_old_orders):
        await threads.run(verb)


@app.periodic(cron="29 * * * *")
@app.task(name="aquatint.billing.tasks.reconcile", queue="care", queueing_lock="billing.reconcile")
async def reconcile(timestamp: int) -> None:  # noqa: ARG001
    """Compare the books with every gateway, every hour."""
    await threads.run(caring.reconcile_all)


@app.periodic(cron="* * * * * */10")
@app.task(name="aquatint.billing.tasks.post", queue="care", queueing_lock="billing.post")
async def post(timestamp: int) -> None:  # noqa: ARG001
    """Send the mails in the outbox, every ten seconds."""
    await threads.run(mails.post_due)
