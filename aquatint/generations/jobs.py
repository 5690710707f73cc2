"""The job of a generation, written on the connection of the transaction that writes its rows."""

from uuid import UUID

from procrastinate.contrib.django import app
from procrastinate.jobs import Status


QUEUE = "generations"
STALLED_SECONDS = 30
TASK = "aquatint.generations.tasks.run"


def queue(generation: UUID, *, after_seconds: float = 0) -> None:
    """Queue the generation's job. One waiting job a generation: the queueing lock refuses a second one."""
    schedule = {"schedule_in": {"seconds": after_seconds}} if after_seconds else {}
    app.configure_task(TASK, queue=QUEUE, queueing_lock=f"generation:{generation.hex}", **schedule).defer(
        generation=generation.hex
    )


async def forget_stalled() -> None:
    """Close the jobs of dead workers. What they were about is found by the sweep through the rows, not the jobs."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await manager.finish_job(job, status=Status.FAILED, delete_job=True)
