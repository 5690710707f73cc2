# ruff: noqa: E501, PLR2004 -- lists of words; shares of the mix
# fmt: off
"""Pictures with known words: seven writings, many faces, sizes, angles and grounds. A seed makes the same pictures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from aquatint.imaging.lettering import fonts
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render

if TYPE_CHECKING:
    from numpy.typing import NDArray

WORDS = {
    "Latn": "Summer Market Open Daily Coffee House Grand Winter Sale Museum of Modern Art Café Zürich Night Train Fresh "
    "Bread Library Harbour Festival Jazz Quartet Welcome Home Señor López Blue Kingdom Thank You Exit Crème Brûlée "
    "Tickets Platform 2026 No.7 49.90 50% 24/7",
    "Hans": "湖边 的 红色 小船 夏季 市集 欢迎 光临 新鲜 面包 图书馆 开放 时间 音乐会 今晚 免费 入场 咖啡店 山上 春天 来了 "
    "生日 快乐 谢谢 惠顾 东方 列车 电影 之夜 书店 营业 中 请勿 吸烟 龙门 客栈 2026 年 第8届",
    "Hant": "湖邊 的 紅色 小船 夏季 市集 歡迎 光臨 新鮮 麵包 圖書館 開放 時間 音樂會 今晚 免費 入場 咖啡店 山上 春天 來了 "
    "生日 快樂 謝謝 惠顧 東方 列車 電影 之夜 書店 營業 中 請勿 吸煙 龍門 客棧 2026 年 第8屆",
    "Jpan": "夕暮れの 湖 静かな 夜 夏祭り いらっしゃいませ 焼きたて パン 図書館 コーヒー ショップ 営業中 ありがとう 東京 駅前 "
    "ラーメン 音楽会 入場 無料 春が 来た おめでとう ございます 雪の 温泉 カフェ 本日 休業 2026 年 ギャラリー 花火 大会",
    "Kore": "호수 위의 빨간 배 여름 시장 환영합니다 신선한 빵 도서관 음악회 오늘 밤 무료 입장 커피 가게 봄이 왔어요 생일 "
    "축하합니다 감사합니다 서울 기차 영화의 책방 영업 중 금연 한국 전통 찻집 2026년 제8회 꽃밭 읽기",
    "Deva": "झील पर लाल नाव ग्रीष्म बाज़ार स्वागत है ताज़ी रोटी पुस्तकालय संगीत समारोह आज रात निःशुल्क प्रवेश कॉफ़ी घर वसंत "
    "जन्मदिन की शुभकामनाएँ धन्यवाद दिल्ली रेलगाड़ी क्षत्रिय ज्ञान श्रृंगार हिन्दी मेला खुला विद्या मन्दिर प्रदर्शनी",
    "Beng": "হ্রদের লাল নৌকা গ্রীষ্মের বাজার স্বাগতম তাজা রুটি গ্রন্থাগার সঙ্গীত আজ রাতে বিনামূল্যে প্রবেশ কফি ঘর বসন্ত শুভ "
    "জন্মদিন ধন্যবাদ ঢাকা রেলগাড়ি বাংলা ক্ষুদ্র বিদ্যুৎ নতুন বইয়ের মেলা খোলা বিজ্ঞান প্রদর্শনী কলকাতা",
}
TIGHT = {"Hans", "Hant", "Jpan"}
ALIKE = (
    "O0", "l1", "Il", "B8", "S5", "Z2", "ce", "nm", "uv", "eé", "oö", "a4", "gq", "人入", "土士", "末未", "日曰", "夏复",
    "市布", "船般", "大犬", "间问", "間問", "門問", "ソン", "シツ", "バパ", "べぺ", "カヵ", "パバ", "ロ口", "一ー", "来釆",
    "배베", "위외", "빨팔", "여어", "장징", "밤방", "오요", "서시", "중증", "영염", "रस", "पष", "बव", "घध", "मभ", "डङ",
    "নল", "রব", "বক", "তভ", "শস", "ডড়", "জড", "খথ",
)  # fmt: skip
"""Pairs that look alike: the hardest faults of a painter."""
_FACES = {
    "Latn": ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSerif-Regular.ttf", "NotoSerif-BoldItalic.ttf",
             "DejaVuSans.ttf", "LiberationSerif-Regular.ttf", "URWGothic-Book.otf", "C059-Bold.otf",
             "URWBookman-Light.otf", "NimbusSansNarrow-Bold.otf"),
    "Kore": ("NotoSansCJK-Regular.ttc#1", "NotoSansCJK-Bold.ttc#1", "NotoSerifCJK-Regular.ttc#1", "NotoSerifCJK-Bold.ttc#1"),
    "Jpan": ("NotoSansCJK-Regular.ttc#0", "NotoSansCJK-Bold.ttc#0", "NotoSerifCJK-Regular.ttc#0", "NotoSerifCJK-Bold.ttc#0"),
    "Hans": ("NotoSansCJK-Regular.ttc#2", "NotoSansCJK-Bold.ttc#2", "NotoSerifCJK-Regular.ttc#2", "NotoSerifCJK-Bold.ttc#2"),
    "Hant": ("NotoSansCJK-Regular.ttc#3", "NotoSansCJK-Bold.ttc#3", "NotoSerifCJK-Regular.ttc#3", "NotoSerifCJK-Bold.ttc#3"),
    "Deva": ("NotoSansDevanagari-Regular.ttf", "NotoSansDevanagari-Bold.ttf", "NotoSerifDevanagari-Regular.ttf",
             "NotoSerifDevanagari-Bold.ttf"),
    "Beng": ("NotoSansBengali-Regular.ttf", "NotoSansBengali-Bold.ttf", "NotoSerifBengali-Regular.ttf",
             "NotoSerifBengali-Bold.ttf"),
}  # fmt: skip
_SCENES = (
    "a red fox and a cabin by a misty lake at sunset", "a lighthouse on the beach, storm", "a city skyline at dusk",
    "a street with a bakery and a red bicycle", "a cosy living room with a red armchair", "two orange fish in a coral reef",
)  # fmt: skip
GROUNDS = ("plain", "gradient", "grain", "panel", "scene")
SIZES = ((1024, 1024), (1536, 1024), (1024, 1536), (2048, 2048))
_LINES = 5
_FINER = 2


@dataclass(frozen=True)
class Painted:
    """One string in a picture. `em` is in parts of the picture's width, `angle` in degrees."""

    text: str
    face: str
    em: float
    angle: float
    ground: str


def pictures(script: str, count: int, seed: int) -> Iterator[tuple[Image.Image, list[Painted]]]:
    """Yield `count` pictures of up to five strings each."""
    for number in range(count):
        rng = np.random.default_rng((seed, number, *script.encode()))
        ground = GROUNDS[number % len(GROUNDS)]
        width, height = SIZES[int(rng.choice(len(SIZES), p=(0.4, 0.25, 0.2, 0.15)))]
        picture = _ground(ground, width, height, rng)
        painted = [_line(picture, script, slot, ground, rng) for slot in range(_LINES)]
        yield picture, [one for one in painted if one]


def wrong(text: str, rng: np.random.Generator, script: str, *, alike: bool) -> str | None:
    """Return the text with one letter replaced: by one that looks alike (None if no letter has such), or by any."""
    places = [index for index, char in enumerate(text) if char.isalpha()]
    rng.shuffle(places)
    for place in places:
        others = [pair.replace(text[place], "") for pair in ALIKE if text[place] in pair] if alike else [
            char for char in WORDS[script] if char.isalpha() and char.casefold() != text[place].casefold()]  # fmt: skip
        if others:
            return text[:place] + str(rng.choice(others)) + text[place + 1 :]
    return None


def _text(script: str, rng: np.random.Generator) -> str:
    words = WORDS[script].split()
    count = int(rng.integers(2, 5))
    return ("" if script in TIGHT else " ").join(str(word) for word in rng.choice(words, count, replace=False))


def _line(picture: Image.Image, script: str, slot: int, ground: str, rng: np.random.Generator) -> Painted | None:
    """Set one string into its fifth of the picture; None if no face is installed."""
    faces = [face for face in _FACES[script] if _path(face)]
    if not faces:
        return None
    face, text = str(rng.choice(faces)), _text(script, rng)
    em = float(rng.uniform(0.025, 0.085)) * picture.width
    angle = float(rng.normal(0, 5)) if rng.random() < 0.4 else 0.0
    ink = _layer(text, face, em, angle, float(rng.uniform(-0.15, 0.15)) if rng.random() < 0.2 else 0.0)
    room = picture.width * 0.94, picture.height / _LINES * 0.94
    part = min(1.0, room[0] / ink.width, room[1] / ink.height)
    ink = ink.resize((max(8, round(ink.width * part)), max(8, round(ink.height * part))), Image.Resampling.LANCZOS)
    x = int(rng.uniform(0.03, 1) * (picture.width - ink.width) * 0.97)
    y = int(picture.height / _LINES * slot + (picture.height / _LINES - ink.height) / 2)
    _lay(picture, ink, x, y, ground, rng)
    return Painted(text, face, em * part / picture.width, angle, ground)


def _lay(picture: Image.Image, ink: Image.Image, x: int, y: int, ground: str, rng: np.random.Generator) -> None:
    """Lay letters over their place in a colour that people can read there, on a panel or with a halo if it is busy."""
    box = (x, y, x + ink.width, y + ink.height)
    if ground == "panel":
        ImageDraw.Draw(picture).rounded_rectangle(
            (x - 12, y - 6, box[2] + 12, box[3] + 6), 10, fill=tuple(int(part) for part in rng.integers(0, 256, 3))
        )
    under = np.asarray(picture.crop(box).convert("L"), np.float32)
    light = under.mean() > 128
    colour = tuple(int(part) for part in (rng.integers(0, 70, 3) if light else rng.integers(190, 256, 3)))
    if ground == "scene" and under.std() > 25:
        halo = ink.filter(ImageFilter.GaussianBlur(ink.height / 14)).point(lambda value: min(255, value * 2))
        picture.paste((245, 245, 245) if light else (12, 12, 12), box, halo)
    picture.paste(colour, box, ink)


def _layer(text: str, face: str, em: float, angle: float, lean: float) -> Image.Image:
    """Return the coverage of a shaped line, turned by degrees, one end smaller by `lean`."""
    font = ImageFont.truetype(str(_path(face)), round(em * _FINER), _index(face), layout_engine=ImageFont.Layout.RAQM)
    left, top, right, bottom = (round(part) for part in font.getbbox(text))
    pad = round(em * 0.2)
    layer = Image.new("L", (right - left + 2 * pad, bottom - top + 2 * pad))
    ImageDraw.Draw(layer).text((pad - left, pad - top), text, fill=255, font=font)
    if lean:
        wide, tall = layer.size
        dip = abs(lean) * tall
        quad = (
            (0, 0, 0, tall, wide, tall + dip, wide, -dip) if lean > 0 else (0, -dip, 0, tall + dip, wide, tall, wide, 0)
        )
        layer = layer.transform(layer.size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    layer = layer.rotate(angle, Image.Resampling.BICUBIC, expand=True)
    return layer.resize((max(8, layer.width // _FINER), max(8, layer.height // _FINER)), Image.Resampling.BOX)


def _ground(kind: str, width: int, height: int, rng: np.random.Generator) -> Image.Image:
    if kind in {"scene", "panel"}:
        return _scene(int(rng.integers(len(_SCENES)))).resize((width, height), Image.Resampling.BICUBIC)
    one, two = rng.integers(0, 256, (2, 3))
    share = np.linspace(0, 1, height)[:, None, None] if kind == "gradient" else np.zeros((height, 1, 1))
    colours: NDArray[Any] = np.broadcast_to(one + (two - one) * share, (height, width, 3)).astype(np.float32)
    if kind == "grain":
        colours = colours + rng.normal(0, 14, (height, width, 1))
    return Image.fromarray(np.clip(colours, 0, 255).astype(np.uint8))


@cache
def _scene(number: int) -> Image.Image:
    pixels = np.asarray(render(compose(read(_SCENES[number]), (1024, 1024), 7)))
    return Image.fromarray(np.ascontiguousarray(pixels[..., :3].astype(np.uint8)))


@cache
def _path(face: str) -> Path | None:
    name = face.partition("#")[0]
    own = fonts.SHIPPED / name
    return own if own.is_file() else fonts.installed(name)


def _index(face: str) -> int:
    return int(face.partition("#")[2] or 0)
