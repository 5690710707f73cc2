"""The page on which anybody asks where a picture comes from."""

import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from aquatint.imaging import inspect
from aquatint.imaging.provenance import Claim, Signer, Step, chain, sign
from aquatint.media import actions, credentials, findings, storage, verifying
from tests.imaging.provenance.conftest import saved, scene

pytestmark = pytest.mark.django_db
CLAIM = Claim("sandbox", provider="sandbox", when=datetime(2026, 11, 21, 9, 30, tzinfo=UTC))


@pytest.fixture(autouse=True)
def own_house(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "data"
    credentials.signer.cache_clear()
    cache.clear()


def ask(client: Client, data: bytes) -> Any:
    return client.post("/verify", {"file": SimpleUploadedFile("a-secret-name.png", data, "image/png")})


def png(seed: int = 1) -> bytes:
    out = BytesIO()
    scene(400, 320, seed).save(out, "PNG")
    return out.getvalue()


def test_it_asks_for_a_file_and_says_what_it_can_tell(client: Client) -> None:
    answer = client.get("/verify")
    assert answer.status_code == 200
    assert b'type="file"' in answer.content
    assert b"What this can tell" in answer.content


def test_every_page_leads_there(client: Client) -> None:
    assert b'href="/verify"' in client.get("/").content


def test_a_picture_without_anything_is_one_that_we_cannot_tell(client: Client) -> None:
    answer = ask(client, png())
    assert b'data-verdict="unknown"' in answer.content
    assert b"We cannot tell" in answer.content
    assert b"a-secret-name" not in answer.content


def test_a_picture_of_ours_is_known_and_its_owner_is_not_told(client: Client, ada: Any, tmp_path: Path) -> None:
    path = storage.temporary_file()
    path.write_bytes(png())
    finished = credentials.finish(path, claim=CLAIM)
    data, facts = finished.read_bytes(), inspect(finished)
    [image] = actions.record(owner=ada.id, origin="generation", pictures=[(storage.keep(finished), facts)])
    findings.take(image)
    answer = ask(client, data)
    assert b'data-verdict="made_here"' in answer.content
    assert b"This site signed them." in answer.content
    assert b"by a model" in answer.content
    for private in (ada.email, image.public_id, str(image.id)):
        assert private.encode() not in answer.content
    assert not re.search(rb"\bada\b", answer.content)


def test_the_chain_of_an_edit_is_shown(client: Client, tmp_path: Path) -> None:
    first, second = tmp_path / "b.png", tmp_path / "c.png"
    signer = credentials.signer()
    sign(saved(tmp_path / "a.png"), out=first, claim=CLAIM, signer=signer)
    edit = Claim("sandbox", steps=(Step("c2pa.edited", {"percent_changed": 4.5}),))
    sign(saved(tmp_path / "d.png", scene(seed=2)), out=second, claim=edit, signer=signer, parent=first)
    answer = ask(client, second.read_bytes()).content.decode()
    assert "Opened a picture" in answer
    assert "4.5 % of the pixels" in answer
    assert answer.index("This file") < answer.index("Made from")


def test_a_changed_file_is_called_broken(client: Client, tmp_path: Path) -> None:
    out = tmp_path / "b.png"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=credentials.signer())
    data = bytearray(out.read_bytes())
    data[data.index(b"IDAT") + 5000] ^= 1
    answer = ask(client, bytes(data))
    assert b'data-verdict="broken"' in answer.content


def test_words_in_a_file_cannot_write_on_the_page(client: Client, tmp_path: Path) -> None:
    made = chain.make("<script>alert(1)</script>", datetime.now(UTC))
    out = tmp_path / "b.png"
    signer = Signer(made.certificates, made.keys["leaf"], generator="<b onclick=x>")
    sign(saved(tmp_path / "a.png"), out=out, claim=Claim("<i>model</i>"), signer=signer)
    answer = ask(client, out.read_bytes()).content
    assert b"<script>alert" not in answer
    assert b"<b onclick" not in answer
    assert b"<i>model" not in answer
    assert b"&lt;i&gt;model" in answer


@pytest.mark.parametrize("data", [b"hello", b"\x89PNG\r\n\x1a\n" + bytes(400), b"<svg xmlns='x'/>"])
def test_what_is_no_picture_is_refused_with_a_sentence(client: Client, data: bytes) -> None:
    answer = ask(client, data)
    assert answer.status_code in {400, 413}
    assert b'role="alert"' in answer.content


def test_no_file_is_told(client: Client) -> None:
    answer = client.post("/verify", {})
    assert answer.status_code == 400
    assert b"Choose a picture first." in answer.content


def test_nothing_is_kept(client: Client, settings: Any) -> None:
    ask(client, png())
    files = [path for path in Path(settings.DATA).rglob("*") if path.is_file()]
    assert all(path.parent.name == "credentials" for path in files), files


def test_whoever_asks_too_often_is_told_when_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verifying, "_MOST", 1)
    monkeypatch.setattr(verifying, "_WINDOW", 10**9)  # none begins in between
    assert ask(client, b"hello").status_code == 400
    assert ask(client, b"hello").status_code == 429
