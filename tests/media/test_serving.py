"""Files over HTTP: to their owner, unchanged, and to nobody else."""

import asyncio
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import OperationalError
from django.test import Client
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.testclient import TestClient

from aquatint.accounts.models import Person
from aquatint.kit import ids, threads
from aquatint.media import derivatives, storage
from aquatint.media.models import Image
from aquatint.media.serving import routes
from tests.imaging.pictures import encoded, picture
from tests.media.conftest import Add

pytestmark = pytest.mark.django_db(transaction=True)
GENERATION = uuid4()


@pytest.fixture
def client(ada: Person, ben: Person) -> Iterator[TestClient]:
    """Serve to whoever the header names; the generation is Ada's."""
    people = {"ada": ada, "ben": ben}

    def who(request: Request) -> Person | None:
        return people.get(request.headers.get("x-person", ""))

    def owns(person: Person, generation: UUID) -> bool:
        return (person, generation) == (ada, GENERATION)

    with TestClient(Starlette(routes=routes(who=who, owns=owns)), headers={"x-person": "ada"}) as client:
        yield client
    threads.stop()


@pytest.fixture
def image(ada: Person, add: Add) -> Image:
    return add(ada.id, encoded("png", picture(600, 300)))


def test_the_owner_gets_the_bytes_as_they_are(client: TestClient, image: Image) -> None:
    answer = client.get(f"/files/{image.public_id}")
    assert answer.status_code == 200
    assert answer.content == storage.read(image.sha256)
    assert {
        name: answer.headers[name] for name in ("etag", "cache-control", "content-type", "x-content-type-options")
    } == {
        "etag": f'"{image.sha256}"',
        "cache-control": "private, max-age=31536000, immutable",
        "content-type": "image/png",
        "x-content-type-options": "nosniff",
    }
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["", "/thumb", "/preview", "?download"])
@pytest.mark.parametrize("person", ["ben", "nobody"])
def test_a_stranger_gets_the_same_404_as_for_nothing(path: str, person: str, client: TestClient, image: Image) -> None:
    answer = client.get(f"/files/{image.public_id}{path}", headers={"x-person": person, "if-none-match": "*"})
    nothing = client.get(f"/files/{ids.public('img', uuid4())}{path}")
    assert (answer.status_code, answer.content, answer.headers) == (404, nothing.content, nothing.headers)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["x", "img_0", "gen_" + "0" * 26, "../originals", "%00", "img_" + "0" * 26 + "/huge"])
def test_nonsense_is_a_404(path: str, client: TestClient) -> None:
    assert client.get(f"/files/{path}").status_code == 404


@pytest.mark.parametrize("number", ["0", "x", "-1", "9" * 300, "9" * 5_000])
def test_an_unfinished_state_that_cannot_be_is_a_404(number: str, client: TestClient) -> None:
    storage.put_partial(GENERATION, 1, 1, encoded("png", picture(8, 8)))
    name = ids.public("gen", GENERATION)
    for path in (f"{name}/{number}/1", f"{name}/1/{number}"):
        assert client.get(f"/files/partials/{path}").status_code == 404
    assert client.get(f"/files/partials/{name}/1/1").status_code == 200


@pytest.mark.parametrize(
    "path",
    [ids.public("img", GENERATION), f"partials/{ids.public('gen', GENERATION)}/0/0"],
    ids=["picture", "unfinished state"],
)
def test_while_the_database_is_away_the_answer_says_to_come_again(path: str) -> None:
    def away(_: Request) -> Person | None:
        raise OperationalError("the server closed the connection unexpectedly")

    routed = Starlette(routes=routes(who=away, owns=lambda _person, _generation: True))
    with TestClient(routed) as client:
        answer = client.get(f"/files/{path}")
    threads.stop()
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "server closed" not in answer.text


def test_who_has_the_bytes_gets_a_304(client: TestClient, image: Image) -> None:
    for path in ("", "/thumb"):
        tag = client.get(f"/files/{image.public_id}{path}").headers["etag"]
        answer = client.get(f"/files/{image.public_id}{path}", headers={"if-none-match": f'"other", W/{tag}'})
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert client.get(f"/files/{image.public_id}{path}", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_part_can_be_asked_for(client: TestClient, image: Image) -> None:
    whole = storage.read(image.sha256)
    answer = client.get(f"/files/{image.public_id}", headers={"range": "bytes=100-199"})
    assert (answer.status_code, answer.content) == (206, whole[100:200])
    assert answer.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    beyond = client.get(f"/files/{image.public_id}", headers={"range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416
    stale = client.get(f"/files/{image.public_id}", headers={"range": "bytes=0-9", "if-range": '"other"'})
    assert (stale.status_code, stale.content) == (200, whole)


def test_a_range_without_meaning_is_ignored(client: TestClient, image: Image) -> None:
    wholes = {path: client.get(f"/files/{image.public_id}{path}") for path in ("", "/thumb")}
    wrong = ("x", "", "bytes", "bytes=", "bytes=5-2", "bytes=0-9,5-2", "bytes=-", "bytes=a-b", "bytes=1", "bytes=+1-5")
    for asked in (*wrong, "lines=0-9", f"bytes={'9' * 5_000}-"):
        for path, whole in wholes.items():
            answer = client.get(f"/files/{image.public_id}{path}", headers={"range": asked})
            assert (answer.status_code, answer.content) == (200, whole.content), asked
            assert answer.headers["content-type"] == whole.headers["content-type"]


def test_a_range_may_be_written_in_several_ways(client: TestClient, image: Image) -> None:
    for asked in ("bytes=0-9", "BYTES=0-9", "bytes= 0-4 , 5-9", "bytes=,0-9,"):
        answer = client.get(f"/files/{image.public_id}", headers={"range": asked})
        assert (answer.status_code, answer.content) == (206, storage.read(image.sha256)[:10]), asked


def test_a_range_beyond_the_end_is_told_how_long_the_file_is(client: TestClient, image: Image) -> None:
    for asked in (f"bytes={image.bytes}-", f"bytes={image.bytes}-{image.bytes + 9}", "bytes=-0"):
        answer = client.get(f"/files/{image.public_id}", headers={"range": asked})
        assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{image.bytes}")


def test_head_takes_no_range(client: TestClient, image: Image) -> None:
    answer = client.head(f"/files/{image.public_id}", headers={"range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["content-length"]) == (200, str(image.bytes))


def test_head_tells_the_size_without_the_bytes(client: TestClient, image: Image) -> None:
    answer = client.head(f"/files/{image.public_id}")
    assert (answer.status_code, answer.content, answer.headers["content-length"]) == (200, b"", str(image.bytes))


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("A copper kettle, morning light", "a-copper-kettle-morning-light"),
        ('"; filename="evil.exe\r\nX: y', "filename-evil-exe-x-y"),
        ("../../etc/passwd", "etc-passwd"),
        ("湯呑みと猫", "%E6%B9%AF%E5%91%91%E3%81%BF%E3%81%A8%E7%8C%AB"),
        ("", "picture"),
    ],
)
def test_a_download_has_a_safe_name_of_the_words(
    name: str, start: str, client: TestClient, ada: Person, add: Add
) -> None:
    image = add(ada.id, name=name)
    disposition = client.get(f"/files/{image.public_id}?download").headers["content-disposition"]
    assert disposition.startswith("attachment; ")
    assert f"{start}-{image.public_id[-6:]}.png" in disposition
    assert client.get(f"/files/{image.public_id}").headers["content-disposition"].startswith("inline; ")


def test_a_type_that_could_carry_script_is_never_shown_inline(client: TestClient, image: Image) -> None:
    Image.objects.update(media_type="image/svg+xml")
    assert client.get(f"/files/{image.public_id}").headers["content-disposition"].startswith("attachment; ")


@pytest.mark.parametrize("kind", ["thumb", "preview"])
def test_small_versions_are_made_when_asked_for(kind: str, client: TestClient, image: Image) -> None:
    first, second = (client.get(f"/files/{image.public_id}/{kind}") for _ in range(2))
    assert (first.status_code, first.headers["content-type"]) == (200, "image/webp")
    assert first.content == second.content
    assert first.headers["cache-control"] == "private, max-age=31536000, immutable"


def test_those_who_take_avif_get_it_once_it_is_there(client: TestClient, image: Image) -> None:
    wish = {"accept": "text/html, image/avif,image/webp,*/*;q=0.8"}
    address = f"/files/{image.public_id}/thumb"
    first = client.get(address, headers=wish)
    assert (first.headers["content-type"], first.headers["vary"]) == ("image/webp", "Accept")
    asyncio.run(derivatives.get_all(image))
    second = client.get(address, headers=wish)
    assert (second.headers["content-type"], second.headers["vary"]) == ("image/avif", "Accept")
    assert second.content[4:12] == b"ftypavif"
    known = client.get(address, headers={**wish, "if-none-match": second.headers["etag"]})
    assert (known.status_code, known.headers["vary"]) == (304, "Accept")
    for other in ({"accept": "*/*"}, {"accept": "image/avif;q=0, image/webp"}, {}):
        assert client.get(address, headers=other).headers["content-type"] == "image/webp"


def test_a_lost_or_broken_file_is_a_404_with_a_sentence(client: TestClient, image: Image) -> None:
    storage.path_of(image.sha256).write_bytes(b"broken")
    assert client.get(f"/files/{image.public_id}/thumb").status_code == 404
    storage.remove(image.sha256)
    for path in ("", "/thumb"):
        answer = client.get(f"/files/{image.public_id}{path}")
        assert (answer.status_code, answer.text[-1]) == (404, ".")


def test_a_guest_or_member_is_known_by_the_session_cookie(
    ada: Person, ben: Person, image: Image, settings: Any
) -> None:
    browsers = {person.id: Client() for person in (ada, ben)}
    for person in (ada, ben):
        browsers[person.id].force_login(person)
    with TestClient(Starlette(routes=routes(owns=lambda *_: False))) as client:
        for person, status in ((ada, 200), (ben, 404)):
            cookie = browsers[person.id].cookies[settings.SESSION_COOKIE_NAME].value
            headers = {"cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
            assert client.get(f"/files/{image.public_id}", headers=headers).status_code == status
        assert client.get(f"/files/{image.public_id}").status_code == 404
    threads.stop()


def test_partials_go_to_the_owner_of_the_generation_and_are_not_kept(client: TestClient) -> None:
    storage.put_partial(GENERATION, 0, 1, encoded("webp"))
    address = f"/files/partials/{ids.public('gen', GENERATION)}/0/1"
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, encoded("webp"))
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/webp", "no-store")
    assert client.get(address, headers={"x-person": "ben"}).status_code == 404
    assert client.get(address.replace("/0/1", "/0/2")).status_code == 404
    storage.put_partial(GENERATION, 0, 1, b"<script>alert(1)</script>")
    assert client.get(address).status_code == 404
