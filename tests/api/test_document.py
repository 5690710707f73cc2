"""The OpenAPI document, and docs/api.md, say what is so."""

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from pydantic import BaseModel

from aquatint.api import documented
from aquatint.api.openai.schemas import GenerationWish
from tests.api.instance import MODEL, WORDS, Instance, mask, opened, png
from tests.api.test_versions import openai_mask
from tests.generations.scenes import scene

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text()


@pytest.fixture
def document(instance: Instance) -> dict[str, Any]:
    """The document, which needs no key."""
    answer = httpx2.get(f"{instance.base_url}/openapi.json", trust_env=False)
    assert answer.status_code == 200
    return dict(answer.json())


def every(node: Any, name: str) -> Iterator[Any]:
    """Yield each value under this name, anywhere."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == name:
                yield value
            yield from every(value, name)
    elif isinstance(node, list):
        for value in node:
            yield from every(value, name)


def test_it_is_openapi_3_1_with_all_addresses_and_a_bearer_key(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert set(document["paths"]) == {
        "/v1/images/generations",
        "/v1/images/edits",
        "/v1/models",
        "/v1/models/{name}",
        "/v1/generations",
        "/v1/generations/{identity}",
        "/v1/generations/{identity}/cancellation",
        "/v1/images/{identity}",
        "/v1/images/{identity}/content",
        "/v1/images/{identity}/receipt",
        "/v1/images/{identity}/versions",
        "/v1/images/{identity}/adjustments",
        "/v1/images/{identity}/raw",
        "/v1/images/{identity}/upscale",
        "/v1/images/{identity}/cutout",
        "/v1/images/{identity}/extensions",
        "/v1/images/{identity}/texts/{index}/overlay",
        "/v1/images/{identity}/texts/{index}/repaint",
        "/v1/plans",
        "/v1/plans/{identity}",
        "/v1/plans/{identity}/set",
        "/v1/credits",
        "/v1/verify",
    }
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert document["security"] == [{"key": []}]


def test_every_reference_leads_somewhere_and_every_id_is_used_once(document: dict[str, Any]) -> None:
    for reference in every(document, "$ref"):
        node: Any = document
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]
        assert isinstance(node, dict)
    names = list(every(document["paths"], "operationId"))
    assert len(names) == len(set(names)) == 24


def test_every_operation_tells_its_errors_in_the_envelope(document: dict[str, Any]) -> None:
    for operations in document["paths"].values():
        for operation in operations.values():
            told = operation["responses"]
            assert {"401", "4XX", "5XX"} <= set(told)
            assert "422" not in told
            for status in set(told) - {"200", "201", "202", "206", "304"}:
                schema = told[status]["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorBody"}
    assert {"400", "402", "413", "429", "502"} <= set(document["paths"]["/v1/images/edits"]["post"]["responses"])


def test_both_forms_of_an_edit_are_described(document: dict[str, Any]) -> None:
    body = document["paths"]["/v1/images/edits"]["post"]["requestBody"]["content"]
    form = body["multipart/form-data"]["schema"]
    assert form["properties"]["image"]["items"] == {"type": "string", "format": "binary"}
    assert set(form["required"]) == {"image", "prompt"}
    assert set(body["application/json"]["schema"]["required"]) == {"images", "prompt"}


WITHOUT_BODY = {"cancellation", "raw", "cutout", "set"}
"""The last word of the addresses that change something and take no body."""


def test_every_body_that_is_read_is_described(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            takes_one = method in {"post", "patch"} and path.rpartition("/")[2] not in WITHOUT_BODY
            assert ("requestBody" in operation) == takes_one, (method, path)
    content = document["paths"]["/v1/images/generations"]["post"]["requestBody"]["content"]
    assert set(content["application/json"]["schema"]["properties"]) == set(GenerationWish.model_fields)


@pytest.fixture
def picture(instance: Instance) -> str:
    """The id of a locked edit with an exact text: a picture with which everything can be done."""
    source = "data:image/png;base64," + base64.b64encode(scene()).decode()
    hole = "data:image/png;base64," + base64.b64encode(openai_mask()).decode()
    inputs = {"images": [{"image_url": source}], "mask": {"image_url": hole}}
    with instance.http() as client:
        made = client.post("images/edits", json={"model": MODEL, "prompt": "Blue", "texts": ["OLIO"], **inputs})
        row = client.get(f"generations/{made.json()['aquatint']['generation']}").json()
    return str(row["shots"][0]["image"]["id"])


def test_every_example_is_accepted(instance: Instance, document: dict[str, Any], picture: str) -> None:
    tried = 0
    with instance.http() as client:
        plan = client.post("plans", json={"prompt": "A red boat", "model": "sandbox"}).json()["id"]
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
                if "example" not in body:
                    continue
                identity = plan if path.startswith("/v1/plans") else picture
                address = path.removeprefix("/v1/").format(identity=identity, index=0)
                answer = client.request(method, address, json=body["example"])
                assert answer.is_success, (method, path, answer.text)
                tried += 1
    assert tried == 8


def test_real_answers_have_the_shapes_of_the_document(instance: Instance) -> None:
    with instance.http() as client:

        def get(path: str, shape: type[BaseModel]) -> dict[str, Any]:
            answer = client.get(path)
            shape.model_validate(answer.json(), strict=True)
            return dict(answer.json())

        made = client.post("images/generations", json={"model": MODEL, "prompt": WORDS, "n": 2}).json()
        documented.Pictures.model_validate(made, strict=True)
        client.post("images/generations", json={"model": MODEL, "prompt": "x [[fault:unauthorized]]"})
        get("models", documented.Models)
        get("models/sandbox", documented.Model)
        get("generations", documented.Generations)
        get("credits", documented.Credits)
        row = get(f"generations/{made['aquatint']['generation']}", documented.Generation)
        get(f"images/{row['shots'][0]['image']['id']}", documented.Image)
        get("nothing", documented.ErrorBody)


def test_the_examples_of_the_page_run_one_after_the_other(
    instance: Instance, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mask.png").write_bytes(mask())
    (tmp_path / "kettle-0.png").write_bytes(png())
    address = instance.base_url.removesuffix("/v1")
    names: dict[str, Any] = {"AQUATINT": address, "KEY": instance.key_of("ada")}
    for language, code in re.findall(r"```(python|bash)\n(.+?)```", PAGE, re.DOTALL):
        if language == "python":
            exec(code, names)  # noqa: S102 -- our own page
            continue
        shell = {"PATH": "/usr/bin:/bin", "AQUATINT": address, "KEY": names["KEY"]}
        subprocess.run(["bash", "-euc", code], env=shell, check=True, timeout=60)  # noqa: S603, S607 -- our own page
    names["client"].close()
    answer = json.loads((tmp_path / "answer.json").read_text())
    assert opened(answer["data"][0]["b64_json"]).size == (1536, 1024)
    assert "image_generation.completed" in capsys.readouterr().out
    assert (tmp_path / "boat.png").stat().st_size > 0
    assert '"state":"done"' in (tmp_path / "generation.json").read_text()
