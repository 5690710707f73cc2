"""The no-charge contract, held against what a provider sent: see `imaging/contract.py` for its rules and reasons.

What fails here is not delivered, so its credits come back with the reason.
"""

import re
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from aquatint.imaging import contract, sniff
from aquatint.imaging.facts import Facts
from aquatint.providers.errors import BadAnswer
from aquatint.providers.types import ImageRequest

_MEDIA_TYPES: Final = {
    "png": sniff.PNG,
    "jpeg": sniff.JPEG,
    "webp": sniff.WEBP,
    "gif": sniff.GIF,
    "svg": sniff.SVG,
    "avif": sniff.AVIF,
}


def check(
    path: Path,
    request: ImageRequest,
    *,
    inputs: Sequence[Path] | None = None,
    siblings: Sequence[Path] = (),
    partials: Collection[str] = (),
    previews: Sequence[Path] = (),
) -> Facts:
    """Return the facts of a delivered file, or raise `BadAnswer` with the reason why it does not count.

    `inputs` are the request's own unless told otherwise; nothing for an answer that the pixel lock will judge.
    `siblings` are the files of shots of the same generation that are delivered already, `partials` the SHA-256 (hex)
    of its previews and `previews` their files. A still PNG that stands alone is not decoded; for everything else a
    caller puts this behind a pixel budget.
    """
    subject = contract.Subject(
        path,
        wanted(request),
        inputs=[source.path for source in request.images] if inputs is None else inputs,
        siblings=siblings,
        partials=partials,
        previews=previews,
    )
    try:
        return contract.check(subject)
    except contract.Violated as violated:
        raise refusal(violated) from violated


def refusal(violated: contract.Violated) -> BadAnswer:
    """Return the error that ends a shot without a charge because this rule did not hold."""
    return BadAnswer(violated.detail, code=violated.reason.code, sentence=violated.sentence)


def wanted(request: ImageRequest) -> contract.Wanted:
    """Return what the contract asks of each shot of a request."""
    size = request.size
    return contract.Wanted(
        media_type=_MEDIA_TYPES[request.output_format],
        width=size.width if size else None,
        height=size.height if size else None,
        alpha=request.background == "transparent",
        plain=asks_for_plain(request.prompt),
    )


_LONGEST: Final = 300
_GROUND: Final = """
a an the of in on with and or only just all over very completely totally it is be no not nothing else detail details
image picture photo photograph wallpaper background backdrop canvas texture surface wall paper sheet card swatch
square rectangle screen frame colour color coloured colored fill filled hex rgb tone shade one single plain solid
blank empty uniform flat pure simple minimal clean monochrome bright dark light pale deep matte white black grey
gray red green blue yellow orange purple violet pink brown beige cream ivory cyan magenta teal turquoise navy gold
silver ein eine einen der die das in mit und nur nichts bild hintergrund fläche leinwand farbe einfarbig einfarbige
einfarbiger einfarbiges leer leeres leere leerer weiß weiße weißer weißes schwarz schwarze schwarzer grau rot grün
blau gelb rein reines un une le la de d uni unie fond vide image toile couleur blanc blanche noir noire gris rouge
vert bleu jaune pur el una fondo liso lisa vacío imagen color blanco blanca negro negra rojo verde azul amarillo
sólido puro um uma o fundo vazio imagem cor branco branca preto preta vermelho amarelo uno sfondo vuoto immagine
colore bianco bianca nero nera rosso giallo tinta unita белый черный чёрный серый красный зеленый зелёный синий
желтый жёлтый фон чистый пустой однотонный सादा सफेद सफ़ेद काला लाल नीला हरा पीला पृष्ठभूमि खाली केवल সাদা কালো লাল
নীল সবুজ হলুদ পটভূমি ফাঁকা শুধু একটি 흰색 하얀 검은색 검정 빨간색 파란색 초록색 회색 배경 단색 빈 순수한
"""
"""Words of a plain ground in ten languages; and, below, those of scripts without spaces."""
_RUNS: Final = """
纯色 純色 纯 純 单色 單色 白色 黑色 红色 紅色 绿色 綠色 蓝色 藍色 黄色 黃色 灰色 白 黑 红 紅 绿 綠 蓝 藍 灰 背景
底色 底 图片 圖片 画布 畫布 空白 的 一张 一張 无 無地 真っ白 真っ黒 真っ赤 赤 青 緑 黄 色 な の 単色 だけ 画像
"""


def _ground() -> re.Pattern[str]:
    """Return a pattern of the words above. It is possessive (`++`): it never goes back, so it takes linear time."""
    words, runs = ("|".join(sorted(text.split(), key=len, reverse=True)) for text in (_GROUND, _RUNS))
    numbers = "#?[0-9a-f]{6}|#[0-9a-f]{3}|[0-9]+"
    return re.compile(rf"(?:{runs}|(?<!\w)(?:{words}|{numbers})(?!\w)|[^\w])++", re.IGNORECASE)


_PLAIN: Final = _ground()


def asks_for_plain(prompt: str) -> bool:
    """Whether the words ask for a plain ground and nothing else, so that a picture of one colour is what was wanted.

    "A plain white background" does; "a cat on a plain white background" does not: it names something. Words of a
    language that is not in the list count as naming something.
    """
    return len(prompt) <= _LONGEST and _PLAIN.fullmatch(prompt) is not None
