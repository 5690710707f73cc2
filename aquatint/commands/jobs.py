"""The worker's loop: Procrastinate on its own connections, steady through a restart of the database."""

import asyncio
import logging
import math
import os
import signal
from collections.abc import Awaitable, Callable, Iterable
from itertools import chain, repeat
from typing import Any, LiteralString

import psycopg
from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from procrastinate import exceptions
from procrastinate.connector import Notify
from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import close_db_connections
from procrastinate.contrib.django.utils import connector_params
from procrastinate.periodic import PeriodicDeferrer, PeriodicRegistry
from procrastinate.psycopg_connector import PsycopgConnector
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool

from aquatint.commands.orphan import when_standard_input_ends
from aquatint.generations.dispatching import Dispatcher
from aquatint.kit import threads

HEARTBEAT = 5.0  # seconds
STALLED = 20.0  # seconds without a heartbeat after which a worker counts as dead
_PATIENCE = 600.0  # seconds that a query waits for the database to come back
_PAUSES = (0.1, 0.2, 0.5, 1.0)  # seconds between tries; the last is repeated
_log = logging.getLogger(__name__)


class SteadyConnector(PsycopgConnector):
    """Asks again while the database is away, so that running jobs outlive its restart.

    Without this a cut connection ends the worker, and with it jobs that wait for a paid answer.
    """

    async def execute_query_async(self, query: LiteralString, **arguments: Any) -> None:
        """Run a query that returns nothing."""
        await _until_there(lambda: super(SteadyConnector, self).execute_query_async(query, **arguments))

    async def execute_query_one_async(self, query: LiteralString, **arguments: Any) -> dict[str, Any]:
        """Run a query that returns one row."""
        return await _until_there(lambda: super(SteadyConnector, self).execute_query_one_async(query, **arguments))

    async def execute_query_all_async(self, query: LiteralString, **arguments: Any) -> list[dict[str, Any]]:
        """Run a query that returns rows."""
        return await _until_there(lambda: super(SteadyConnector, self).execute_query_all_async(query, **arguments))

    async def listen_notify(self, on_notification: Notify, channels: Iterable[str]) -> None:
        """Listen for new jobs, again after each cut."""
        names = list(channels)
        await _until_there(lambda: super(SteadyConnector, self).listen_notify(on_notification, names), math.inf)


async def _until_there[T](ask: Callable[[], Awaitable[T]], patience: float = _PATIENCE) -> T:
    """Repeat `ask` while the connection fails, for up to `patience` seconds."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience
    for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
        try:
            return await ask()
        except exceptions.ConnectorException as error:
            if not _is_cut(error.__cause__) or loop.time() > deadline:
                raise
            _log.info("The database is away (%s); asking again.", error.__cause__)
        await asyncio.sleep(pause)
    raise AssertionError  # the chain has no end


def _is_cut(error: BaseException | None) -> bool:
    """Whether the connection failed, rather than the query: no state at all, class 08, or a server going down."""
    return isinstance(error, psycopg.OperationalError) and (error.sqlstate or "08").startswith(("08", "57P"))


def _unchecked_pool(**arguments: Any) -> AsyncConnectionPool:
    """Make a pool that does not ask the server before each query whether it is there; we ask again on failure."""
    return AsyncConnectionPool(**{**arguments, "check": None})


async def work(*, watch_parent: bool) -> None:
    """Work on jobs until SIGTERM or SIGINT, then give running jobs their grace; a second signal ends at once."""
    logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # it warns of every try while the database is away
    threads.start(settings.WORKER_THREADS)
    connector = SteadyConnector(kwargs=connector_params(), pool_factory=_unchecked_pool)
    # not `replace_connector`: what verbs defer must stay on Django's connection, in the verb's transaction
    jobs = app.with_connector(connector)
    # the worker's own schedule would end it with the first cut connection
    registry, jobs.periodic_registry = jobs.periodic_registry, PeriodicRegistry()  # type: ignore[no-untyped-call]
    jobs.perform_import_paths()  # type: ignore[no-untyped-call]
    async with jobs.open_async():
        worker = Worker(
            jobs,
            concurrency=settings.WORKER_JOBS,
            shutdown_graceful_timeout=settings.WORKER_GRACE,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=HEARTBEAT,
            stalled_worker_timeout=STALLED,
            task_middleware=[close_db_connections],  # async jobs reach the database through kit.threads alone
        )
        dispatcher = Dispatcher(settings.WORKER_CONCURRENCY)
        stopping = _stop_on_signals(worker, dispatcher)
        if watch_parent:
            when_standard_input_ends(lambda: _hurry(worker))
        schedule = asyncio.create_task(_keep_schedule(registry), name="schedule")
        painting = asyncio.create_task(_paint(dispatcher, worker, stopping), name="painting")
        try:
            await worker.run()  # type: ignore[no-untyped-call]
            await asyncio.wait([painting], timeout=(worker.shutdown_graceful_timeout or 0) + 1)
        finally:
            schedule.cancel()
            painting.cancel()
    threads.stop()


async def _paint(dispatcher: Dispatcher, worker: Worker, stopping: asyncio.Event) -> None:
    """Paint until told to stop, then for the grace; what is not ready by then is found by another worker's sweep.

    A worker that cannot paint any more ends as a whole, so that who started it starts another.
    """
    running = asyncio.create_task(dispatcher.run(), name="dispatcher")
    told = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait([running, told], return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait([running], timeout=worker.shutdown_graceful_timeout)
        if running.done() and (error := running.exception()):
            _log.error("Painting ended with an error; the worker stops.", exc_info=error)
    finally:
        told.cancel()
        running.cancel()
        worker.stop()  # type: ignore[no-untyped-call]


async def _keep_schedule(registry: PeriodicRegistry) -> None:
    """Defer periodic jobs when they are due. Workers may all do this: the database lets each moment happen once."""
    while True:
        try:
            return await PeriodicDeferrer(registry).worker()
        except exceptions.ConnectorException as error:
            _log.info("The database is away (%s); the schedule goes on when it is back.", error.__cause__)
        await sync_to_async(close_old_connections)()  # where Procrastinate's Django connector runs
        await asyncio.sleep(_PAUSES[-1])


def _stop_on_signals(worker: Worker, dispatcher: Dispatcher) -> asyncio.Event:
    """Return an event that the first signal sets; the second ends the process at once."""
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()

    def stop() -> None:
        if stopping.is_set():
            os._exit(1)
        stopping.set()
        dispatcher.stop()
        worker.stop()  # type: ignore[no-untyped-call]

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    return stopping


def _hurry(worker: Worker) -> None:
    worker.shutdown_graceful_timeout = 0.3
