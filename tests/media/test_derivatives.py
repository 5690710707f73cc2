"""Small versions, made once."""

import asyncio
import io
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow
from procrastinate.contrib.django.models import ProcrastinateJob

from aquatint.imaging import Unreadable, derive
from aquatint.kit import threads
from aquatint.media import derivatives, storage, tasks
from aquatint.media.errors import ImageGone
from tests.imaging.pictures import encoded, picture
from tests.media.conftest import Add


@pytest.mark.parametrize(("kind", "edge"), [("thumb", 512), ("preview", 1280)])
def test_a_small_version_is_webp_of_its_size(kind: derivatives.Kind, edge: int, ada: Any, add: Add) -> None:
    path = derivatives.small(add(ada.id, encoded("png", picture(1600, 800))), kind)
    with Pillow.open(path) as image:
        assert (image.format, image.size) == ("WEBP", (edge, edge // 2))


def test_it_is_made_once_even_if_many_ask_at_once(ada: Any, add: Add, monkeypatch: pytest.MonkeyPatch) -> None:
    image, made, barrier = add(ada.id), [], threading.Barrier(6)

    def counted(path: Path, edge: int) -> Pillow.Image:
        made.append(path)
        return derive.small(path, edge)

    def ask() -> None:
        barrier.wait(10)
        derivatives.small(image, "thumb")

    monkeypatch.setattr(derivatives, "shrunk", counted)
    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(made) == 1
    assert sorted(path.name for path in storage.derived_folder(image.sha256).iterdir()) == [
        "placeholder.json",
        "thumb.webp",
    ]


def test_it_is_made_again_after_it_was_deleted(ada: Any, add: Add) -> None:
    image = add(ada.id)
    first = derivatives.small(image, "thumb")
    data = first.read_bytes()
    first.unlink()
    assert derivatives.small(image, "thumb").read_bytes() == data


def test_a_missing_or_broken_original_is_told(ada: Any, add: Add, store: Path) -> None:
    image = add(ada.id)
    storage.path_of(image.sha256).write_bytes(encoded("png")[:100])
    with pytest.raises(Unreadable):
        derivatives.small(image, "thumb")
    storage.remove(image.sha256)
    with pytest.raises(ImageGone):
        derivatives.small(image, "thumb")
    assert list((store / "tmp").iterdir()) == []


def test_warming_is_a_job_of_low_priority_with_all_pictures(ada: Any, add: Add) -> None:
    images = [add(ada.id, encoded("png", picture(width))) for width in (40, 50)]
    derivatives.warm(image.id for image in images)
    job = ProcrastinateJob.objects.get()
    assert (job.queue_name, job.task_name, job.priority) == ("background", derivatives.TASK, -10)
    assert job.args == {"images": [image.id.hex for image in images]}
    derivatives.warm([])
    assert ProcrastinateJob.objects.count() == 1


@pytest.fixture
def _threads_end() -> Iterator[None]:
    """Close the connections of the pool's threads, so that the database can be dropped."""
    yield
    threads.stop()


@pytest.mark.usefixtures("_threads_end")
@pytest.mark.django_db(transaction=True)
def test_the_job_makes_every_version_from_one_decode_and_passes_over_what_is_gone(
    ada: Any, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded = []

    def counted(path: Path, edge: int) -> Pillow.Image:
        decoded.append(edge)
        return derive.small(path, edge)

    monkeypatch.setattr(derivatives, "shrunk", counted)
    image, lost = add(ada.id), add(ada.id, encoded("png", picture(40)))
    storage.remove(lost.sha256)
    asyncio.run(tasks.warm([lost.id.hex, image.id.hex, "0" * 32]))
    names = sorted(path.name for path in storage.derived_folder(image.sha256).iterdir())
    assert names == ["placeholder.json", "preview.webp", "thumb.avif", "thumb.webp"]
    assert decoded == [1280]
    asyncio.run(tasks.warm([image.id.hex]))
    assert decoded == [1280]


def test_a_placeholder_comes_with_the_first_small_version(ada: Any, add: Add) -> None:
    image = add(ada.id, encoded("png", picture(900, 600)))
    assert derivatives.placeholder(image) is None
    derivatives.small(image, "thumb")
    found = derivatives.placeholder(image)
    assert found
    with Pillow.open(io.BytesIO(found.blur)) as blur:
        assert (blur.format, blur.size) == ("WEBP", (24, 16))
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in found.colours)
    assert len(found.blur) < 400


@pytest.mark.parametrize("content", ["", "{", "[]", '{"blur": 3}', '{"blur": "!", "colours": []}'])
def test_a_broken_placeholder_is_none(content: str, ada: Any, add: Add) -> None:
    image = add(ada.id)
    derivatives.small(image, "thumb")
    (storage.derived_folder(image.sha256) / "placeholder.json").write_text(content)
    assert derivatives.placeholder(image) is None


def test_the_small_avif_has_the_size_of_the_webp(ada: Any, add: Add) -> None:
    image = add(ada.id, encoded("png", picture(900, 600)))
    asyncio.run(derivatives.get_all(image))
    found = derivatives.find(image, "thumb", takes_avif=True)
    with Pillow.open(found.path) as small:
        assert (small.format, small.size, found.media_type) == ("AVIF", (512, 341), "image/avif")
    assert derivatives.find(image, "preview", takes_avif=True).media_type == "image/webp"
