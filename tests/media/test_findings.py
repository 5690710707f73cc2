"""The record: pictures are found again by their bytes, their mark, and what they show."""

import multiprocessing
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from PIL import Image as Pillow

from aquatint.imaging.provenance import looking
from aquatint.imaging.provenance.looking import Look, look
from aquatint.imaging.provenance.marking import Marks, put_in
from aquatint.imaging.provenance.verdict import Match, Word
from aquatint.kit import clock
from aquatint.kit.errors import TooManyRequests
from aquatint.media import findings, storage, verifying
from aquatint.media.errors import UploadRefused
from aquatint.media.models import Fingerprint, Image
from tests.imaging.provenance.conftest import saved, scene
from tests.media.conftest import Add

pytestmark = pytest.mark.django_db


def png(seed: int = 1) -> bytes:
    out = BytesIO()
    scene(640, 512, seed).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def marked(tmp_path: Path) -> bytes:
    path = tmp_path / "marked.png"
    put_in(saved(tmp_path / "plain.png", scene(640, 512)), path, Marks(payload=0xFEED0001))
    return path.read_bytes()


def seen(tmp_path: Path, data: bytes) -> Look:
    path = tmp_path / "seen"
    path.write_bytes(data)
    return look(path)


def again(data: bytes, size: tuple[int, int], box: tuple[int, int, int, int] | None = None) -> bytes:
    """Return a copy as somebody might pass it on: cropped, scaled, as a JPEG."""
    out = BytesIO()
    with Pillow.open(BytesIO(data)) as picture:
        picture.crop(box).resize(size).save(out, "JPEG", quality=80)
    return out.getvalue()


def test_the_very_bytes_are_found(ada: Any, add: Add, tmp_path: Path) -> None:
    image = add(ada.id, png())
    record = findings.find(seen(tmp_path, png()))
    assert record is not None
    assert (record.match, record.made) == (Match.FILE, image.created.date())


def test_a_copy_is_found_by_what_it_shows(ada: Any, add: Add, tmp_path: Path) -> None:
    findings.take(add(ada.id, png()))
    record = findings.find(seen(tmp_path, again(png(), (320, 256))))
    assert record is not None
    assert record.match is Match.LOOK
    assert 0 <= record.bits <= 31


def test_a_crop_is_found_by_its_mark(ada: Any, add: Add, tmp_path: Path, marked: bytes) -> None:
    row = findings.take(add(ada.id, marked))
    assert row.mark == 0xFEED0001
    record = findings.find(seen(tmp_path, again(marked, (500, 400), (100, 80, 600, 480))))
    assert record is not None
    assert record.match is Match.MARK


def test_another_picture_is_not_found(ada: Any, add: Add, tmp_path: Path) -> None:
    findings.take(add(ada.id, png()))
    assert findings.find(seen(tmp_path, png(seed=2))) is None


def test_an_upload_is_no_picture_of_ours(ada: Any, add: Add, tmp_path: Path) -> None:
    image = add(ada.id, png())
    Image.objects.filter(pk=image.pk).update(origin="upload")
    assert findings.take_missing(10) == 0
    assert findings.find(seen(tmp_path, png())) is None


def test_the_sweep_takes_each_picture_once(ada: Any, add: Add) -> None:
    images = [add(ada.id, png(seed)) for seed in (1, 2)]
    assert findings.take_missing(120) == 2
    assert findings.take_missing(10) == 0
    assert set(Fingerprint.objects.values_list("image_id", flat=True)) == {image.id for image in images}
    assert Fingerprint.objects.filter(pdq__isnull=True).count() == 0


def test_the_sweep_decodes_elsewhere_and_leaves_no_process_behind(
    ada: Any, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ada.id, png())
    before = {child.pid for child in multiprocessing.active_children()}
    monkeypatch.setattr(looking, "fingerprint", None)  # in this process it could not be taken
    assert findings.take_missing(10) == 1
    assert Fingerprint.objects.filter(pdq__isnull=False).count() == 1
    findings._apart.stop()  # noqa: SLF001 -- what `sweep` ends with; it has a connection of its own
    assert {child.pid for child in multiprocessing.active_children()} <= before


def test_the_sweep_passes_over_what_is_gone_and_does_not_ask_again(ada: Any, add: Add) -> None:
    image = add(ada.id, png())
    storage.remove(image.sha256)
    assert findings.take_missing(10) == 1
    assert findings.take_missing(10) == 0
    assert Fingerprint.objects.get().pdq is None


def test_a_forgotten_picture_is_not_found_any_more(ada: Any, add: Add, tmp_path: Path) -> None:
    image = add(ada.id, png())
    findings.take(image)
    image.delete()
    assert findings.find(seen(tmp_path, png())) is None
    assert not Fingerprint.objects.exists()


def test_a_strangers_file_is_judged_in_a_process_of_its_own(ada: Any, add: Add, tmp_path: Path, marked: bytes) -> None:
    findings.take(add(ada.id, marked))
    cache.clear()
    path = tmp_path / "theirs"
    path.write_bytes(again(marked, (640, 512)))
    verdict = verifying.verify(path, address="192.0.2.7")
    assert verdict.word is Word.MADE_HERE
    assert "cannot be told" in verdict.sentence, "a mark outlives changes"
    assert verdict.record is not None
    assert verdict.record.made == clock.now().date() >= date(2026, 1, 1)
    assert str(ada.id) not in str(verdict.as_json())
    assert ada.email not in str(verdict.as_json())


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"not a picture", png()[:2000], png()[:40] + bytes(3000)])
def test_what_is_no_picture_is_refused(data: bytes, tmp_path: Path) -> None:
    cache.clear()
    path = tmp_path / "theirs"
    path.write_bytes(data)
    with pytest.raises(UploadRefused):
        verifying.verify(path, address="192.0.2.8")


def test_an_address_may_not_ask_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(verifying, "_MOST", 2)
    moment = clock.now()
    monkeypatch.setattr(clock, "now", lambda: moment)  # no new window begins in between
    path = tmp_path / "theirs"
    path.write_bytes(b"not a picture")
    for _ in range(2):
        with pytest.raises(UploadRefused):
            verifying.verify(path, address="192.0.2.9")
    with pytest.raises(TooManyRequests):
        verifying.verify(path, address="192.0.2.9")
    with pytest.raises(UploadRefused):
        verifying.verify(path, address="192.0.2.10")
