"""How much Aquatint adds to an upstream call, beside any other OpenAI-compatible gateway, at the same emulator.

    python -m benchmarks.gateway                                     Aquatint alone
    python -m benchmarks.gateway --other-command 'litellm --config {config} --port {port}'
    python -m benchmarks.gateway --running 1000 --delay 20           how memory behaves with many at once

The other gateway is started here too, so that both are measured in one run on one machine. `{port}` in its command is
where it must listen, `{emulator}` is the upstream's base URL, `{config}` a LiteLLM configuration that names it.
Memory is PSS of all processes of a side (for Aquatint: supervisor, web, worker; PostgreSQL is printed apart).
"""

import argparse
import asyncio
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvloop

from benchmarks import load, processes

_ROOT = Path(__file__).resolve().parent.parent
_MODEL = "gpt-image-2.6-sunburst"
_SIZE = "1024x1024"
_PEOPLE = 16  # each with a wallet, as in a service; one wallet alone is a line, see benchmarks/ledger.py
_LITELLM = """model_list:
  - model_name: {model}
    litellm_params:
      model: openai/{model}
      api_base: {emulator}
      api_key: sk-upstream
general_settings:
  master_key: {key}
"""


_OFFLINE = {"LITELLM_LOCAL_MODEL_COST_MAP": "True"}  # it would fetch its price list at start


@dataclass
class Side:
    """One gateway under test."""

    name: str
    target: load.Target
    pid: int


@dataclass
class Figures:
    """What one side showed."""

    name: str
    result: load.Result
    single_ms: float
    memory: float
    cpu_ms: float


@contextmanager
def emulator(arguments: argparse.Namespace) -> Iterator[str]:
    """Run the upstream stand-in; yield its base URL."""
    port = processes.free_port()
    command = [sys.executable, "-m", "aquatint.emulator", "--port", str(port), "--bytes", str(arguments.bytes * 3 // 4)]
    if arguments.delay:
        command += ["--delay", str(arguments.delay)]
    with processes.server(command, ready=f"http://127.0.0.1:{port}/v1/models"):
        yield f"http://127.0.0.1:{port}/v1"


@contextmanager
def aquatint(upstream: str, data: str) -> Iterator[Side]:
    """Run one web process and one worker on a fresh data folder, with a person who has enough credits."""
    port = processes.free_port()
    environment = {
        "AQUATINT_DATA": data,
        "OPENAI_API_KEY": "sk-upstream",
        "OPENAI_BASE_URL": upstream,
        "AQUATINT_RUNNING_PER_PERSON": "100000",
    }
    command = [sys.executable, "-m", "aquatint"]
    with processes.server(
        [*command, "up", "--port", str(port)], ready=f"http://127.0.0.1:{port}/readyz", environment=environment
    ) as pid:
        environment = {**os.environ, **environment}
        keys = tuple(_key([*command], environment, f"bench{number}@example.org") for number in range(_PEOPLE))
        yield Side("aquatint", load.Target(f"http://127.0.0.1:{port}/v1", keys, _MODEL), pid)


def _key(command: list[str], environment: dict[str, str], email: str) -> str:
    """Make a person with enough credits; return their key."""
    made = ""
    for words in (f"user create {email} --credits 100000000", f"key create {email}"):
        arguments = [*command, *words.split()]
        made = subprocess.run(arguments, env=environment, check=True, capture_output=True, text=True).stdout.strip()
    return made


@contextmanager
def other(arguments: argparse.Namespace, upstream: str, folder: str) -> Iterator[Side]:
    """Run the gateway to compare with."""
    port = processes.free_port()
    config = Path(folder) / "litellm.yaml"
    config.write_text(_LITELLM.format(model=_MODEL, emulator=upstream, key=arguments.other_key))
    command = arguments.other_command.format(port=port, emulator=upstream, config=config)
    ready = f"http://127.0.0.1:{port}{arguments.other_ready}"
    with processes.server(shlex.split(command), ready=ready, environment=_OFFLINE) as pid:
        yield Side("other", load.Target(f"http://127.0.0.1:{port}/v1", (arguments.other_key,), _MODEL), pid)


def measure(side: Side, arguments: argparse.Namespace) -> Figures:
    """Warm up, take the time of single requests, then the rate under load with memory and processor time."""
    uvloop.run(load.run(side.target, concurrency=4, size=_SIZE, more=_for(arguments.warmup)))
    single = uvloop.run(load.run(side.target, concurrency=1, size=_SIZE, more=_for(arguments.warmup)))
    pids = processes.tree(side.pid)
    before = processes.cpu_seconds(pids)
    result, peak = uvloop.run(_under_load(side, arguments, pids))
    spent = processes.cpu_seconds(pids) - before
    return Figures(side.name, result, single.median, peak, 1000 * spent / max(1, len(result.seconds)))


async def _under_load(side: Side, arguments: argparse.Namespace, pids: list[int]) -> tuple[load.Result, float]:
    peak = 0.0
    running = asyncio.create_task(
        load.run(side.target, concurrency=arguments.concurrency, size=_SIZE, more=_for(arguments.seconds))
    )
    while not running.done():
        await asyncio.sleep(1.0)
        peak = max(peak, processes.memory_mb(pids))
    return await running, peak


def _for(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def compare(sides: list[Figures], bare: load.Result) -> None:
    """Print the figures of each side and the ratios of the first to the second."""
    heads = ("requests/s", "added p50 ms", "p50 ms", "p99 ms", "memory MB", "CPU ms/req")
    print(f"{'':12}" + "".join(f"{head:>14}" for head in heads) + "  errors")
    for side in sides:
        result = side.result
        print(
            f"{side.name:12}{result.rate:14.1f}{side.single_ms - bare.median:14.1f}{result.median:14.0f}"
            f"{result.quantile(0.99):14.0f}{side.memory:14.0f}{side.cpu_ms:14.1f}  {result.bad or 'none'}"
        )
    if len(sides) > 1:
        ours, theirs = sides[0], sides[1]
        print(
            f"ratio ours/other: requests/s {ours.result.rate / max(theirs.result.rate, 1e-9):.2f}, "
            f"p99 {ours.result.quantile(0.99) / theirs.result.quantile(0.99):.2f}, "
            f"memory {ours.memory / theirs.memory:.2f}"
        )


def hold(side: Side, arguments: argparse.Namespace) -> None:
    """Hold many generations at once and print how memory moves, and what was added to the provider's time."""
    result, samples = uvloop.run(_hold(side, arguments))
    print(f"{side.name}: {arguments.running} at once, {arguments.delay:g} s upstream, {len(result.seconds)} done")
    for seconds, memory in samples:
        print(f"  {seconds:5.0f} s {memory:6.0f} MB {'▇' * int(memory / 25)}")
    added = [value - 1000 * arguments.delay for value in (result.median, result.quantile(0.99))]
    figures = f"{result.rate:.1f} requests/s, added p50 {added[0]:.0f} ms, p99 {added[1]:.0f} ms"
    print(f"  {figures}, errors {result.bad or 'none'}")


async def _hold(side: Side, arguments: argparse.Namespace) -> tuple[load.Result, list[tuple[float, float]]]:
    samples: list[tuple[float, float]] = []
    began = time.monotonic()
    running = asyncio.create_task(
        load.run(
            side.target, concurrency=arguments.running, size=_SIZE, more=_for(arguments.seconds), ramp=arguments.delay
        )
    )
    while not running.done():
        samples.append((time.monotonic() - began, processes.memory_mb(processes.tree(side.pid))))
        await asyncio.wait([running], timeout=5)
    return await running, samples


def main() -> None:
    """Run the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--concurrency", type=int, default=64)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--warmup", type=float, default=3)
    parser.add_argument("--bytes", type=int, default=2_000_000, help="base64 of one answer")
    parser.add_argument("--delay", type=float, default=0.0, help="seconds the upstream takes")
    parser.add_argument("--running", type=int, default=0, help="hold so many at once instead")
    parser.add_argument("--other-command", help="how to start the gateway to compare with")
    parser.add_argument("--other-key", default="sk-other")
    parser.add_argument("--other-ready", default="/health/liveliness", help="a path that answers once it is ready")
    arguments = parser.parse_args()
    os.chdir(_ROOT)
    with tempfile.TemporaryDirectory() as folder, emulator(arguments) as upstream:
        if arguments.running:
            with aquatint(upstream, f"{folder}/data") as side:
                hold(side, arguments)
            return
        bare = uvloop.run(
            load.run(
                load.Target(upstream, ("sk-upstream",), _MODEL), concurrency=1, size=_SIZE, more=_for(arguments.warmup)
            )
        )
        size = bare.bytes // max(1, len(bare.seconds))
        print(f"upstream alone, one at a time: p50 {bare.median:.1f} ms, {size:,} bytes")
        figures = []
        with aquatint(upstream, f"{folder}/data") as side:
            figures.append(measure(side, arguments))
        if arguments.other_command:
            with other(arguments, upstream, folder) as side:
                figures.append(measure(side, arguments))
        compare(figures, bare)


if __name__ == "__main__":
    main()
