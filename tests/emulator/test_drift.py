"""Edits come back a little changed everywhere, as far as the option or the prompt says."""

import io

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from aquatint.emulator.cli import emulator
from aquatint.emulator.faults import drift_asked
from aquatint.emulator.painting import Look, picture
from aquatint.emulator.retouching import retouched

CORNER = np.s_[:60, :60]


def moved(drift: str) -> float:
    """How far the corner that no mask marks comes back from what it was, on average."""
    source = picture(Look(512, 512, seed=3))
    after = retouched(source, None, Look(512, 512, seed=3, drift=drift))
    before, changed = (np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), np.int16) for data in (source, after))
    return float(np.abs(before[CORNER] - changed[CORNER]).mean())


def test_strong_drift_is_plainly_more_than_mild() -> None:
    assert 0.3 < moved("mild") < 6
    assert moved("strong") > 1.5 * moved("mild")


@pytest.mark.parametrize(
    ("prompt", "drift"),
    [("a fox [[drift:strong]]", "strong"), ("[[drift:mild]]", "mild"), ("[[drift:wild]]", ""), ("a fox", "")],
)
def test_a_prompt_may_ask_for_a_drift(prompt: str, drift: str) -> None:
    assert drift_asked(prompt) == drift


def test_the_command_refuses_a_drift_that_there_is_not() -> None:
    result = CliRunner().invoke(emulator, ["--drift", "wild"])
    assert result.exit_code == 2
    assert "mild" in result.output
