"""Plans and packs on sale, and the price that holds for whom and when."""

from datetime import datetime

from django.db.models import Q

from aquatint.catalog.products import Price
from aquatint.kit import clock


def on_sale(*, currency: str | None = None, now: datetime | None = None) -> list[Price]:
    """Return the prices for new buyers, with their products, in the order in which people see them."""
    now = now or clock.now()
    sold = Price.objects.filter(Q(product__withdrawn=None) | Q(product__withdrawn__gt=now), starts__lte=now)
    if currency:
        sold = sold.filter(currency=currency)
    newest = sold.order_by("product_id", "interval", "currency", "-starts").distinct(
        "product_id", "interval", "currency"
    )
    found = Price.objects.filter(pk__in=newest.values("pk")).select_related("product")
    return sorted(found, key=lambda price: (price.product.position, price.product.slug, price.amount))


def announced(*, now: datetime | None = None) -> list[Price]:
    """Return the prices that are known and do not hold yet for new buyers, soonest first."""
    return list(Price.objects.filter(starts__gt=now or clock.now()).select_related("product").order_by("starts"))


def price_of(slug: str, interval: str, currency: str, *, now: datetime | None = None) -> Price | None:
    """Return the price for new buyers of one product, or None if it is not on sale."""
    offered = on_sale(currency=currency, now=now)
    return next((price for price in offered if price.product.slug == slug and price.interval == interval), None)


def price_at_renewal(price: Price, at: datetime) -> Price:
    """Return what somebody who subscribed at `price` pays at a moment: the newest version that binds them by then."""
    later = Price.objects.filter(
        product_id=price.product_id,
        interval=price.interval,
        currency=price.currency,
        starts__gt=price.starts,
        binds__lte=at,
    )
    return later.select_related("product").order_by("-starts").first() or price
