"""`POST /v1/verify`: free, without a key, and nothing is kept."""

import re
from io import BytesIO

import httpx2
import pytest

from aquatint.api.documented import ErrorBody
from aquatint.api.v1.verify import Verdict
from tests.api.instance import WORDS, Instance
from tests.imaging.provenance.conftest import scene

pytestmark = pytest.mark.xdist_group("api")


def ask(instance: Instance, data: bytes) -> httpx2.Response:
    return httpx2.post(f"{instance.base_url}/verify", content=data, trust_env=False, timeout=30)


def test_a_providers_signed_picture_is_told_and_found_in_our_record(instance: Instance) -> None:
    with instance.http() as client:
        made = client.post("images/generations", json={"model": "gpt-image-2.6-flare", "prompt": WORDS}).json()
        row = client.get(f"generations/{made['aquatint']['generation']}").json()
        data = client.get(row["shots"][0]["image"]["content"].removeprefix("/v1/")).content
    answer = ask(instance, data)
    assert answer.status_code == 200
    said = Verdict.model_validate(answer.json(), strict=True)
    assert said.verdict == "made_here"
    assert said.record is not None
    assert said.record.match == "file"
    assert said.credentials is not None
    assert said.credentials.active is not None
    assert said.credentials.active["issuer"] == "Emulated provider"
    assert not re.search(r"\bada\b", answer.text), "three letters may stand in a hash, but not as a word"


def test_what_nobody_knows_is_unknown_and_nothing_is_kept(instance: Instance) -> None:
    before = instance.stored()
    out = BytesIO()
    scene(200, 160).save(out, "PNG")
    assert ask(instance, out.getvalue()).json()["verdict"] == "unknown"
    assert instance.stored() == before


def test_what_is_no_picture_is_refused(instance: Instance) -> None:
    answer = ask(instance, b"hello")
    assert answer.status_code == 400
    assert ErrorBody.model_validate(answer.json(), strict=True).error.code == "not_an_image"
