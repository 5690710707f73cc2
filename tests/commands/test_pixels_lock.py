"""`aquatint pixels lock | adjust`: files in, files and JSON out."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from aquatint.__main__ import main
from tests.imaging.lock.conftest import case_of


@pytest.fixture
def files(tmp_path: Path) -> Path:
    case = case_of("recoloured", 0.08)
    Image.fromarray(case.source).save(tmp_path / "source.png")
    Image.fromarray(case.answer).save(tmp_path / "answer.png")
    return tmp_path


def words(files: Path, *more: str) -> list[str]:
    return ["--source", str(files / "source.png"), "-o", str(files / "out.png"), "--json", *more]


def test_a_lock_writes_its_files_and_an_adjustment_starts_from_them(files: Path) -> None:
    kept = ["--map", str(files / "map.png"), "--aligned", str(files / "aligned.png")]
    done = CliRunner().invoke(main, ["pixels", "lock", *words(files, "--answer", str(files / "answer.png"), *kept)])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert (report["status"], report["outside_max_error"]) == ("local", 0)
    drop = [part for region in report["regions"] for part in ("--drop", str(region["id"]))]
    done = CliRunner().invoke(main, ["pixels", "adjust", *words(files, *kept, *drop)])
    assert json.loads(done.stdout)["percent_changed"] == 0
    made, was = (np.asarray(Image.open(files / name)) for name in ("out.png", "source.png"))
    assert (made == was).all()


def test_a_refusal_has_a_code_and_exit_1(files: Path) -> None:
    Image.new("L", (9, 9), 255).save(files / "mask.png")
    refused = words(files, "--answer", str(files / "answer.png"), "--mask", str(files / "mask.png"))
    done = CliRunner().invoke(main, ["pixels", "lock", *refused])
    assert (done.exit_code, json.loads(done.stdout)["code"]) == (1, "mask_size")
    assert not (files / "out.png").exists()


def test_the_group_needs_neither_django_nor_opencv_to_tell_what_it_can() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from aquatint.__main__ import main; "
        "print(CliRunner().invoke(main, ['pixels', '--help']).output); import aquatint.imaging.lock; "
        "assert not {'django', 'cv2', 'aquatint.settings'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603
    assert "  lock " in done.stdout
