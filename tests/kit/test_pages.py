"""Django's pages behind ASGI: whole in one thread of the pool, with few database connections."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from aquatint.kit import threads
from aquatint.kit.pages import Pages


def _echo(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(request.read(), content_type="text/plain")
    answer.set_cookie("one", "1")
    answer.set_cookie("two", "2")
    return answer


def _backend(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return HttpResponse(str(cursor.fetchone()[0]))


def _parts(request: HttpRequest) -> StreamingHttpResponse:
    return StreamingHttpResponse(f"part {number};" for number in range(3))


def _kept(request: HttpRequest) -> HttpResponse:
    return HttpResponse("", headers={"Cache-Control": "max-age=60"})


def _broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("echo", _echo),
    path("backend", _backend),
    path("parts", _parts),
    path("broken", _broken),
    path("kept", _kept),
]


@pytest.fixture(autouse=True)
def pool(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two threads, our addresses, and no middleware but what answers need."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
    made = threads.Pool(2)
    monkeypatch.setattr(threads, "_pool", made)
    yield
    made.stop()


async def _ask(method: str, address: str, **more: Any) -> httpx2.Response:
    transport = httpx2.ASGITransport(app=Pages())
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.request(method, address, **more)


def test_body_and_cookies_go_through() -> None:
    answer = asyncio.run(_ask("POST", "/echo", content=b"x" * 5_000_000))
    assert (answer.status_code, len(answer.content)) == (200, 5_000_000)
    assert dict(answer.cookies) == {"one": "1", "two": "2"}


def test_a_body_that_would_fill_the_disk_is_refused(settings: Any) -> None:
    settings.UPLOAD_BYTES = 1_000
    answer = asyncio.run(_ask("POST", "/echo", content=b"x" * 5_001))
    assert (answer.status_code, answer.text) == (413, "The request is larger than 0.005 MB.")
    assert asyncio.run(_ask("POST", "/echo", content=b"x" * 5_000)).status_code == 200


def test_a_long_answer_comes_in_parts() -> None:
    assert asyncio.run(_ask("GET", "/parts")).text == "part 0;part 1;part 2;"


def test_no_page_is_kept_by_anybody_unless_it_says_so() -> None:
    assert asyncio.run(_ask("GET", "/parts")).headers["cache-control"] == "private, no-store"
    assert asyncio.run(_ask("GET", "/nothing")).headers["cache-control"] == "private, no-store"
    assert asyncio.run(_ask("GET", "/kept")).headers["cache-control"] == "max-age=60"


def test_an_error_of_ours_is_a_page_and_not_the_end_of_the_process(caplog: pytest.LogCaptureFixture) -> None:
    assert asyncio.run(_ask("GET", "/broken")).status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert asyncio.run(_ask("GET", "/nothing")).status_code == 404


def test_when_too_many_wait_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST_WAITING", 0)
    answer = asyncio.run(_ask("GET", "/echo"))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")


@pytest.mark.django_db(transaction=True)
def test_many_requests_share_the_connections_of_the_pool() -> None:
    async def story() -> set[str]:
        answers = await asyncio.gather(*(_ask("GET", "/backend") for _ in range(12)))
        return {answer.text for answer in answers}

    assert 1 <= len(asyncio.run(story())) <= 2
