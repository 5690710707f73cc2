"""Following the references inside an SVG before anybody draws them."""

from typing import Final

from aquatint.imaging.errors import NotAnImage

DEPTH: Final = 64
_UNFOLDED: Final = 100_000


class References:
    """Which element holds and names which: to find circles, and how much there is once every reference is followed."""

    def __init__(self) -> None:
        self._weights: dict[str, int] = {"": 0}
        self._names: dict[str, list[str]] = {"": []}
        self._inside: list[str] = [""]
        self._many = 0

    def enter(self, name: str, named: list[str]) -> None:
        """Begin an element. One without an id of its own counts for the one that it lies in."""
        outer = self._inside[-1]
        if name and name not in self._weights:
            self._weights[name], self._names[name] = 0, []
            self._names[outer].append(name)
        else:
            name = outer
        self._weights[name] += 1
        self._names[name] += named
        self._inside.append(name)

    def leave(self) -> None:
        """End the newest element."""
        self._inside.pop()

    def check(self) -> None:
        """Raise if the references run in a circle or unfold into too much."""
        sizes: dict[str, int] = {}
        if self._unfolded("", sizes, ()) > _UNFOLDED:
            raise NotAnImage("This SVG unfolds into too many pieces.")

    def _unfolded(self, name: str, sizes: dict[str, int], above: tuple[str, ...]) -> int:
        if name in above or len(above) > DEPTH:
            raise NotAnImage("This SVG is made of itself: its references run in a circle.")
        if name not in sizes:
            inner = (one for one in self._names[name] if one in self._weights)
            found = self._weights[name]
            for one in inner:
                found += self._unfolded(one, sizes, (*above, name))
                if found > _UNFOLDED:
                    break
            sizes[name] = found
        return sizes[name]
