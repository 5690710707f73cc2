"""The generations package as a Django app."""

from django.apps import AppConfig


class GenerationsConfig(AppConfig):
    """The heart: start, claim, paint, settle, cancel, sweep."""

    name = "aquatint.generations"
    label = "generations"

    def ready(self) -> None:
        """Say what moves from a guest to the member that they become."""
        from aquatint.accounts import adoption  # noqa: PLC0415 -- models exist only now
        from aquatint.generations.adopting import move_generations  # noqa: PLC0415

        adoption.register(move_generations)
