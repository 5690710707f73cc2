"""Giving a picture its papers: what is done to it, what is left as it was, and the chain in the data folder."""

import socket
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from aquatint.imaging.provenance import Claim, Signer, chain, inspect, sign
from aquatint.imaging.provenance.declaring import declared
from aquatint.imaging.provenance.looking import payload
from aquatint.imaging.provenance.reading import Standing
from aquatint.media import credentials, storage
from tests.imaging.pictures import pixels_of
from tests.imaging.provenance.conftest import saved, scene

CLAIM = Claim("sandbox", provider="sandbox", identifier="gen_0")


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Let every test find its own chain."""
    credentials.signer.cache_clear()
    credentials.authority.silent_until = 0
    yield
    credentials.signer.cache_clear()


@pytest.fixture
def folder() -> Path:
    return storage.temporary_folder()


def standing(path: Path) -> Standing:
    found = inspect(path, ours=credentials.ours())
    assert found is not None
    return found.standing


def test_a_new_picture_is_marked_declared_and_signed_by_this_instance(folder: Path) -> None:
    path = saved(folder / "a.png", scene(640, 512))
    out = credentials.finish(path, claim=CLAIM)
    assert standing(out) is Standing.OURS
    assert declared(out) is not None
    assert payload(out) is not None
    assert sorted(one.name for one in folder.iterdir()) == sorted({path.name, out.name})


def test_what_a_provider_signed_stays_byte_for_byte(folder: Path) -> None:
    made = chain.make("A provider", datetime.now(UTC))
    answer = folder / "answer.png"
    sign(
        saved(folder / "a.png"),
        out=answer,
        claim=Claim("theirs"),
        signer=Signer(made.certificates, made.keys["leaf"]),
    )
    before = answer.read_bytes()
    assert credentials.finish(answer, claim=CLAIM) == answer
    assert answer.read_bytes() == before


def test_an_edit_is_marked_only_where_it_was_allowed_to_change(folder: Path) -> None:
    path, source = saved(folder / "a.png", scene(640, 512)), saved(folder / "s.png", scene(640, 512, seed=2))
    region = np.zeros((512, 640), np.uint8)
    region[100:400, 100:500] = 255
    mask = saved(folder / "m.png", Image.fromarray(region))
    out = credentials.finish(path, claim=CLAIM, parent=source, region=mask)
    changed = (pixels_of(path) != pixels_of(out)).any(axis=2)
    assert changed[region > 0].any()
    assert not changed[region == 0].any()
    assert standing(out) is Standing.OURS


def test_an_edit_without_a_region_keeps_every_pixel(folder: Path) -> None:
    path = saved(folder / "a.png")
    out = credentials.finish(path, claim=CLAIM, parent=saved(folder / "s.png", scene(seed=2)))
    assert np.array_equal(pixels_of(path), pixels_of(out))
    assert standing(out) is Standing.OURS


def test_the_operator_can_do_without_the_mark(folder: Path, settings: Any) -> None:
    settings.INVISIBLE_MARK = False
    path = saved(folder / "a.png")
    out = credentials.finish(path, claim=CLAIM)
    assert np.array_equal(pixels_of(path), pixels_of(out))


def test_the_operator_can_have_the_label_and_the_field_that_china_asks_for(folder: Path, settings: Any) -> None:
    settings.VISIBLE_LABEL, settings.SITE_NAME = "corner", "Cleo's house"
    path = saved(folder / "a.png")
    out = credentials.finish(path, claim=CLAIM)
    corner = np.abs(pixels_of(path).astype(int) - pixels_of(out))[-40:, -200:]
    assert corner.max() > 60
    said = declared(out)
    assert said is not None
    assert said.producer == "Cleo's house"


@pytest.mark.parametrize("kind", ["jpeg", "webp", "avif", "gif"])
def test_every_type_gets_what_it_can_carry(kind: str, folder: Path) -> None:
    out = credentials.finish(saved(folder / f"a.{kind}", scene(200, 160)), claim=CLAIM)
    assert standing(out) is Standing.OURS


def test_a_picture_that_cannot_be_signed_is_delivered_without(folder: Path, settings: Any) -> None:
    settings.INVISIBLE_MARK = False
    settings.C2PA_CERTIFICATES, settings.C2PA_KEY = "no certificate", "no key"
    path = saved(folder / "a.png")
    out = credentials.finish(path, claim=CLAIM)
    assert inspect(out) is None
    assert np.array_equal(pixels_of(path), pixels_of(out))


def test_the_operators_own_chain_signs(folder: Path, settings: Any) -> None:
    made = chain.make("Cleo's house", datetime.now(UTC))
    settings.C2PA_CERTIFICATES = made.certificates + made.root
    settings.C2PA_KEY = made.keys["leaf"]
    out = credentials.finish(saved(folder / "a.png"), claim=CLAIM)
    found = inspect(out, ours=credentials.ours())
    assert found is not None
    assert found.active is not None
    assert found.standing is Standing.OURS
    assert found.active.issuer == "Cleo's house"


def test_an_authority_that_does_not_answer_costs_the_time_stamp_and_nothing_else(folder: Path, settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings.C2PA_TIMESTAMP_URL = f"http://127.0.0.1:{port}/stamp"
    out = credentials.finish(saved(folder / "a.png"), claim=CLAIM)
    found = inspect(out, ours=credentials.ours())
    assert found is not None
    assert found.standing is Standing.OURS
    assert not found.timestamped


def test_the_chain_is_made_once_and_only_its_owner_can_read_it(settings: Any) -> None:
    first = credentials.signer()
    credentials.signer.cache_clear()
    assert credentials.signer() == first
    folder = Path(settings.DATA, "credentials")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert [path.name for path in Path(settings.DATA).iterdir() if path.name.startswith(".")] == []
