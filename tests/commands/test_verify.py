"""`aquatint verify` works on a file alone, and with a data folder on our record too."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from aquatint.imaging.provenance import Signer, chain, sign
from aquatint.imaging.provenance.marking import Marks, put_in
from aquatint.kit import clock
from tests.commands.prepared import prepare
from tests.commands.running import COMMAND, run
from tests.imaging.provenance.conftest import CLAIM, saved, scene


@pytest.fixture(scope="module")
def made() -> chain.Chain:
    return chain.make("Ada's studio", clock.now())


def verify(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run the command where no instance could be: no home, no data folder, no database."""
    bare = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "AQUATINT_DATA": "/nonexistent/data"}
    command = [*COMMAND, "verify", str(path), *options]
    return subprocess.run(command, env=bare, capture_output=True, text=True, check=False, timeout=60)  # noqa: S603


def test_it_tells_who_signed_as_json(tmp_path: Path, made: chain.Chain) -> None:
    out = tmp_path / "b.png"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=Signer(made.certificates, made.keys["leaf"]))
    done = verify(out, "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["verdict"] == "generated"
    assert said["credentials"]["standing"] == "untrusted"
    assert said["credentials"]["active"]["issuer"] == "Ada's studio"
    assert said["record"] is None
    roots = tmp_path / "roots.pem"
    roots.write_text(made.root)
    trusted = json.loads(verify(out, "--json", "--trust", str(roots)).stdout)
    assert trusted["credentials"]["standing"] == "trusted"


def test_it_reads_the_mark_and_says_so_in_words(tmp_path: Path) -> None:
    out = tmp_path / "b.png"
    put_in(saved(tmp_path / "a.png", scene(640, 512)), out, Marks(payload=0xABCD))
    done = verify(out)
    assert "Invisible mark: 0000abcd" in done.stdout
    assert "cannot be told" in done.stdout, "a mark alone does not say what was changed since"


def test_it_says_when_it_cannot_tell(tmp_path: Path) -> None:
    said = json.loads(verify(saved(tmp_path / "a.jpeg"), "--json").stdout)
    assert said["verdict"] == "unknown"
    assert said["credentials"] is said["mark"] is said["declared"] is None


def test_broken_credentials_end_with_one(tmp_path: Path, made: chain.Chain) -> None:
    out = tmp_path / "b.jpeg"
    sign(saved(tmp_path / "a.jpeg"), out=out, claim=CLAIM, signer=Signer(made.certificates, made.keys["leaf"]))
    data = bytearray(out.read_bytes())
    data[-100] ^= 1
    out.write_bytes(data)
    done = verify(out)
    assert done.returncode == 1
    assert "changed after it was signed" in done.stdout


def test_what_is_no_picture_ends_with_two(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"hello")
    done = verify(path, "--json")
    assert done.returncode == 2
    assert "not a picture" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "content",
    [b"hello", b"", b"\x30\x82\xff\x00" * 9, b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"],
    ids=["words", "nothing", "binary", "a damaged certificate"],
)
def test_roots_that_are_none_end_with_two_and_judge_nothing(tmp_path: Path, made: chain.Chain, content: bytes) -> None:
    out, roots = tmp_path / "b.png", tmp_path / "roots"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=Signer(made.certificates, made.keys["leaf"]))
    roots.write_bytes(content)
    done = verify(out, "--trust", str(roots))
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert "--trust" in done.stderr
    assert "PEM" in done.stderr
    assert "Traceback" not in done.stderr


def test_roots_may_have_words_around_them(tmp_path: Path, made: chain.Chain) -> None:
    out, roots = tmp_path / "b.png", tmp_path / "roots.pem"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=Signer(made.certificates, made.keys["leaf"]))
    roots.write_bytes(b"# Ada\x27s root \xe9\n" + made.root.encode() + b"\n# the end\n")
    said = json.loads(verify(out, "--json", "--trust", str(roots)).stdout)
    assert said["credentials"]["standing"] == "trusted"


def test_roots_count_beside_the_record_of_an_instance_too(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, made: chain.Chain
) -> None:
    data = prepare(tmp_path_factory.mktemp("verify") / "data")
    out, roots = tmp_path / "b.png", tmp_path / "roots.pem"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=Signer(made.certificates, made.keys["leaf"]))
    roots.write_text(made.root)
    done = run(data, "verify", str(out), "--json", "--trust", str(roots), "--data", str(data))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["credentials"]["standing"] == "trusted"
