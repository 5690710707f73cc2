"""What the stories about pictures need: a fresh instance's models, and books that agree at the end."""

from tests.generations.conftest import all_is_whole, models

__all__ = ["all_is_whole", "models"]
