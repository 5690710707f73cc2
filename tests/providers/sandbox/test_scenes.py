# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Composing and painting: repeatable, whole at any ratio, honest about counts, readable type."""

from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from aquatint.imaging.headers import inspect
from aquatint.imaging.lettering import typeset
from aquatint.imaging.looks import look, same
from aquatint.providers.sandbox.colour import contrast, readable
from aquatint.providers.sandbox.compose import choose, compose
from aquatint.providers.sandbox.layouts import LAYOUTS
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import badge_box, box_of, render
from aquatint.providers.sandbox.scene import Scene, from_json, to_json
from aquatint.providers.sandbox.style import STYLES, Stage
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.lexicon import english

EXAMPLES = {
    "landscape": "a red fox and a cabin by a misty lake at sunset", "seashore": "a lighthouse on the beach, storm",
    "skyline": "a city skyline at dusk", "street": 'a street with a café "Bean There" and a red bicycle',
    "interior": "a cosy living room with a red armchair", "still": "a blue jug and three pears on a table",
    "portrait": "portrait of a woman with curly hair", "product": "a perfume bottle, product shot",
    "poster": 'poster "MARKET DAY" with a sailboat', "menu": 'menu "Sole" "Pasta 12" with a pizza',
    "sign": 'sign "OPEN" with a cup', "pattern": "seamless pattern of lemons", "map": "treasure map with a castle",
    "diagram": 'infographic "Coffee" "Grow" "Roast" with a plant and a fire', "space": "a rocket in outer space",
    "comic": 'comic strip with a robot "Hello!"', "logo": 'logo with a crown "Regal"', "specimen": "botanical print of a fern",
    "underwater": "two fish in a coral reef", "arches": "a sunlit courtyard", "abstract": "abstract geometric art",
    "isometric": "isometric house with a tree", "subject": "a cat",
    "metro": 'subway map titled "Metro"', "flatlay": "a pizza and two tomatoes from above", "timeline": 'timeline titled "Wheels" with a bicycle, a car and a train',
}  # fmt: skip
RATIOS = [(300, 100), (240, 160), (160, 160), (120, 180), (100, 300)]


def scene_of(prompt: str, size: tuple[int, int] = (240, 160), seed: int = 7, *, transparent: bool = False) -> Scene:
    return compose(read(prompt), size, seed, transparent=transparent)


def test_there_is_an_example_for_every_layout_and_it_is_chosen() -> None:
    assert set(EXAMPLES) == set(LAYOUTS)
    assert [name for name, prompt in EXAMPLES.items() if name != "subject" and choose(read(prompt)) != name] == []


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_eight_shots_of_one_call_are_eight_pictures(name: str, tmp_path: Path) -> None:
    """As the contract of what is charged sees it, which returns a picture that is there already."""
    seen = []
    for seed in range(100, 108):
        path = tmp_path / f"{seed}.png"
        Image.fromarray(render(scene_of(EXAMPLES[name], (256, 256), seed, transparent=name == "subject"))).save(path)
        seen.append(look(path, inspect(path)))
    assert not [pair for pair in combinations(range(8), 2) if same(seen[pair[0]], seen[pair[1]])]


@pytest.mark.parametrize("name", sorted(EXAMPLES))
@pytest.mark.parametrize("size", RATIOS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_it_fills_any_ratio_with_its_things_inside(name: str, size: tuple[int, int]) -> None:
    scene = scene_of(EXAMPLES[name], size, transparent=name == "subject")
    pixels = render(scene)
    assert pixels.shape == (size[1], size[0], 4)
    assert len(np.unique(pixels.reshape(-1, 4), axis=0)) > 40
    if name != "subject":
        assert (pixels[..., 3] == 255).all()
    for thing in scene.things:
        if thing.named and name not in {"pattern", "portrait"}:
            half = thing.height * SUBJECTS[thing.kind].aspect / scene.wide / 2
            assert thing.x - half >= -0.02
            assert thing.x + half <= 1.02
            assert thing.y - thing.height / scene.tall >= -0.03
            assert thing.y <= 1.06


@pytest.mark.parametrize("seed", range(150))
def test_any_words_in_any_order_give_a_picture(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 -- a repeatable mess, not a secret
    words = [*chance.sample(sorted(english()), 9), "xyzzy", chance.choice(["and", "of", "with", '"Hi"', "3", ","])]
    chance.shuffle(words)
    scene = scene_of(" ".join(words), chance.choice(RATIOS), seed)
    assert render(scene).shape[2] == 4
    assert from_json(to_json(scene)) is not None


def test_the_same_words_size_and_seed_give_the_same_pixels() -> None:
    one, two = (render(scene_of(EXAMPLES["landscape"])) for _ in range(2))
    assert (one == two).all()
    assert (one != render(scene_of(EXAMPLES["landscape"], seed=8))).mean() > 0.3


def test_no_two_layouts_look_alike() -> None:
    small = {name: render(scene_of(prompt, (60, 40)), badge=False)[..., :3].astype(int) for name, prompt in EXAMPLES.items() if name != "subject"}
    names = sorted(small)
    alike = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if np.abs(small[a] - small[b]).mean() < 12]
    assert alike == []


@pytest.mark.parametrize("count", [1, 2, 3, 5, 8])
def test_the_count_is_right(count: int) -> None:
    for prompt in (f"{count} foxes in a meadow", f"{count} apples on a table", f"{count} boats on a lake"):
        kinds = [thing.kind for thing in scene_of(prompt, (600, 400)).things if thing.named]
        assert len(kinds) == count


def test_a_scene_survives_its_json() -> None:
    scene = scene_of(EXAMPLES["street"])
    again = from_json(to_json(scene))
    assert again is not None
    assert to_json(again) == to_json(scene)


@pytest.mark.parametrize("text", ["", "{}", '{"aquatint":1}', '{"aquatint":1,"things":3}', "[1]", "null"])
def test_a_strangers_text_is_no_scene(text: str) -> None:
    assert from_json(text) is None


def test_stages_grow_towards_the_picture() -> None:
    scene = scene_of(EXAMPLES["landscape"])
    final = render(scene).astype(int)
    distance = [np.abs(render(scene, stage).astype(int) - final).mean() for stage in Stage]
    assert distance[-1] == 0
    assert distance[Stage.SKETCH] > distance[Stage.LIGHT] > distance[Stage.DETAIL] > 0


@pytest.mark.parametrize("style", sorted(STYLES))
def test_every_style_paints_differently(style: str) -> None:
    plain = render(scene_of("a fox by a lake"))
    styled = render(scene_of("a fox by a lake").evolve(style=style))
    assert style == "illustration" or np.abs(plain.astype(int) - styled).mean() > 3


def test_a_transparent_subject_has_a_clean_alpha() -> None:
    pixels = render(scene_of("a red apple", (200, 200), transparent=True), badge=False)
    alpha = pixels[..., 3]
    assert (alpha[:4] == 0).all()
    assert (alpha[:, :4] == 0).all()
    assert (alpha == 255).mean() > 0.2


def test_every_picture_carries_its_badge() -> None:
    scene = scene_of("a fox by a lake", (600, 400))
    differs = (render(scene) != render(scene, badge=False)).any(-1)
    x, y, width, height = (v * 0.4 for v in badge_box(scene))
    assert differs[int(y) : int(y + height), int(x) : int(x + width)].mean() > 0.9
    assert differs.mean() < 0.02


# Type

WORDS = {
    "latin": "Sphinx of black quartz", "zh": "湖边的红色小船", "ja": "夕暮れの湖、静かな夜", "ko": "호수 위의 빨간 배",
    "hi": "क्षत्रिय ज्ञान श्रृंगार", "bn": "বাংলা ক্ষুদ্র বিদ্যুৎ", "ar": "مرحبا بالعالم",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(WORDS))
@pytest.mark.parametrize("style", ["sans-bold", "serif-bold"])
def test_every_letter_has_its_glyph(code: str, style: str) -> None:
    if typeset.missing(WORDS[code]):
        pytest.skip("this machine has no font for the script")
    block = typeset.fit(WORDS[code], 300, 80, style)
    glyphs = [glyph for line in block.lines for run in line for glyph, *_ in run.glyphs]
    assert 0 not in glyphs
    assert block.width <= 301
    assert block.height <= 81


def test_hindi_and_bengali_are_shaped_and_not_just_set() -> None:
    for code in ("hi", "bn"):
        block = typeset.fit(WORDS[code], 600, 100, "sans", lines=1)
        glyphs = sum(len(run.glyphs) for line in block.lines for run in line)
        assert glyphs < len(WORDS[code])


def test_arabic_reads_from_the_right_and_its_figures_from_the_left() -> None:
    if typeset.missing(WORDS["ar"]):
        pytest.skip("this machine has no Arabic font")
    runs = typeset.shape("مرحبا 2026", "sans")
    latin = typeset.shape("2026", "sans")[0]
    assert [glyph for glyph, *_ in runs[0].glyphs] == [glyph for glyph, *_ in latin.glyphs]


def test_a_missing_font_is_told_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    from aquatint.imaging.lettering import fonts  # noqa: PLC0415

    fonts.face.cache_clear()
    monkeypatch.setattr(fonts, "_system", lambda _name: None)
    notices = typeset.missing("静か")
    fonts.face.cache_clear()
    assert [notice.script for notice in notices] == ["han", "kana"]
    assert "fonts-noto-cjk" in notices[0].hint


def test_a_line_never_begins_with_a_full_stop_in_japanese() -> None:
    pieces = typeset._pieces("名前は、まだ無い。")  # noqa: SLF001  # the rule lives there
    assert not any(piece[0] in "、。" for piece in pieces)


@pytest.mark.parametrize("name", sorted(PALETTES))
def test_type_on_paper_is_readable_in_every_palette(name: str) -> None:
    palette = PALETTES[name]
    assert contrast(palette.ink, palette.paper) >= 4.5
    for accent in palette.accents:
        assert contrast(readable(accent, palette.paper), palette.paper) >= 4.5


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_every_quoted_text_has_a_box_inside_the_frame(name: str) -> None:
    reading = read(EXAMPLES[name])
    scene = compose(reading, (300, 200), 3)
    assert {text.text for text in scene.texts} >= {quoted.text for quoted in reading.texts}
    for text in scene.texts:
        box = box_of(scene, text)
        assert box is not None
        x, y, width, height = box
        assert x >= 0
        assert y >= 0
        assert x + width <= scene.wide * 1000 + 1
        assert y + height <= scene.tall * 1000 + 1
