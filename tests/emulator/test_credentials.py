"""The emulator's pictures carry credentials, as those of the real service do."""

import base64
from pathlib import Path

import httpx2
import pytest

from aquatint.imaging.provenance import inspect
from aquatint.imaging.provenance.reading import Standing
from tests.emulator.running import Emulator


def painted(emulator: Emulator, prompt: str, kind: str = "png") -> bytes:
    body = {"model": "gpt-image-2.6-flare", "prompt": prompt, "size": "1024x1024", "output_format": kind}
    url, key = f"{emulator.base_url}/images/generations", {"authorization": "Bearer sk-test"}
    answer = httpx2.post(url, json=body, headers=key, trust_env=False, timeout=30)
    assert answer.status_code == 200, answer.text
    return base64.b64decode(answer.json()["data"][0]["b64_json"])


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_picture_is_signed_by_a_provider_whom_nobody_trusts(kind: str, emulator: Emulator, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(painted(emulator, "A kettle", kind))
    found = inspect(path)
    assert found is not None
    assert found.active is not None
    assert found.standing is Standing.UNTRUSTED
    assert found.active.issuer == "Emulated provider"


def test_the_same_picture_is_signed_only_once(emulator: Emulator) -> None:
    assert painted(emulator, "A kettle") == painted(emulator, "A kettle")


def test_a_prompt_may_ask_for_a_picture_without(emulator: Emulator, tmp_path: Path) -> None:
    path = tmp_path / "picture"
    path.write_bytes(painted(emulator, "A kettle [[unsigned]]"))
    assert inspect(path) is None
