"""`bin/aquatint` and its environment, with an installer that only writes down what it was asked."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_UV = """#!/bin/sh
[ "$1" = --version ] && exit {exit_code}
echo "$@" >>"{asked}"
mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
ln -sf "{stub}" "$UV_PROJECT_ENVIRONMENT/bin/python"
"""
_STUB = """#!/bin/sh
case "$1" in -c) exec "{python}" "$@" ;; esac
echo "data=$AQUATINT_DATA" "$@"
"""


class Checkout:
    """A checkout with our scripts, a lock, and an `uv` that works or fails."""

    def __init__(self, folder: Path, *, uv_works: bool) -> None:
        self.root = folder / "check out"
        shutil.copytree(ROOT / "bin", self.root / "bin")
        (self.root / "uv.lock").write_text("one")
        (self.root / ".python-version").write_text("3.13\n")
        self.asked = folder / "asked"
        self.stub = self._program(folder / "stub", _STUB.format(python=sys.executable))
        self.path = folder / "path"
        self.path.mkdir()
        self._uv(self.path / "uv", works=uv_works)
        self._program(self.path / "python3", "#!/bin/sh\nexit 1\n")  # an interpreter that is too old
        self._program(self.path / "python3.13", f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')

    def _program(self, place: Path, words: str) -> Path:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(words)
        place.chmod(0o755)
        return place

    def _uv(self, place: Path, *, works: bool) -> None:
        self._program(place, _UV.format(exit_code=int(not works), asked=self.asked, stub=self.stub))

    def own_uv(self) -> None:
        self._uv(self.root / ".uv" / "bin" / "uv", works=True)

    def run(self, script: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": f"{self.path}:/usr/bin:/bin", "HOME": str(self.root), **variables}
        command = [str(self.root / "bin" / script), *arguments]
        return subprocess.run(  # noqa: S603 -- our own script
            command, env=environment, capture_output=True, text=True, check=False, cwd="/", timeout=60
        )

    def installs(self) -> list[str]:
        return self.asked.read_text().splitlines() if self.asked.exists() else []


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path, uv_works=True)


def test_it_installs_what_users_need_once_and_again_when_the_lock_changes(checkout: Checkout) -> None:
    first = checkout.run("aquatint", "check")
    assert first.returncode == 0, first.stderr
    assert checkout.run("aquatint", "check").stderr == ""
    assert len(checkout.installs()) == 1
    assert checkout.installs()[0].startswith("sync --frozen --inexact --python ")
    assert checkout.installs()[0].endswith(" --no-dev")
    (checkout.root / "uv.lock").write_text("two")
    checkout.run("aquatint", "check")
    assert len(checkout.installs()) == 2


def test_standard_output_belongs_to_the_command(checkout: Checkout) -> None:
    done = checkout.run("aquatint", "key", "create", "ada@example.org")
    assert done.stdout == f"data={checkout.root}/data -P -m aquatint key create ada@example.org\n"
    assert "making the Python environment" in done.stderr


def test_up_is_the_same_command_and_a_data_folder_given_is_kept(checkout: Checkout) -> None:
    done = checkout.run("up", "--port", "8123", AQUATINT_DATA="/elsewhere")
    assert done.stdout == "data=/elsewhere -P -m aquatint up --port 8123\n"


def test_an_environment_of_developers_serves_users_and_stays_one(checkout: Checkout) -> None:
    checkout.run("test", "--version")
    assert not checkout.installs()[0].endswith("--no-dev")
    checkout.run("aquatint", "check")
    assert len(checkout.installs()) == 1
    (checkout.root / "uv.lock").write_text("two")
    checkout.run("aquatint", "check")
    assert not checkout.installs()[1].endswith("--no-dev")


def test_an_installer_that_fails_on_the_path_gives_way_to_our_own(tmp_path: Path) -> None:
    checkout = Checkout(tmp_path, uv_works=False)
    checkout.own_uv()
    done = checkout.run("aquatint", "check")
    assert done.returncode == 0, done.stderr
    assert len(checkout.installs()) == 1
    chosen = checkout.installs()[0].split(" --python ")[1].split(" --no-dev")[0]
    assert os.path.realpath(chosen) == os.path.realpath(sys.executable)
