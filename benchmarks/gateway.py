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
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
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
    """What one side showed, over all rounds."""

    side: Side
    single_ms: float
    pids: list[int]
    rounds: list[load.Result] = field(default_factory=list)
    memory: float = 0.0
    cpu_seconds: float = 0.0

    @property
    def whole(self) -> load.Result:
        """All rounds as one."""
        whole = load.Result()
        for one in self.rounds:
            whole.seconds += one.seconds
            whole.took += one.took
            for name, count in one.bad.items():
                whole.bad[name] = whole.bad.get(name, 0) + count
        return whole


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


def measure(sides: list[Side], arguments: argparse.Namespace) -> list[Figures]:
    """Warm each side up and time single requests, then load them in turns, the other one halted.

    In turns, because a machine's speed changes as minutes pass.
    """
    figures = []
    for side in sides:
        uvloop.run(load.run(side.target, concurrency=4, size=_SIZE, more=_for(arguments.warmup)))
        single = uvloop.run(load.run(side.target, concurrency=1, size=_SIZE, more=_for(arguments.warmup)))
        figures.append(Figures(side, single.median, processes.tree(side.pid)))
    for number in range(arguments.rounds):
        for one in figures:
            before = processes.cpu_seconds(one.pids)
            with _halted([pid for other in figures if other is not one for pid in processes.tree(other.side.pid)]):
                result, peak = uvloop.run(_under_load(one.side, arguments, one.pids))
            one.cpu_seconds += processes.cpu_seconds(one.pids) - before
            one.rounds.append(result)
            one.memory = max(one.memory, peak)
            print(f"round {number + 1}/{arguments.rounds}: {one.side.name:10}{result.rate:6.1f} requests/s", flush=True)
    return figures


@contextmanager
def _halted(pids: Iterable[int]) -> Iterator[None]:
    """Let these processes rest, so that what one side does in the background takes nothing from the other."""
    _signal(pids, signal.SIGSTOP)
    try:
        yield
    finally:
        _signal(pids, signal.SIGCONT)


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):  # a database's helper comes and goes
            os.kill(pid, number)


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
    """Print the figures of each side, and the ratios of the first to the second: the median of the rounds' ratios."""
    heads = ("requests/s", "added p50 ms", "p50 ms", "p99 ms", "memory MB", "CPU ms/req")
    print(f"{'':12}" + "".join(f"{head:>14}" for head in heads) + "  errors")
    for one in sides:
        whole = one.whole
        print(
            f"{one.side.name:12}{whole.rate:14.1f}{one.single_ms - bare.median:14.1f}{whole.median:14.0f}"
            f"{whole.quantile(0.99):14.0f}{one.memory:14.0f}"
            f"{1000 * one.cpu_seconds / max(1, len(whole.seconds)):14.1f}  {whole.bad or 'none'}"
        )
    if len(sides) > 1:
        ours, theirs = sides
        pairs = list(zip(ours.rounds, theirs.rounds, strict=True))
        rates = [mine.rate / max(other.rate, 1e-9) for mine, other in pairs]
        late = statistics.median(mine.quantile(0.99) / other.quantile(0.99) for mine, other in pairs)
        print(
            f"ratio ours/other: requests/s {statistics.median(rates):.2f} ({min(rates):.2f} to {max(rates):.2f}), "
            f"p99 {late:.2f}, memory {ours.memory / theirs.memory:.2f}"
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
    parser.add_argument("--rounds", type=int, default=3, help="how often each side has its turn")
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
        with ExitStack() as stack:
            sides = [stack.enter_context(aquatint(upstream, f"{folder}/data"))]
            if arguments.other_command:
                sides.append(stack.enter_context(other(arguments, upstream, folder)))
            compare(measure(sides, arguments), bare)


if __name__ == "__main__":
    main()
