"""Sets from plan to pictures: the anchor first, the others with it, the one that falls out once more."""

from collections.abc import AsyncGenerator

import numpy as np
import pytest
from PIL import Image as Pillow

from aquatint.accounts.models import Person
from aquatint.generations import actions, plans, receipts
from aquatint.generations.errors import PlanInvalid, PlanPainted
from aquatint.generations.models import Plan, State
from aquatint.providers.base import Call
from aquatint.providers.types import Event, Picture
from tests.emulator.running import Emulator
from tests.generations.painted import paint, speak
from tests.generations.scenes import scene
from tests.generations.stories import SANDBOX, attempts, balance

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = "A red bicycle beside a lighthouse"
SMALL = {"model": SANDBOX, "size": "256x256", "quality": "low"}


def plan(person: Person, count: int = 4, **more: object) -> Plan:
    return actions.make_plan(person=person, prompt=WORDS, count=count, settings={**SMALL, **more})


def test_a_plan_can_be_changed_until_it_is_painted_and_then_not(ben: Person) -> None:
    made = plan(ben, 2)
    assert (len(made.shots), made.planner, made.generation) == (2, "sandbox", None)
    shots = [{**made.shots[0], "prompt": "A red bicycle in the rain"}, *made.shots[1:]]
    changed = actions.edit_plan(person=ben, plan=made, changes={"shots": shots, "brief": "Rain"})
    assert (changed.brief, changed.edited is not None) == ("Rain", True)
    generation = actions.start_set(person=ben, plan=made)
    assert generation.sent["shots"][0]["prompt"] == "A red bicycle in the rain"
    assert actions.start_set(person=ben, plan=made).id == generation.id
    with pytest.raises(PlanPainted):
        actions.edit_plan(person=ben, plan=made, changes={"brief": "Sun"})
    with pytest.raises(PlanInvalid):
        actions.make_plan(person=ben, prompt=WORDS, count=9)


def test_the_sandbox_paints_a_set_of_four_with_one_cast(ben: Person) -> None:
    made = plan(ben)
    assert plans.quote_of(made).total == 4
    row = paint(actions.start_set(person=ben, plan=made))
    assert (row.state, row.charged, row.is_set) == (State.DONE, 4, True)
    shots = list(row.shots.select_related("image"))
    assert [shot.title for shot in shots] == [shot["title"] for shot in made.shots]
    kinds = [attempt.shots for attempt in row.attempts.order_by("number")][:4]
    assert (kinds[0], sorted(kinds[1:])) == ([0], [[1], [2], [3]])
    marks = [shot.image.consistency for shot in shots if shot.image]
    assert (marks[0].score, marks[0].similarity) == (0, 1)
    assert all(mark.score > 0 for mark in marks[1:])


def strange(size: tuple[int, int], number: int) -> Pillow.Image:
    """Bright grain that has nothing of the scene, and at the second time still less."""
    grain = np.random.default_rng(number).normal(128, 90, size).clip(0, 255)
    return Pillow.fromarray((255 - grain / (3 + 3 * number)).astype("u1")).convert("RGB")


class Painter:
    """Paints one scene in slightly other light, and `strange` for a shot until it was asked twice."""

    repeatable = False

    def __init__(self, *, stubborn: bool) -> None:
        self.calls: list[tuple[str, int]] = []
        self.stubborn = stubborn

    async def paint(self, call: Call) -> AsyncGenerator[Event]:
        number = sum(prompt == call.request.prompt for prompt, _ in self.calls)
        self.calls.append((call.request.prompt, len(call.request.images)))
        path = call.workdir / "picture.png"
        path.write_bytes(scene(7, 1024))
        with Pillow.open(path) as picture:
            shot = len(self.calls)
            light = picture.point([min(255, level + 3 * shot) for level in range(256)] * 3)
        if "strange" in call.request.prompt and (self.stubborn or number == 0):
            light = strange(light.size, number)
        light.save(path, "PNG", compress_level=1)
        yield Picture(0, path)

    async def close(self) -> None:
        pass


def of_a_stranger(person: Person) -> Plan:
    made = plan(person, model="gpt-image-2", size="1024x1024", quality="medium")
    shots = [{**shot, "prompt": f"{shot['title']} picture"} for shot in made.shots]
    shots[2]["prompt"] = "A strange picture"
    return actions.edit_plan(person=person, plan=made, changes={"shots": shots})


@pytest.mark.parametrize("stubborn", [False, True])
def test_the_one_that_falls_out_is_painted_once_more_for_nothing(
    ben: Person, emulator: Emulator, monkeypatch: pytest.MonkeyPatch, *, stubborn: bool
) -> None:
    painter = Painter(stubborn=stubborn)
    speak(monkeypatch, painter)
    row = paint(actions.start_set(person=ben, plan=of_a_stranger(ben)))
    assert (row.state, row.charged) == (State.DONE, 24)
    assert balance(ben) == (76, 0, 24)
    asked = [prompt for prompt, _ in painter.calls]
    assert (len(asked), sum("strange" in prompt for prompt in asked)) == (5, 2)
    assert [images for _, images in painter.calls] == [0, 1, 1, 1, 1]
    marks = [shot.image.consistency for shot in row.shots.select_related("image") if shot.image]
    assert [mark.repainted for mark in marks] == [False, False, not stubborn, False]
    assert [mark.outlier for mark in marks] == [False, False, stubborn, False]
    assert attempts(row) == [("succeeded", "")] * 5
    notes = [receipts.of_image(ben, shot.image.public_id)["notes"] for shot in row.shots.all() if shot.image]
    assert [len(told) for told in notes] == [0, 0, int(stubborn), 0]
    assert not stubborn or "does not fit its set" in notes[2][0]


def test_without_an_anchor_nothing_else_is_painted(ben: Person, emulator: Emulator) -> None:
    made = plan(ben, model="gpt-image-2", size="1024x1024")
    shots = [{**made.shots[0], "prompt": "A bicycle [[fault:moderation_input]]"}, *made.shots[1:]]
    actions.edit_plan(person=ben, plan=made, changes={"shots": shots})
    row = paint(actions.start_set(person=ben, plan=made))
    assert (row.state, row.charged, row.reason_code) == (State.REFUSED, 0, "provider_refused_input")
    assert len(emulator.calls()) == 1
