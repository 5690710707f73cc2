"""The verbs of pictures."""

from pathlib import Path
from typing import Any

import pytest

from aquatint.imaging import inspect
from aquatint.media import actions, storage
from aquatint.media.errors import UploadRefused
from aquatint.media.models import Image
from tests.imaging.pictures import encoded, exif, picture, png
from tests.media.conftest import Add, make_old, temporary


def test_an_upload_becomes_a_picture_of_its_person_without_what_it_should_not_tell(ada: Any, tmp_path: Path) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(encoded("jpeg", exif=exif()))
    image = actions.add_upload(person=ada, path=path, name="holiday\n\x07 2026.jpg")
    assert Image.objects.get() == image
    assert (image.owner, image.origin, image.name) == (ada, "upload", "holiday 2026.jpg")
    assert (image.media_type, image.width, image.height) == ("image/jpeg", 96, 64)
    assert image.facts == {"changes": ["metadata_removed"]}
    assert image.public_id.startswith("img_")
    stored = storage.read(image.sha256)
    assert len(stored) == image.bytes
    assert b"SecretCamera" not in stored
    assert path.exists()


@pytest.mark.parametrize(
    ("data", "code"), [(b"only words", "not_an_image"), (png(100_000, 100_000, b""), "too_many_pixels")]
)
def test_a_refused_upload_stores_nothing(data: bytes, code: str, ada: Any, tmp_path: Path, store: Path) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(data)
    with pytest.raises(UploadRefused) as refused:
        actions.add_upload(person=ada, path=path, name="file.png")
    assert (refused.value.code, refused.value.field) == (code, "image")
    assert not Image.objects.exists()
    assert [found for found in store.rglob("*") if found.is_file()] == []


def test_the_limits_of_uploads_are_settings(ada: Any, tmp_path: Path, settings: Any) -> None:
    path = tmp_path / "file.png"
    path.write_bytes(encoded("png"))
    settings.UPLOAD_PIXELS = 6000
    with pytest.raises(UploadRefused) as refused:
        actions.add_upload(person=ada, path=path, name="file.png")
    assert refused.value.code == "too_many_pixels"


def test_several_shots_are_recorded_in_order_by_one_statement(ada: Any, django_assert_num_queries: Any) -> None:
    pictures = []
    for width in (10, 20, 30):
        path = temporary(encoded("png", picture(width, 10)))
        facts = inspect(path)
        pictures.append((storage.keep(path), facts))
    said = [{"size": f"{width}x10"} for width in (10, 20, 30)]
    with django_assert_num_queries(1):
        images = actions.record(owner=ada.id, origin="generation", pictures=pictures, name="x" * 500, said=said)
    assert [image.width for image in images] == [10, 20, 30]
    assert [Image.objects.get(id=image.id).facts for image in images] == said
    assert len(images[0].name) == 200


def test_two_people_may_own_the_same_bytes(ada: Any, ben: Any, add: Add) -> None:
    assert add(ada.id).sha256 == add(ben.id).sha256


def test_the_sweep_takes_what_is_old_and_nobody_refers_to(ada: Any, add: Add, store: Path) -> None:
    owned = add(ada.id)
    orphan = storage.keep(temporary(b"an orphan")).sha256
    young = storage.keep(temporary(b"a young orphan")).sha256
    left, folder, fresh = temporary(b"left"), storage.temporary_folder(), temporary(b"fresh")
    (folder / "inner").write_bytes(b"x")
    for path in (storage.path_of(owned.sha256), storage.path_of(orphan), left, folder):
        make_old(path)
    assert actions.sweep() == 3
    assert storage.path_of(owned.sha256).exists()
    assert storage.path_of(young).exists()
    assert fresh.exists()
    assert not left.exists()
    assert not folder.exists()
    assert orphan not in {sha256 for sha256, _ in storage.originals()}
    assert actions.sweep() == 0
