"""A few of the hostile pictures that `fuzz_pictures` makes by the thousand, in every run of the tests."""

from pathlib import Path

import pytest

from aquatint.imaging import Unreadable, vips
from aquatint.imaging.uploads import open_upload
from tests.faults import fuzz_pictures, hostile
from tests.imaging.pictures import encoded


@pytest.mark.faults
def test_hostile_pictures_end_with_a_clean_result_or_a_clear_error() -> None:
    total = fuzz_pictures.in_children(seed=7, numbers=range(2 * len(hostile.MAKERS)))
    assert total.wrong == []
    assert total.ends["clean"] > 20
    assert sum(total.ends.values()) - total.ends["clean"] > 20


def test_the_same_seed_makes_the_same_files() -> None:
    assert [hostile.made(3, number) for number in range(4)] == [hostile.made(3, n) for n in range(4)]


def test_a_failure_whose_message_is_no_text_is_told_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """libvips kept such a message, and every failure after it ended with an error of another kind."""
    cleared = []
    monkeypatch.setattr(vips, "_forget_message", lambda: cleared.append(True))
    with pytest.raises(Unreadable), vips.guarded():
        b"quoted \xac\xff".decode()
    assert cleared == [True]


def test_a_wrong_profile_does_not_stop_a_picture_from_being_turned(tmp_path: Path) -> None:
    from PIL import ImageCms  # noqa: PLC0415 -- only here

    from tests.imaging.pictures import exif  # noqa: PLC0415

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    file = tmp_path / "picture"
    for kind in ("png", "webp"):
        file.write_bytes(encoded(kind, icc_profile=profile, exif=exif(6)))
        assert open_upload(file, tmp_path / "out").facts.width == 64
