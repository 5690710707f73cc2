"""How settings are read: from the environment or a file; a wrong one is noted with code and hint, never fatal."""

import os
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from aquatint import settings
from tests.commands.running import run


@pytest.fixture(autouse=True)
def problems(monkeypatch: pytest.MonkeyPatch) -> list[settings.Problem]:
    """An empty list of problems, and names that no document needs to know."""
    noted: list[settings.Problem] = []
    monkeypatch.setattr(settings, "PROBLEMS", noted)
    monkeypatch.setattr(settings, "KNOWN", {})
    return noted


def _codes(problems: list[settings.Problem]) -> list[str]:
    assert all(problem.sentence and problem.hint for problem in problems)
    return [problem.code for problem in problems]


def test_a_value_may_come_from_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problems: list[settings.Problem]
) -> None:
    kept = tmp_path / "kept"
    kept.write_text(" from a file\n")
    monkeypatch.setenv("AQUATINT_TRIED_FILE", str(kept))
    assert settings.text("AQUATINT_TRIED") == "from a file"
    monkeypatch.setenv("AQUATINT_TRIED", "given")
    assert settings.text("AQUATINT_TRIED") == "given"
    assert problems == []


def test_a_file_that_cannot_be_read_is_noted(monkeypatch: pytest.MonkeyPatch, problems: list[settings.Problem]) -> None:
    monkeypatch.setenv("AQUATINT_TRIED_FILE", "/nowhere/at/all")
    assert settings.text("AQUATINT_TRIED", "usual") == "usual"
    assert _codes(problems) == ["settings.E001"]


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "", "٣"])
def test_a_number_that_is_none_is_noted(
    value: str, monkeypatch: pytest.MonkeyPatch, problems: list[settings.Problem]
) -> None:
    monkeypatch.setenv("AQUATINT_TRIED", value)
    assert settings.whole("AQUATINT_TRIED", 7) == 7
    assert _codes(problems) == ["settings.E002"]


def test_a_number_below_the_least_is_noted(monkeypatch: pytest.MonkeyPatch, problems: list[settings.Problem]) -> None:
    monkeypatch.setenv("AQUATINT_TRIED", "2")
    assert settings.whole("AQUATINT_TRIED", 7, least=3) == 7
    assert settings.whole("AQUATINT_TRIED", 7, least=2) == 2
    assert _codes(problems) == ["settings.E002"]


def test_a_switch_is_on_or_off(monkeypatch: pytest.MonkeyPatch, problems: list[settings.Problem]) -> None:
    for word, state in {"on": True, "TRUE": True, "1": True, "no": False, "off": False}.items():
        monkeypatch.setenv("AQUATINT_TRIED", word)
        assert settings.switch("AQUATINT_TRIED", default=not state) is state
    monkeypatch.setenv("AQUATINT_TRIED", "perhaps")
    assert settings.switch("AQUATINT_TRIED", default=True) is True
    assert _codes(problems) == ["settings.E003"]


def test_a_word_outside_the_list_is_noted(monkeypatch: pytest.MonkeyPatch, problems: list[settings.Problem]) -> None:
    monkeypatch.setenv("AQUATINT_TRIED", "loud")
    assert settings.one_of("AQUATINT_TRIED", "info", ("info", "debug")) == "info"
    assert _codes(problems) == ["settings.E004"]
    assert "info, debug" in problems[0].hint


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"AQUATINT_URL": "studio.example.org"}, "settings.E005"),
        ({"AQUATINT_DATA": "/proc/nowhere"}, "settings.E006"),
        ({"DATABASE_URL": "postgresql://[half"}, "settings.E007"),
        ({"AQUATINT_CLOCK": "later"}, "settings.E009"),
        ({"AQUATINT_UPSCALE_MODEL": "/nowhere/model.onnx"}, "settings.E014"),
        ({"AQUATINT_CUTOUT_MODEL": "/nowhere/model.onnx"}, "settings.E014"),
        ({"AQUATINT_C2PA_TRUST": "the root of Ada's studio"}, "settings.E015"),
        ({"AQUATINT_C2PA_TRUST_FILE": sys.executable}, "settings.E015"),
        ({"AQUATINT_MODE": "production", "AQUATINT_SMTP_HOST": "mail.example.org"}, "settings.E010"),
        ({"AQUATINT_MODE": "production", "AQUATINT_URL": "https://example.org"}, "settings.E011"),
        (
            {
                "AQUATINT_MODE": "production",
                "AQUATINT_URL": "https://example.org",
                "AQUATINT_SMTP_HOST": "mail.example.org",
                "AQUATINT_CLOCK": "+1d",
            },
            "settings.E008",
        ),
    ],
)
def test_each_wrong_setting_is_told_at_start_with_its_code(
    tmp_path: Path, variables: dict[str, str], code: str
) -> None:
    done = run(tmp_path, "web", **variables)
    assert done.returncode == 2, done.stderr
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == [code]
    assert not (tmp_path / "postgres").exists()


@pytest.mark.parametrize(
    ("given", "shift"),
    [("+40d", timedelta(days=40)), ("-3h", timedelta(hours=-3)), ("+90m", timedelta(minutes=90)), ("", timedelta(0))],
)
def test_the_clock_can_be_moved(monkeypatch: pytest.MonkeyPatch, given: str, shift: timedelta) -> None:
    monkeypatch.setenv("AQUATINT_CLOCK", given)
    assert settings._clock_shift() == shift  # noqa: SLF001 -- setting it moves the clock of the whole process


def test_the_signing_key_is_made_once_and_for_us_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AQUATINT_SECRET_KEY", raising=False)
    first = settings._secret_key(tmp_path)  # noqa: SLF001 -- as above: each reading of the module is a process
    assert settings._secret_key(tmp_path) == first  # noqa: SLF001
    assert len(first) == 64
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600  # noqa: PTH116 -- its mode is the point
