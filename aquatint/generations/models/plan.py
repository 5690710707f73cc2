"""Plans: what is decided before a set is painted."""

from typing import ClassVar

from django.db import models

from aquatint.accounts.models import Person
from aquatint.generations.models.generation import Generation
from aquatint.kit.rows import Row


class Plan(Row):
    """A brief and up to eight shots that share cast, palette and texts. It may be edited until it is painted.

    `shots` is a list of `{"title", "prompt", "texts"}`; `settings` holds model, size, quality and the like as the API
    names them. `planner` says who planned. `generation` is the set that was painted from it.
    """

    prefix = "pln"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="plans")
    prompt = models.TextField()
    brief = models.TextField()
    shots = models.JSONField()
    cast = models.JSONField(default=list)
    palette = models.CharField(max_length=200, blank=True)
    texts = models.JSONField(default=list)
    settings = models.JSONField(default=dict)
    planner = models.CharField(max_length=40)
    edited = models.DateTimeField(null=True, blank=True)
    generation = models.OneToOneField(Generation, null=True, blank=True, on_delete=models.PROTECT, related_name="plan")

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "-id"], name="plan_of_person")]

    def __str__(self) -> str:
        """Return the id that people see."""
        return self.public_id
