"""Signed files are read back by the official library; what was done to them afterwards shows."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from cryptography import x509
from PIL import Image

from aquatint.imaging.provenance import Claim, Signer, Source, Step, chain, has_credentials, inspect, sign
from aquatint.imaging.provenance.errors import SigningFailed
from aquatint.imaging.provenance.reading import Standing
from tests.imaging.pictures import pixels_of
from tests.imaging.provenance.conftest import CLAIM, saved, scene

TYPES = ("png", "jpeg", "webp", "avif", "gif")


@pytest.mark.parametrize("kind", TYPES)
def test_a_signed_picture_holds_and_shows_the_same(kind: str, tmp_path: Path, signer: Signer) -> None:
    source, out = saved(tmp_path / f"a.{kind}", scene(96, 64)), tmp_path / f"b.{kind}"
    sign(source, out=out, claim=CLAIM, signer=signer)
    assert not has_credentials(source)
    assert has_credentials(out)
    assert np.array_equal(pixels_of(source), pixels_of(out))
    found = inspect(out, ours=signer.anchors)
    assert found is not None
    assert found.active is not None
    assert found.standing is Standing.OURS
    assert found.active.generator == "Aquatint 9.9"
    assert found.active.issuer == "Ada's studio"
    created = found.active.actions[0]
    assert (created.action, created.agent, created.source) == (
        "c2pa.created",
        "gpt-image-2.6-flare",
        "trainedAlgorithmicMedia",
    )
    assert created.facts == {"provider": "openai", "identifier": "img_0"}


def test_without_our_root_it_holds_but_nobody_vouches_for_it(tmp_path: Path, signer: Signer) -> None:
    out = tmp_path / "b.png"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=signer)
    found = inspect(out)
    assert found is not None
    assert found.standing is Standing.UNTRUSTED
    assert found.problems == ("signingCredential.untrusted",)
    trusted = inspect(out, trusted=signer.anchors)
    assert trusted is not None
    assert trusted.standing is Standing.TRUSTED


def test_one_changed_byte_breaks_it(tmp_path: Path, signer: Signer) -> None:
    out = tmp_path / "b.jpeg"
    sign(saved(tmp_path / "a.jpeg"), out=out, claim=CLAIM, signer=signer)
    data = bytearray(out.read_bytes())
    data[-200] ^= 1
    out.write_bytes(data)
    found = inspect(out, ours=signer.anchors)
    assert found is not None
    assert found.standing is Standing.BROKEN
    assert "assertion.dataHash.mismatch" in found.problems


def test_a_picture_saved_again_has_none(tmp_path: Path, signer: Signer) -> None:
    out, again = tmp_path / "b.png", tmp_path / "c.png"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=signer)
    with Image.open(out) as picture:
        picture.save(again)
    assert not has_credentials(again)
    assert inspect(again) is None


def test_an_edit_keeps_the_credentials_of_its_source_and_says_what_was_done(tmp_path: Path, signer: Signer) -> None:
    first, second = tmp_path / "b.png", tmp_path / "c.png"
    sign(saved(tmp_path / "a.png"), out=first, claim=CLAIM, signer=signer)
    edit = Claim("sandbox", source=Source.ALGORITHMIC, steps=(Step("c2pa.edited", {"percent_changed": 4.5}),))
    sign(saved(tmp_path / "d.png", scene(seed=2)), out=second, claim=edit, signer=signer, parent=first)
    found = inspect(second, ours=signer.anchors)
    assert found is not None
    assert found.active is not None
    assert [action.action for action in found.active.actions] == ["c2pa.opened", "c2pa.edited"]
    assert found.active.actions[1].source == "compositeSynthetic"
    assert found.active.actions[1].facts["percent_changed"] == "4.5"
    [parent] = found.active.ingredients
    assert parent.role == "parentOf"
    assert parent.signed is not None
    assert parent.signed.actions[0].agent == "gpt-image-2.6-flare"


def test_a_providers_answer_that_was_changed_stays_inside_as_an_ingredient(
    tmp_path: Path, signer: Signer, made: chain.Chain
) -> None:
    provider = Signer(made.certificates, made.keys["leaf"], version="provider's")
    answer, out = tmp_path / "answer.webp", tmp_path / "out.png"
    sign(saved(tmp_path / "a.webp"), out=answer, claim=Claim("theirs"), signer=provider)
    source = saved(tmp_path / "upload.jpeg")
    sign(saved(tmp_path / "locked.png"), out=out, claim=CLAIM, signer=signer, parent=source, parts=[answer])
    found = inspect(out, ours=signer.anchors)
    assert found is not None
    assert found.active is not None
    assert found.standing is Standing.OURS
    assert [(one.role, one.signed is not None) for one in found.active.ingredients] == [
        ("parentOf", False),
        ("componentOf", True),
    ]
    assert [action.action for action in found.active.actions] == ["c2pa.opened", "c2pa.placed", "c2pa.edited"]


def test_a_step_that_a_person_worded_has_no_way_in(tmp_path: Path, signer: Signer) -> None:
    out = tmp_path / "b.png"
    sign(saved(tmp_path / "a.png"), out=out, claim=CLAIM, signer=signer, parent=saved(tmp_path / "s.png"))
    found = inspect(out)
    assert found is not None
    assert "prompt" not in json.dumps(found.as_json())


def test_a_broken_key_is_told_and_not_shown(tmp_path: Path, made: chain.Chain) -> None:
    secret = made.keys["leaf"].replace("M", "N")
    broken = Signer(made.certificates, secret)
    with pytest.raises(SigningFailed) as caught:
        sign(saved(tmp_path / "a.png"), out=tmp_path / "b.png", claim=CLAIM, signer=broken)
    assert secret[40:80] not in str(caught.value)
    assert secret not in repr(broken)


@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"\xff\xd8\xff\xe0", b"hello" * 40]
)
def test_files_that_are_no_pictures_have_no_credentials(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    assert not has_credentials(path)


def test_damaged_credentials_are_broken_and_never_an_error(tmp_path: Path, signer: Signer) -> None:
    out = tmp_path / "b.png"
    sign(saved(tmp_path / "a.png", scene(64, 64)), out=out, claim=CLAIM, signer=signer)
    data = out.read_bytes()
    at = data.index(b"caBX") + 4
    random = np.random.default_rng(5)
    for _ in range(60):
        hurt = bytearray(data)
        for place in random.integers(at, at + 3000, 4):
            hurt[place] = int(random.integers(256))
        out.write_bytes(hurt)
        found = inspect(out, ours=signer.anchors)
        assert found is not None
        assert found.standing is Standing.BROKEN, hashlib.sha256(hurt).hexdigest()


def test_a_chain_is_what_the_profile_asks_for(made: chain.Chain) -> None:
    leaf, intermediate = x509.load_pem_x509_certificates(made.certificates.encode())
    root = x509.load_pem_x509_certificate(made.root.encode())
    leaf.verify_directly_issued_by(intermediate)
    intermediate.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert leaf.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature
