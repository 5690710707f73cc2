"""Models on offer: a row each, so that an operator adds one without a release."""

from functools import cached_property
from typing import ClassVar

import msgspec
from django.db import models

from aquatint.catalog.products import Interval, Price, Product
from aquatint.kit.rows import Row
from aquatint.providers.base import Capabilities
from aquatint.providers.registry import PROVIDERS

__all__ = ["Interval", "Offer", "Price", "Product"]


class Offer(Row):
    """A model of a provider, what it can do, what it costs here and how long it usually takes.

    `prices` is credits for one picture by quality and size class: `{"medium": {"1k": 6, "2k": 12}}`; `thinking` in it
    is the surcharge in per cent for planned pictures, `set` that for pictures of a set. `seconds` has the same shape.
    """

    prefix = "off"

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=False)
    title = models.CharField(max_length=80)
    provider = models.SlugField(max_length=40)
    upstream = models.CharField(max_length=120)
    aliases = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=100)
    capabilities = models.JSONField(default=dict)
    prices = models.JSONField(default=dict)
    seconds = models.JSONField(default=dict)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "slug"]

    def __str__(self) -> str:
        """Return the name that programs use."""
        return self.slug

    @cached_property
    def can(self) -> Capabilities:
        """What the model can do."""
        return msgspec.convert(self.capabilities, Capabilities)

    @property
    def provider_title(self) -> str:
        """The provider's name for people."""
        known = PROVIDERS.get(self.provider)
        return known.title if known else self.provider

    @property
    def is_sandbox(self) -> bool:
        """Whether code draws the pictures and no model is involved."""
        known = PROVIDERS.get(self.provider)
        return known is not None and not known.is_model

    @property
    def thinks(self) -> bool:
        """Whether the model can plan before it paints."""
        return bool(self.can.complexities)

    def usual_seconds(self, quality: str, size_class: str) -> int:
        """How long one picture usually takes."""
        return int(self.seconds.get(quality, {}).get(size_class, 30))
