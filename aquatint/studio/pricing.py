"""The pricing page: what is on sale, what it buys in pictures, and the price table. Every figure is a `quote()`."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from django.conf import settings

from aquatint.billing import reading
from aquatint.billing.money import shown
from aquatint.catalog import offers, sizes
from aquatint.catalog.errors import ModelUnknown
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Interval, Offer, Price
from aquatint.catalog.quote import Quote, quote
from aquatint.catalog.sizes import SizeClass
from aquatint.kit.errors import AquatintError
from aquatint.providers.types import Complexity, ImageRequest, Quality, ShotPlan, Source
from aquatint.studio import words
from aquatint.studio.forms import MOST, QUALITIES, SIZES

CURRENCIES: Final = ("EUR", "USD")
_TITLES: Final = {"EUR": "€ Euro", "USD": "$ Dollar"}
_A_THOUSAND: Final = 1000
_DIGITS: Final = 2
_MEDIUM: Final[Quality] = "medium"


@dataclass(frozen=True, slots=True)
class Card:
    """A plan or pack for sale. `monthly` is what a yearly plan comes to by the month."""

    price: Price
    title: str
    sum: str
    per: str
    monthly: str
    credits: str
    ends: str
    never: bool
    buys: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the price table: what is done, and the credits by size class (None where it is not offered)."""

    title: str
    note: str
    cells: tuple[int | None, ...]
    time: str
    is_usual: bool = False


@dataclass(frozen=True, slots=True)
class Coming:
    """A price that is announced: when it starts, and for a plan when it binds those who have it."""

    title: str
    now: str
    then: str
    starts: datetime
    binds: datetime | None


@dataclass(frozen=True, slots=True)
class Sample:
    """What a thousand credits become."""

    number: int
    noun: str
    note: str


def currency_of(value: str | None) -> str:
    """Return a currency that we sell in."""
    return value if value in CURRENCIES else settings.CURRENCY


def currencies() -> list[tuple[str, str]]:
    """Return the currencies with their titles."""
    return [(code, _TITLES[code]) for code in CURRENCIES]


def plans(currency: str, interval: str) -> list[Card]:
    """Return the plans of one interval."""
    found = [product for product in reading.products(currency) if product.is_plan]
    return [card(price) for product in found if (price := product.prices.get(interval))]


def packs(currency: str) -> list[Card]:
    """Return the packs."""
    found = [product for product in reading.products(currency) if not product.is_plan]
    return [card(price) for product in found if (price := product.prices.get(Interval.ONCE))]


def card(price: Price) -> Card:
    """Return a price as it is shown."""
    is_plan, is_yearly = price.product.is_plan, price.interval == Interval.YEAR
    each_month = is_plan and not (is_yearly and settings.YEARLY_CREDITS == "at_once")
    figure = price.credits if each_month else price.per_period
    every = " a month" if each_month else " a year" if is_plan else ""
    return Card(
        price=price,
        title=price.product.title,
        sum=short(price.amount, price.currency),
        per=Interval(price.interval).label,
        monthly=shown(price.amount // 12, price.currency) if is_yearly else "",
        credits=words.credits_of(figure) + every,
        ends=("end with their month" if each_month else "end with the year") if is_plan else "never expire",
        never=not is_plan,
        buys=buys(figure),
        words=tuple(price.product.words),
    )


def short(amount: int, currency: str) -> str:
    """Return an amount without empty cents: `€12`, `€12.50`."""
    return shown(amount, currency).removesuffix(".00")


def buys(credits_: int) -> tuple[str, ...]:
    """Return what so many credits buy with the model on top: `about 120 at 1K, Instant`."""
    offer = _offer(None)
    if offer is None:
        return ()
    kinds: tuple[tuple[SizeClass, bool], ...] = (("1k", False), ("2k", False), ("4k", True))
    lines = []
    for size_class, thinking in kinds:
        price = price_of(offer, size_class, thinking=thinking and offer.thinks)
        if price and credits_ >= price.total:
            mode = "Thinking" if thinking and offer.thinks else "Instant"
            lines.append(f"about {credits_ // price.total:,} at {size_class.upper()} {mode}")
    return tuple(lines)


def price_of(
    offer: Offer,
    size_class: SizeClass,
    *,
    quality: Quality = _MEDIUM,
    thinking: bool = False,
    n: int = 1,
    kind: str = "new",
) -> Quote | None:
    """Return the quote of one request, or None where the model does not do it."""
    size = sizes.for_shape("1:1", size_class, offer.can.sizes)
    if sizes.class_of(size) != size_class:
        return None
    effort: Complexity | None = "high" if thinking else None
    wanted = ImageRequest(model=offer.slug, prompt="…", n=n, size=size, quality=quality, complexity=effort)
    if kind == "edit":
        source = Source(Path(), "image/png", size)
        wanted = wanted.evolve(images=(source,), mask=source)
    if kind == "set":
        wanted = wanted.evolve(shots=tuple(ShotPlan(str(number), "…") for number in range(max(2, n))))
    try:
        return quote(offer, fit(offer, wanted))
    except AquatintError:
        return None


def table(offer: Offer, n: int) -> list[Row]:
    """Return the price table of a model for so many pictures at once: mode, quality, size class, feature."""
    qualities = [name for name in QUALITIES if name in offer.prices]
    rows = []
    for thinking in (False, True) if offer.thinks else (False,):
        mode = "Thinking" if thinking else "Instant"
        for name in qualities:
            usual = name == _MEDIUM and not thinking
            title = f"{mode}, {QUALITIES[name].lower()}"
            rows.append(_row(title, "", offer, n, quality=name, thinking=thinking, is_usual=usual))
    if offer.can.edits:
        rows.append(_row("Change of a marked part", "medium, pixels outside stay", offer, n, kind="edit"))
    if n > 1:
        rows.append(_row(f"A set of {n}", "medium, one plan for all", offer, n, kind="set"))
    rows.append(Row("Crop, enlarge, type over, choose regions again", "done here", (0, 0, 0), "about 3 s"))
    return rows


def _row(
    title: str,
    note: str,
    offer: Offer,
    n: int,
    *,
    quality: str = _MEDIUM,
    thinking: bool = False,
    kind: str = "new",
    is_usual: bool = False,
) -> Row:
    quotes = [price_of(offer, name, quality=quality, thinking=thinking, n=n, kind=kind) for name, _ in SIZES]  # type: ignore[arg-type]  # names of QUALITIES
    time = quotes[1] or next((one for one in quotes if one), None)
    cells = tuple(one.total if one else None for one in quotes)
    return Row(title, note, cells, words.about(time.seconds) if time else "", is_usual)


def samples() -> list[Sample]:
    """Return what a thousand credits become with the model on top."""
    offer = _offer(None)
    if offer is None:
        return []
    kinds = (
        ("drafts", "1K, Instant, low: enough to find the idea", price_of(offer, "1k", quality="low")),
        ("pictures", "2K, Instant, medium: the usual choice", price_of(offer, "2k")),
        ("sets of four", "2K, medium, with one cast and one palette", price_of(offer, "2k", n=4, kind="set")),
        ("large prints", "4K, high, for paper", price_of(offer, "4k", quality="high")),
    )
    return [Sample(_A_THOUSAND // price.total, noun, note) for noun, note, price in kinds if price]


def models() -> list[Offer]:
    """Return the models on offer."""
    return offers.on_offer()


def model_of(name: str | None) -> Offer | None:
    """Return the model with this name, or the one on top."""
    return _offer(name) or _offer(None)


def count_of(text: str | None) -> int:
    """Return a number of pictures from 1 to 8: at most two digits, so that no address asks for a table of millions."""
    if not text or len(text) > _DIGITS or not (text.isascii() and text.isdigit()):
        return 1
    return number if 1 <= (number := int(text)) <= MOST else 1


def coming(currency: str) -> list[Coming]:
    """Return the announced changes in one currency, each beside the price of today."""
    today = {
        (price.product_id, price.interval): price
        for product in reading.products(currency)
        for price in product.prices.values()
    }
    found = []
    for price in reading.coming_prices():
        if price.currency == currency:
            now = today.get((price.product_id, price.interval))
            title = f"{price.product.title}{_PER[price.interval]}"
            binds = price.binds if price.product.is_plan else None
            found.append(Coming(title, told(now) if now else "not sold", told(price), price.starts, binds))
    return found


_PER: Final = {Interval.ONCE.value: "", Interval.MONTH.value: ", monthly", Interval.YEAR.value: ", yearly"}


def told(price: Price) -> str:
    """Return a price as a sentence tells it: `€12.00 for 1,000 credits a month`."""
    each = " a month" if price.product.is_plan else ""
    return f"{shown(price.amount, price.currency)} for {words.credits_of(price.credits)}{each}"


def _offer(name: str | None) -> Offer | None:
    try:
        return offers.find(name)
    except ModelUnknown:
        return None
