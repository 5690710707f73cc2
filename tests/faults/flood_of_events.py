"""The large flood of events, on a PostgreSQL of its own.

    python -m tests.faults.flood_of_events --events 10000 --deliveries 100000 --seed 1

It prints the seed and what it saw, and exits with 1 if books and gateway differ or a forgery did anything.
"""

# ruff: noqa: PLC0415 -- the server must run before Django reads its address

import argparse
import random
import sys
import time


def main() -> None:
    """Run a flood on a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))  # noqa: S311
    asked = parser.parse_args()
    sys.stdout.write(f"seed {asked.seed}\n")
    _prepare()
    from tests.billing.flood import flood

    start = time.monotonic()

    def tell(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - start:6.0f} s  {what}\n")

    seen = flood(events=asked.events, deliveries=asked.deliveries, seed=asked.seed, tell=tell)
    sys.stdout.write(f"{seen}\n{'agrees' if seen.clean else 'DIFFERS'} after {time.monotonic() - start:.0f} s\n")
    sys.exit(0 if seen.clean else 1)


def _prepare() -> None:
    import os

    import tests.cluster  # noqa: F401 -- starts the server

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aquatint.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    main()
