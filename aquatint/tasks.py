"""The scheduled jobs that belong to no package: those that look after jobs."""

from procrastinate import JobContext
from procrastinate.contrib.django import app

from aquatint.kit import clock

_STALLED_SECONDS = 30
_KEPT_HOURS = 7 * 24


@app.periodic(cron="* * * * *")
@app.task(name="aquatint.tasks.retry_stalled", queue="care", queueing_lock="retry_stalled", pass_context=True)
async def retry_stalled(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Queue again, every minute, what a dead worker had begun: every job of ours may be done twice."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=_STALLED_SECONDS):
        await manager.retry_job(job, retry_at=clock.now())


@app.periodic(cron="41 4 * * *")
@app.task(name="aquatint.tasks.forget_old", queue="care", queueing_lock="forget_old", pass_context=True)
async def forget_old(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """Delete, every night, the rows of jobs that failed a week ago. Those that succeeded leave none."""
    manager = context.app.job_manager
    await manager.delete_old_jobs(_KEPT_HOURS, include_failed=True, include_cancelled=True, include_aborted=True)
