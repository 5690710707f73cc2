"""What a call cost, from the tokens that OpenAI reports."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from aquatint.providers.types import Usage

DOLLARS_PER_MILLION_TOKENS: Final = {"text_in": 5, "image_in": 8, "out": 30}
"""GPT Image 2, 2.5 and 2.6, both tiers, 2026-11. A dollar per million tokens is a millionth of a dollar per token."""


def usage_of(reported: object) -> Usage:
    """Return the usage with its cost; the cost is None if the report is missing or makes no sense."""
    if not isinstance(reported, Mapping):
        return Usage(raw={})
    return Usage(raw=dict(reported), cost_microusd=_cost(reported))


def together(usages: Sequence[Usage]) -> Usage:
    """Return the usage of several calls as one; its cost is known only if that of every call is."""
    if len(usages) == 1:
        return usages[0]
    costs = [usage.cost_microusd for usage in usages]
    known = [cost for cost in costs if cost is not None]
    return Usage(
        raw={"calls": [usage.raw for usage in usages]},
        cost_microusd=sum(known) if len(known) == len(costs) else None,
    )


def _cost(reported: Mapping[str, Any]) -> int | None:
    incoming, outgoing = _count(reported.get("input_tokens")), _count(reported.get("output_tokens"))
    if incoming is None or outgoing is None:
        return None
    details = reported.get("input_tokens_details")
    text = _count(details.get("text_tokens")) if isinstance(details, Mapping) else None
    # Without the split all counts as picture, the dearer kind: a cost may be overstated but not understated.
    text = min(text or 0, incoming)
    price = DOLLARS_PER_MILLION_TOKENS
    return text * price["text_in"] + (incoming - text) * price["image_in"] + outgoing * price["out"]


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None
