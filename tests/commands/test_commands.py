"""The other commands, each as its own process on the suite's database server."""

import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from aquatint.__main__ import COMMANDS
from tests.commands.running import run


@pytest.fixture(scope="module")
def database_url() -> Iterator[str]:
    """A fresh database beside the suite's own."""
    suite = settings.DATABASES["default"]
    name = f"commands_{uuid.uuid4().hex}"
    address = {"host": suite["HOST"], "port": suite["PORT"], "user": suite["USER"], "password": suite["PASSWORD"]}
    given = {key: str(value) for key, value in address.items() if value}
    with psycopg.connect(make_conninfo(**given, dbname="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield make_conninfo(**given, dbname=name)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("commands") / "data"


def test_help_imports_neither_django_nor_a_command() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from aquatint.__main__ import main; "
        "print(CliRunner().invoke(main, ['--help']).output); "
        "assert not {'django', 'aquatint.settings', 'aquatint.commands.up'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert all(f"  {name} " in done.stdout for name in COMMANDS if name != "paint")


def test_with_a_database_url_no_server_is_made(data: Path, database_url: str) -> None:
    done = run(data, "user", "create", "Ada@Example.org", "--credits", "20", DATABASE_URL=database_url)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"per_\w+  ada@example.org\n", done.stdout)
    assert not (data / "postgres").exists()


def test_credits_are_granted_once_for_a_key_and_shown(data: Path, database_url: str) -> None:
    for _ in range(2):
        grant = ("credits", "grant", "ada@example.org", "30", "--reason", "a prize", "--key", "prize 1")
        assert run(data, *grant, DATABASE_URL=database_url).returncode == 0
    told = run(data, "credits", "balance", "ada@example.org", "--json", DATABASE_URL=database_url)
    figures = json.loads(told.stdout)
    assert (figures["available"], figures["held"], figures["debt"]) == (50, 0, 0)
    assert sorted(lot["credits"] for lot in figures["lots"]) == [20, 30]
    assert (
        "50 credits available" in run(data, "credits", "balance", "ada@example.org", DATABASE_URL=database_url).stdout
    )


def test_a_key_is_listed_by_its_beginning_and_revoked_by_its_id(data: Path, database_url: str) -> None:
    token = run(data, "key", "create", "ada@example.org", "--name", "laptop", DATABASE_URL=database_url).stdout.strip()
    listed = run(data, "key", "list", "ada@example.org", DATABASE_URL=database_url).stdout
    assert token not in listed
    line = next(line for line in listed.splitlines() if "laptop" in line)
    revoked = run(data, "key", "revoke", line.split()[0], DATABASE_URL=database_url)
    assert (revoked.returncode, revoked.stdout) == (0, "")
    today = line.split()[3]
    assert f"-          {today}" in run(data, "key", "list", "ada@example.org", DATABASE_URL=database_url).stdout


def test_what_cannot_be_done_is_told_in_a_sentence(data: Path, database_url: str) -> None:
    taken = run(data, "user", "create", "ada@example.org", DATABASE_URL=database_url)
    assert (taken.returncode, taken.stdout) == (1, "")
    assert "There is already an account" in taken.stderr
    unknown = run(data, "credits", "balance", "ben@example.org", DATABASE_URL=database_url)
    assert "Nobody has the address ben@example.org. `aquatint user create" in unknown.stderr
    weak = run(
        data, "user", "create", "ben@example.org", "--password-stdin", given="short\n", DATABASE_URL=database_url
    )
    assert "at least 10 characters" in weak.stderr
    assert "Traceback" not in taken.stderr + unknown.stderr + weak.stderr


def test_check_says_what_it_looked_at_and_finds_what_is_broken(data: Path, database_url: str) -> None:
    sound = run(data, "check", DATABASE_URL=database_url)
    assert (sound.returncode, sound.stdout) == (0, ""), sound.stdout
    assert "ledger" in sound.stderr
    assert "all hold" in sound.stderr
    with psycopg.connect(database_url) as connection:
        connection.execute("SET session_replication_role = replica")  # past the triggers, as a bug or a hand would go
        connection.execute("UPDATE ledger_wallet SET debt = 7")
    broken = run(data, "check", "ledger", DATABASE_URL=database_url)
    assert broken.returncode == 1
    assert broken.stdout.startswith("ledger  ")
    assert "broken" in broken.stderr


def test_a_database_that_does_not_answer_is_told(data: Path) -> None:
    done = run(data, "user", "list", DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "The database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_settings_are_shown_without_secrets(tmp_path: Path) -> None:
    kept = tmp_path / "key"
    kept.write_text("sk-very-secret\n")
    done = run(tmp_path / "data", "settings", OPENAI_API_KEY_FILE=str(kept), AQUATINT_PORT="8123")
    assert done.returncode == 0, done.stderr
    assert "sk-very-secret" not in done.stdout
    assert re.search(r"^OPENAI_API_KEY +\(hidden\) +-$", done.stdout, re.MULTILINE)
    assert re.search(r"^AQUATINT_PORT +8123 +8000$", done.stdout, re.MULTILINE)


def test_data_is_chosen_before_or_after_the_command(tmp_path: Path) -> None:
    for words in (("--data", str(tmp_path / "a"), "settings"), ("settings", "--data", str(tmp_path / "a"))):
        assert str(tmp_path / "a") in run(tmp_path / "b", *words).stdout
