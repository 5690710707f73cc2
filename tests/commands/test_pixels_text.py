"""`aquatint pixels text`: from a shell, without a server."""

import json
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner
from PIL import Image, ImageDraw, ImageFont

from aquatint.commands.pixels_text import text
from aquatint.imaging.lettering import fonts


def _sign(path: Path, words: str) -> Path:
    picture = Image.new("RGB", (420, 160), (235, 230, 215))
    font = ImageFont.truetype(str(fonts.SHIPPED / "NotoSans-Bold.ttf"), 44)
    ImageDraw.Draw(picture).text((40, 50), words, fill=(120, 20, 20), font=font)
    picture.save(path)
    return path


def test_it_says_what_is_exact_and_sets_what_is_wrong(tmp_path: Path) -> None:
    sign, mended = _sign(tmp_path / "sign.png", "Opem Daily"), tmp_path / "mended.png"
    done = CliRunner().invoke(text, [str(sign), "--text", "Open Daily", "--overlay", str(mended), "--json"])
    told = json.loads(done.stdout)
    assert told["texts"][0]["verdict"] == "near"
    assert [one["asked"] for one in told["texts"][0]["differences"]] == ["n"]
    assert told["repaired"]["texts"][0]["verdict"] == "exact"
    assert (done.exit_code, mended.exists()) == (0, True)


def test_a_file_that_is_no_picture_ends_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"nothing")
    done = CliRunner().invoke(text, [str(tmp_path / "no.png"), "--text", "Open", "--json"])
    assert done.exit_code == 2
    assert json.loads(done.stdout)["sentence"]


def test_it_starts_without_django_and_without_a_reader() -> None:
    heavy = ("django", "cv2", "rapidocr", "onnxruntime", "numpy")
    code = f"import sys, aquatint.commands.pixels_text; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    assert done.stdout.strip() == "[]"
