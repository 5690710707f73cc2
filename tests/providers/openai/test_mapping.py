import asyncio
from pathlib import Path

import msgspec
import numpy as np
import pytest
from PIL import Image

from aquatint.providers.errors import BadRequest
from aquatint.providers.openai import mapping
from aquatint.providers.openai.inline import InlineEdit, too_long
from aquatint.providers.openai.mask import translate
from aquatint.providers.types import ImageRequest, Size, Source
from tests.providers.openai.painting import KETTLE


def test_a_plain_request_becomes_these_fields() -> None:
    assert mapping.fields(KETTLE, "gpt-image-2.6-sunburst", n=2, stream=False) == {
        "model": "gpt-image-2.6-sunburst",
        "prompt": "a copper kettle",
        "n": 2,
        "size": "1024x1024",
        "quality": "auto",
        "background": "auto",
        "output_format": "png",
        "moderation": "auto",
    }


def test_what_is_set_is_sent_and_what_is_dead_is_not() -> None:
    request = KETTLE.evolve(
        size=None,
        complexity="high",
        output_format="webp",
        output_compression=0,
        person="c0ffee",
        partial_images=2,
        seed=7,
    )
    fields = mapping.fields(request, "m", n=1, stream=True)
    assert fields["size"] == "auto"
    assert fields["complexity"] == "high"
    assert fields["output_compression"] == 0
    assert fields["safety_identifier"] == "c0ffee"
    assert (fields["stream"], fields["partial_images"]) == (True, 2)
    assert not {"response_format", "input_fidelity", "user", "seed", "style"} & set(fields)


def test_png_has_no_compression_to_set() -> None:
    assert "output_compression" not in mapping.fields(KETTLE.evolve(output_compression=50), "m", n=1, stream=False)


@pytest.mark.parametrize("output_format", ["gif", "svg"])
def test_formats_without_unfinished_states_are_not_streamed(output_format: str) -> None:
    assert not mapping.wants_stream(KETTLE.evolve(partial_images=2, output_format=output_format))


def test_exact_texts_are_added_to_the_words_unless_they_are_there() -> None:
    request = ImageRequest(model="m", prompt='a sign "Tea"', texts=("Tea", "開店"))
    assert mapping.prompt(request).startswith('a sign "Tea"\n\n')
    assert mapping.prompt(request).count("Tea") == 1
    assert "開店" in mapping.prompt(request)


def test_a_form_has_every_picture_under_its_own_type(photo: Source) -> None:
    jpeg = Source(photo.path, "image/jpeg", photo.size)
    request = KETTLE.evolve(images=(photo, jpeg))
    form = mapping.form_body(mapping.fields(request, "m", n=1, stream=True), request, photo.path)
    assert dict(form.fields)["stream"] == "true"
    assert [(part.name, part.filename, part.media_type) for part in form.files] == [
        ("image[]", "image-0.png", "image/png"),
        ("image[]", "image-1.jpg", "image/jpeg"),
        ("mask", "mask.png", "image/png"),
    ]


def test_an_inline_edit_is_json_of_the_length_it_tells(photo: Source) -> None:
    request = KETTLE.evolve(images=(photo, photo), moderation="low")
    body = InlineEdit(mapping.fields(request, "m", n=1, stream=False), request, photo.path)

    async def whole() -> bytes:
        return b"".join([piece async for piece in body.pieces()])

    sent = asyncio.run(whole())
    assert len(sent) == body.length()
    decoded = msgspec.json.decode(sent)
    assert decoded["moderation"] == "low"
    assert len(decoded["images"]) == 2
    assert decoded["mask"]["image_url"].startswith("data:image/png;base64,iVBOR")


def test_a_picture_above_the_limit_of_a_url_is_not_sent_inline(photo: Source, tmp_path: Path) -> None:
    path = tmp_path / "big"
    with path.open("wb") as file:
        file.truncate(16 * 1024 * 1024)
    assert not too_long(KETTLE.evolve(images=(photo,)))
    assert too_long(KETTLE.evolve(images=(photo, Source(path, "image/png", photo.size))))


def test_white_becomes_clear_and_black_becomes_opaque(photo: Source, mask: Source, tmp_path: Path) -> None:
    target = translate(KETTLE.evolve(images=(photo,), mask=mask), tmp_path / "out.png")
    assert target is not None
    with Image.open(target) as result:
        assert result.format == "PNG"
        alpha = np.asarray(result.getchannel("A"))
    assert alpha.shape == (768, 1024)
    assert (alpha[:, :512] == 0).all()
    assert (alpha[:, 512:] == 255).all()


def test_what_is_transparent_in_a_mask_stays(photo: Source, tmp_path: Path) -> None:
    path = tmp_path / "mask.png"
    image = Image.new("RGBA", (1024, 768), (255, 255, 255, 0))
    image.paste((255, 255, 255, 255), (0, 0, 100, 100))
    image.save(path)
    target = translate(KETTLE.evolve(images=(photo,), mask=Source(path, "image/png", photo.size)), tmp_path / "out.png")
    assert target is not None
    with Image.open(target) as result:
        assert result.getchannel("A").getpixel((50, 50)) == 0
        assert result.getchannel("A").getpixel((500, 500)) == 255


def test_the_worst_mask_of_the_biggest_picture_stays_under_four_megabytes(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 2, (2160, 3840), dtype=np.uint8) * 255
    path = tmp_path / "mask.png"
    Image.fromarray(noise).save(path, compress_level=1)
    size = Size(3840, 2160)
    source = Source(path, "image/png", size)
    target = translate(KETTLE.evolve(images=(source,), mask=source), tmp_path / "out.png")
    assert target is not None
    assert target.stat().st_size < 4 * 1024 * 1024


def test_a_mask_of_another_size_names_the_field(photo: Source, mask: Source, tmp_path: Path) -> None:
    request = KETTLE.evolve(images=(Source(photo.path, "image/png", Size(512, 512)),), mask=mask)
    with pytest.raises(BadRequest) as caught:
        translate(request, tmp_path / "out.png")
    assert caught.value.field == "mask"
