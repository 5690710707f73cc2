"""What tells whether this instance is well: `/healthz`, `/readyz` and the problems of the settings."""

import asyncio
import os
import tempfile
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from starlette.requests import Request
from starlette.responses import JSONResponse

from aquatint import __version__
from aquatint.kit import threads

WORKER_SILENCE = 20
"""Seconds. A worker that has not reported for this long counts as dead; it reports every 5 s."""
_PATIENCE = 5.0  # seconds; a database that takes longer than this is not ready
_UNCACHED = {"cache-control": "no-store"}


async def healthz(request: Request) -> JSONResponse:  # noqa: ARG001 -- Starlette hands it over
    """Answer that this process is alive."""
    return JSONResponse({"alive": True, "version": __version__}, headers=_UNCACHED)


async def readyz(request: Request) -> JSONResponse:  # noqa: ARG001
    """Answer 200 when database, worker and storage can do their parts, else 503; name each part's fault."""
    looks = {"database": _database, "worker": _worker, "storage": _storage}
    faults = await asyncio.gather(*(_look(look) for look in looks.values()))
    ready = not any(faults)
    parts = {name: {"ready": not fault, "fault": fault} for name, fault in zip(looks, faults, strict=True)}
    return JSONResponse({"ready": ready, "parts": parts}, status_code=200 if ready else 503, headers=_UNCACHED)


async def _look(look: Callable[[], str]) -> str:
    try:
        return await asyncio.wait_for(threads.run(look), _PATIENCE)
    except TimeoutError:
        return "no answer in time"
    except Exception as error:  # noqa: BLE001 -- whatever is wrong, the part is not ready; details would tell too much
        return type(error).__name__


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def _worker() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - %s * interval '1 second'",
            [WORKER_SILENCE],
        )
        alive = cursor.fetchone()[0]
    return "" if alive else "no worker has reported lately"


def _storage() -> str:
    handle, path = tempfile.mkstemp(prefix=".readyz-", dir=settings.DATA)
    os.close(handle)
    os.unlink(path)  # noqa: PTH108 -- mkstemp gives a plain path
    return ""
