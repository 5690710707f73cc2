"""Whether a code may be used, and what it takes off."""

from aquatint.accounts.models import Person
from aquatint.billing.errors import CodeInvalid
from aquatint.billing.models import Order, OrderStep, Promotion, Redemption
from aquatint.catalog.models import Price
from aquatint.kit import clock


def usable(person: Person, code: str) -> Promotion:
    """Return the promotion of a code, locked. Raises `CodeInvalid`."""
    promotion = Promotion.objects.select_for_update().filter(code=code.strip().upper()[:40]).first()
    now = clock.now()
    if promotion is None or promotion.starts > now:
        raise CodeInvalid("There is no such code.", field="code")
    if promotion.ends and promotion.ends <= now:
        raise CodeInvalid(f"This code ended on {promotion.ends:%-d %B %Y}.", field="code")
    if Redemption.objects.filter(promotion=promotion, person=person).exists():
        raise CodeInvalid("You have used this code before.", field="code")
    if promotion.most_uses is not None and promotion.uses >= promotion.most_uses:
        raise CodeInvalid("This code has been used up.", field="code")
    return promotion


def discount(person: Person, price: Price, code: str) -> Promotion:
    """Return the promotion of a code that makes a pack cheaper. Raises `CodeInvalid`."""
    promotion = usable(person, code)
    if not promotion.percent:
        raise CodeInvalid("This code gives credits; redeem it in your account.", field="code")
    if price.product.is_plan:
        raise CodeInvalid("This code is for packs.", field="code")
    # Else several orders could be placed with it before the first is paid.
    closed = OrderStep.objects.filter(kind__in=[OrderStep.Kind.FAILED, OrderStep.Kind.ABANDONED])
    if Order.objects.filter(person=person, promotion=promotion).exclude(pk__in=closed.values("order")).exists():
        raise CodeInvalid("You have an order with this code already; pay that one, or wait a day.", field="code")
    return promotion


def reduced(amount: int, promotion: Promotion | None) -> int:
    """Return the amount with the promotion taken off, rounded in the buyer's favour, at least 1."""
    if promotion is None:
        return amount
    return max(1, amount * (100 - promotion.percent) // 100)
