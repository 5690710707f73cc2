"""A whole Aquatint as a stranger's program meets it, with the emulator as its provider."""

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import openai
import psycopg
from PIL import Image

from aquatint.kit import postgres
from tests.commands.prepared import prepare
from tests.commands.running import Up, free_port, run, wait_for
from tests.emulator.running import Emulator

MODEL = "gpt-image-2.6-flare"
WORDS = "A copper kettle on a windowsill, morning light"
CROWD = 12
"""How many unfinished generations a person may have here."""
_TABLES = ("generations_generation", "generations_shot", "generations_input", "ledger_hold", "media_image")


@dataclass
class Instance:
    """A running instance; people are made as an operator makes them."""

    up: Up
    emulator: Emulator
    data: Path
    _people: dict[str, str] = field(default_factory=dict)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.up.port}/v1"

    def command(self, *arguments: str) -> str:
        """Run a command of the instance and return what it printed."""
        done = run(self.data, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def key_of(self, name: str, *, credits: int = 10_000) -> str:  # noqa: A002 -- the word of the trade
        """Return a key of somebody, made at first use with so many credits."""
        if name not in self._people:
            email = f"{name}@example.org"
            self.command("user", "create", email, "--credits", str(credits))
            self._people[name] = self.command("key", "create", email)
        return self._people[name]

    def client(self, name: str = "ada", **options: Any) -> openai.OpenAI:
        """Return the official client with the key of somebody."""
        given = {"api_key": self.key_of(name), "max_retries": 0, "timeout": 60, **options}
        return openai.OpenAI(base_url=self.base_url, **given)

    def http(self, name: str = "ada", **options: Any) -> httpx2.Client:
        """Return a plain client with the key of somebody."""
        headers = {"authorization": f"Bearer {self.key_of(name)}"}
        return httpx2.Client(base_url=self.base_url + "/", headers=headers, timeout=60, trust_env=False, **options)

    def sql(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the instance's own database."""
        host = postgres.socket_folder(self.data)
        with psycopg.connect(host=str(host), user=postgres.DATABASE, dbname=postgres.DATABASE) as connection:
            return connection.execute(query, values).fetchall()

    def database(self) -> int:
        """Return the pid of the instance's database server."""
        return int(next(self.data.glob("**/postmaster.pid")).read_text().split()[0])

    def stored(self) -> dict[str, int]:
        """Count what is stored: rows, files, credits that are held or spent. What is on its way may leave first."""
        wait_for(lambda: not any((self.data / "media" / "tmp").glob("*")), "temporary files to go")
        counts = {table: self.sql(f"SELECT count(*) FROM {table}")[0][0] for table in _TABLES}  # noqa: S608
        counts["credits"] = self.sql("SELECT coalesce(sum(granted - available), 0) FROM ledger_lot")[0][0]
        counts["files"] = sum(
            path.is_file() for path in (self.data / "media").rglob("*") if path.name != "keeping.lock"
        )
        return counts

    def wait_for_state(self, name: str, key: str, *states: str) -> dict[str, Any]:
        """Wait until the generation with this idempotency key is in one of these states."""
        with self.http(name) as http:

            def found() -> dict[str, Any]:
                listed = http.get("generations", params={"idempotency_key": key}).json()["data"]
                return listed[0] if listed and (not states or listed[0]["state"] in states) else {}

            return wait_for(found, f"{key} to be {states}")


@contextmanager
def running_instance(folder: Path, emulator: Emulator, **more: str) -> Iterator[Instance]:
    """Run an instance that nobody has used until the block ends."""
    data = prepare(folder / "data")
    settings = {"OPENAI_API_KEY": "sk-emulator", "OPENAI_BASE_URL": emulator.base_url, **more}
    up = Up(data, free_port(), AQUATINT_RUNNING_PER_PERSON=str(CROWD), **settings).until_ready()
    try:
        wait_for(up.is_ready, "the worker")
        yield Instance(up, emulator, data)
    finally:
        if up.process.poll() is None:
            up.stop()


def opened(b64: str | None) -> Image.Image:
    """Return a picture that came as base64, decoded in full."""
    picture = Image.open(io.BytesIO(base64.b64decode(b64 or "", validate=True)))
    picture.load()
    return picture


def png(size: tuple[int, int] = (1024, 1024), colour: Any = (120, 60, 30), mode: str = "RGB") -> bytes:
    """Return a plain picture."""
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, "PNG")
    return buffer.getvalue()


def mask(size: tuple[int, int] = (1024, 1024)) -> bytes:
    """Return a mask in OpenAI's form: the middle may change."""
    picture = Image.new("RGBA", size, (0, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (size[0] // 4, size[1] // 4, size[0] * 3 // 4, size[1] * 3 // 4))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()
