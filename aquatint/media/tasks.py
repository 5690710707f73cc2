"""The jobs of this package: small versions ahead of time, fingerprints, and the sweep of orphaned files."""

import asyncio
from contextlib import suppress
from uuid import UUID

from procrastinate.contrib.django import app

from aquatint.imaging import Unreadable
from aquatint.kit import threads
from aquatint.media import actions, derivatives, findings
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image


@app.task(name=derivatives.TASK, queue=derivatives.QUEUE)
async def warm(images: list[str]) -> None:
    """Make the small versions of these pictures; those that are gone or broken are the check's business."""
    for row in await threads.run(_rows, images):
        with suppress(ImageGone, Unreadable):
            await derivatives.get_all(row)


@app.periodic(cron="17 * * * *")
@app.task(name="aquatint.media.tasks.sweep", queue="care", queueing_lock="media.sweep", pass_context=False)
async def sweep(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Delete files that nobody refers to, every hour."""
    await threads.run(actions.sweep)


@app.periodic(cron="* * * * *")
@app.task(name="aquatint.media.tasks.take_fingerprints", queue="care", queueing_lock="media.fingerprints")
async def take_fingerprints(timestamp: int) -> None:  # noqa: ARG001 -- procrastinate passes the scheduled moment
    """Note how new pictures can be found again, every minute."""
    await asyncio.to_thread(findings.sweep)


def _rows(images: list[str]) -> list[Image]:
    return list(Image.objects.filter(id__in=[UUID(image) for image in images]))
