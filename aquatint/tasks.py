"""The scheduled job that belongs to no package: the jobs of dead workers."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from aquatint.kit import clock

_STALLED_SECONDS = 30


@app.periodic(cron="* * * * *")
@app.task(name="aquatint.tasks.retry_stalled", queue="care", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Queue again, every minute, what a dead worker had begun: every job of ours may be done twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_SECONDS):
        await manager.retry_job(job, retry_at=clock.now())
