"""The counter of a running Aquatint with the emulated gateways behind it: two servers as processes, and their time.

The test's own process is the worker: it handles the inbox and reconciles when the story wants it, on the database of
the web process and at its time.
"""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, connections

from aquatint.billing import dealing, reconciling
from aquatint.billing.gateways import registry
from aquatint.billing.invariants import findings as of_billing
from aquatint.billing.models import Finding, Payment
from aquatint.emulator.payments import creem, paypal, stripe
from aquatint.kit import clock
from aquatint.ledger.invariants import findings as of_ledger
from tests.commands.running import COMMAND, free_port, wait_for

ROOT: Final = Path(__file__).parents[2]
_PATIENCE: Final = 60.0


class Counter:
    """One site and one emulator. Time only goes on during a story; `open_for` begins a new one."""

    def __init__(self, site: str, emulator: str, web: "subprocess.Popen[str]") -> None:
        self.site = site
        self.emulator = emulator
        self._web = web
        self._thread = ThreadPoolExecutor(1)
        self.gateway = ""

    def open_for(self, gateway: str, **script: Any) -> None:
        """Begin a story with empty books at the gateway, today, and with its webhooks disturbed by `script`."""
        self.gateway = gateway
        self.control("/reset")
        self._set_clock(timedelta(0))
        self.control("/script", vendor=gateway, **script)

    def control(self, path: str, **asked: Any) -> Any:
        """Ask the emulator's control door."""
        return _ask(f"{self.emulator}/_control{path}", asked)

    def books(self, kind: str) -> list[dict[str, Any]]:
        """Return all that the gateway keeps of a kind."""
        with urllib.request.urlopen(f"{self.emulator}/_control/{self.gateway}", timeout=_PATIENCE) as answer:  # noqa: S310
            found: list[dict[str, Any]] = json.load(answer)[kind]
            return found

    def wait(self, by: timedelta) -> None:
        """Let time pass at the site and at the gateway, whose renewals come."""
        self._set_clock(clock.now() - datetime.now(clock.now().tzinfo) + by)
        self.control("/advance", seconds=by.total_seconds())

    def until_after_the_period(self, **more: float) -> None:
        """Let time pass until so much after the newest subscription's period, as the gateway knows it."""
        end = datetime.fromisoformat(self.books("subscriptions")[-1]["period_end"])
        self.wait(end - clock.now() + timedelta(**more))

    def bring(self) -> None:
        """Have all webhooks sent that wait."""
        self.control("/deliver")

    def aside[T](self, what: Callable[[], T]) -> T:
        """Do something that uses tables or the network, in a thread without Playwright's loop."""
        return self._thread.submit(what).result()

    def work(self) -> reconciling.Report:
        """Do what the worker does in an hour: the inbox, what waits for an answer, reconciliation."""

        def worked() -> reconciling.Report:
            dealing.handle_due()
            dealing.tend()
            return reconciling.reconcile(registry.gateway(self.gateway))

        return self.aside(worked)

    def problems(self) -> list[Any]:
        """Return every rule of billing and ledger that is broken."""
        return self.aside(lambda: [*of_billing(), *of_ledger()])

    def open_findings(self) -> set[str]:
        """Return the codes of what waits for the operator."""
        return self.aside(lambda: set(Finding.objects.filter(closed=None).values_list("code", flat=True)))

    def ours(self) -> dict[str, tuple[int, str, int]]:
        """Return our payments: amount, currency, what went back."""
        return self.aside(
            lambda: {one.transaction: (one.amount, one.currency, one.refunded) for one in Payment.objects.all()}
        )

    def theirs(self) -> dict[str, tuple[int, str, int]]:
        """Return the gateway's payments: amount, currency, what went back or was lost."""
        lost = {one["payment"] for one in self.books("disputes") if not one["won"]}
        return {
            one["id"]: (one["amount"], one["currency"], one["amount"] if one["id"] in lost else one["refunded"])
            for one in self.books("payments")
        }

    def close(self) -> None:
        """Let go of the database."""
        self.aside(connections.close_all)
        self._thread.shutdown()

    def _set_clock(self, ahead: timedelta) -> None:
        clock.shift_by(ahead)
        assert self._web.stdin
        assert self._web.stdout
        self._web.stdin.write(f"{ahead.total_seconds()}\n")
        self._web.stdin.flush()
        assert self._web.stdout.readline() == "moved\n"


@contextmanager
def opened(folder: Path) -> Iterator[Counter]:
    """Start both servers on the test's database; stop them in the end."""
    emulator, site = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    before = settings.BILLING_ENVIRONMENT
    keys = _keys(emulator)
    settings.BILLING_ENVIRONMENT = {**before, **keys}
    registry.forget()
    variables = {**os.environ, **keys, "DATABASE_URL": _database(), "AQUATINT_URL": site}
    port = site.rpartition(":")[2]
    started = [
        _start(folder / "emulator.txt", *COMMAND, "emulator", "--site", site, "--port", emulator.rpartition(":")[2]),
        _start(
            folder / "web.txt", sys.executable, "-m", "tests.browser.moving_web", "web", "--port", port, **variables
        ),
    ]
    try:
        for process, url in zip(started, (f"{emulator}/_control/", f"{site}/healthz"), strict=True):
            wait_for(lambda url=url, process=process: _answers(url, process), url)  # type: ignore[misc]
        counter = Counter(site, emulator, started[1])
        yield counter
        counter.close()
    finally:
        for process in started:
            process.terminate()
            process.communicate(timeout=_PATIENCE)
        clock.shift_by(timedelta(0))
        settings.BILLING_ENVIRONMENT = before
        registry.forget()


def _keys(emulator: str) -> dict[str, str]:
    bases = {f"{name.upper()}_API_BASE": f"{emulator}/{name}" for name in ("creem", "paypal", "stripe")}
    return {
        **bases,
        "CREEM_API_KEY": "creem_test_emulator",
        "CREEM_WEBHOOK_SECRET": creem.SECRET,
        "PAYPAL_CLIENT_ID": paypal.CLIENT_ID,
        "PAYPAL_CLIENT_SECRET": paypal.CLIENT_SECRET,
        "PAYPAL_WEBHOOK_ID": paypal.WEBHOOK_ID,
        "STRIPE_API_KEY": "sk_test_emulated",
        "STRIPE_WEBHOOK_SECRET": stripe.SECRET,
    }


def _database() -> str:
    about = connection.settings_dict
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return " ".join(f"{name}={about[key]}" for name, key in names.items() if about[key])


def _start(log: Path, *command: str, **variables: str) -> "subprocess.Popen[str]":
    with log.open("w") as told:
        return subprocess.Popen(  # noqa: S603 -- our own commands
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=told,
            text=True,
            cwd=ROOT,
            env=variables or None,
        )


def _answers(url: str, process: "subprocess.Popen[str]") -> bool:
    assert process.poll() is None, f"{url} ended at its start"
    try:
        urllib.request.urlopen(url, timeout=_PATIENCE).close()  # noqa: S310 -- loopback
    except OSError:
        return False
    return True


def _ask(url: str, content: Any) -> Any:
    request = urllib.request.Request(url, json.dumps(content).encode(), method="POST")  # noqa: S310 -- loopback
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        return json.load(answer)
