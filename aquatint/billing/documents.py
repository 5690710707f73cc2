"""A receipt as it is read: the same lines for the page and for the PDF, taken from what was kept on its day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from aquatint.billing.models import Receipt
from aquatint.billing.money import shown

Kind = Receipt.Kind
_TITLES: Final = {
    Kind.INVOICE: "Invoice",
    Kind.CONFIRMATION: "Payment confirmation",
    Kind.CREDIT_NOTE: "Credit note",
    Kind.REFUND_CONFIRMATION: "Refund confirmation",
}
_BACK: Final = {Kind.CREDIT_NOTE, Kind.REFUND_CONFIRMATION}


@dataclass(frozen=True, slots=True)
class Document:
    """A receipt in words. `facts` are pairs of a name and a value; `sums` end with the total."""

    title: str
    number: str
    issued: datetime
    seller: tuple[str, ...]
    buyer: str
    line: str
    line_note: str
    sums: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    is_test: bool
    name: str

    @property
    def total(self) -> str:
        """The last of the sums."""
        return self.sums[-1][1]


def document(receipt: Receipt) -> Document:
    """Return a receipt in words."""
    kept: dict[str, Any] = receipt.facts
    kind = Kind(receipt.kind)
    number = receipt.number or receipt.public_id
    return Document(
        title=_TITLES[kind],
        number=number,
        issued=datetime.fromisoformat(kept["issued"]),
        seller=_seller(kept),
        buyer=kept["buyer"],
        line=kept["title"],
        line_note=_line_note(kept, is_back=kind in _BACK),
        sums=_sums(kept),
        facts=_facts(kept),
        notes=_notes(kind, kept),
        is_test=bool(kept["test"]),
        name=f"{_TITLES[kind]} {number}".replace(" ", "-").lower(),
    )


def day(text: str) -> str:
    """Return `3 November 2026` for a moment as it is kept."""
    moment = datetime.fromisoformat(text)
    return f"{moment.day} {moment:%B %Y}"


def _seller(kept: dict[str, Any]) -> tuple[str, ...]:
    lines = [kept["seller"], *str(kept["seller_address"]).replace("\\n", "\n").splitlines()]
    if kept["seller_tax_id"]:
        lines.append(f"Tax number {kept['seller_tax_id']}")
    return tuple(line.strip() for line in lines if line.strip())


def _line_note(kept: dict[str, Any], *, is_back: bool) -> str:
    if is_back:
        return "Money sent back"
    parts = [f"{kept['credits']:,} credits" if kept["credits"] else "Paid twice: no credits"]
    if kept["period_start"]:
        parts.append(f"{day(kept['period_start'])} to {day(kept['period_end'])}")
    elif kept["credits"]:
        parts.append("they never end")
    return ", ".join(parts)


def _sums(kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    total, tax, currency = kept["total"], kept["tax"], kept["currency"]
    whole = ("Total", shown(total, currency))
    if not tax:
        return (whole,)
    return ("Net", shown(total - tax, currency)), ("Tax", shown(tax, currency)), whole


def _facts(kept: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    means = kept["gateway_title"] + (f", card ending in {kept['last4']}" if kept["last4"] else "")
    pairs = (
        ("Paid on", day(kept["settled"])),
        ("Paid through", means),
        ("Order", kept["order"]),
        ("Transaction", kept["transaction"]),
        ("Country", kept["country"]),
        ("Corrects", kept.get("corrects", "")),
    )
    return tuple((name, value) for name, value in pairs if value)


def _notes(kind: Kind, kept: dict[str, Any]) -> tuple[str, ...]:
    notes = []
    if kept["test"]:
        notes.append("A trial of the test gateway. No real money moved, and this is no tax document.")
    if kind == Kind.CONFIRMATION:
        notes.append(f"This is not a tax invoice. {kept['gateway_title']} is the seller and sends the invoice itself.")
    elif kind == Kind.REFUND_CONFIRMATION:
        notes.append(f"This is not a tax document. {kept['gateway_title']} sends the credit note itself.")
    elif not kept["tax"]:
        notes.append("No tax is shown separately.")
    return tuple(notes)
