# ruff: noqa: E501 -- one mark a line
# fmt: off
"""CPU seconds and peak memory of the sandbox painter, per size and layout. Run: `python benchmarks/painter.py [--quick]`."""

import argparse
import resource
import time

from aquatint.providers.sandbox.answering import unanswered
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.encode import encode
from aquatint.providers.sandbox.layouts import LAYOUTS
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render

PROMPTS = {
    "landscape": "a red fox and a cabin by a misty lake at sunset, a sailboat",
    "seashore": "a lighthouse on the beach, storm",
    "skyline": "a city skyline at dusk",
    "street": "a street with a bakery and a red bicycle",
    "interior": "a cosy living room with a red armchair and a cat",
    "still": "a blue jug, a green bottle and three pears on a table",
    "portrait": "portrait of a woman with curly hair in a snowy forest",
    "product": "a perfume bottle, product shot",
    "poster": 'travel poster of mountains and a lake with a cabin, "ALPINE DAYS"',
    "menu": 'menu "Sole" "Pasta 12" with a pizza',
    "sign": 'sign "OPEN" with a cup',
    "logo": 'logo with a crown "Regal"',
    "pattern": "seamless pattern of lemons and leaves",
    "map": "treasure map with a castle and a volcano",
    "metro": 'subway map titled "Metro"',
    "diagram": 'infographic "Coffee" "Grow" "Roast" with a plant and a fire',
    "timeline": 'timeline titled "Wheels" with a bicycle, a car and a train',
    "comic": 'comic strip with a robot and a cat in a city at night, rain "Hello!"',
    "isometric": "isometric house with three trees and a car",
    "space": "an astronaut and a planet in outer space",
    "underwater": "two orange fish and a turtle in a coral reef",
    "arches": "a sunlit courtyard",
    "specimen": "botanical print of a fern",
    "abstract": "abstract geometric art",
    "flatlay": "a pizza, a cup of coffee and three tomatoes from above",
    "subject": "a cat",
    "watercolour": "a watercolour of a lighthouse by the sea",
}
SIZES = {"1K": (1024, 1024), "2K": (2048, 2048), "UHD": (3840, 2160), "4K": (4096, 4096)}
TARGETS = {"1K": 0.4, "2K": 1.0, "UHD": 4.0, "4K": 4.0}


def seconds(prompt: str, size: tuple[int, int]) -> tuple[float, float]:
    """CPU seconds to read, compose, audit and paint, and to encode as PNG."""
    start = time.process_time()
    reading = read(prompt)
    scene = compose(reading, size, 7, transparent=prompt == PROMPTS["subject"])
    unanswered(reading, scene)
    pixels = render(scene)
    painted = time.process_time()
    encode(pixels, "png", scene=scene)
    return painted - start, time.process_time() - painted


def main() -> None:
    """Print one row per layout and one column per size."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="1K and 2K only")
    sizes = dict(list(SIZES.items())[: 2 if parser.parse_args().quick else None])
    if missing := set(LAYOUTS) - set(PROMPTS):
        message = f"no prompt for {', '.join(sorted(missing))}"
        raise SystemExit(message)
    seconds(PROMPTS["landscape"], (256, 256))
    print(f"{'layout':12}" + "".join(f"{f'{name} paint+png':>18}" for name in sizes))
    worst = dict.fromkeys(sizes, 0.0)
    for name, prompt in PROMPTS.items():
        cells = []
        for label, size in sizes.items():
            paint, png = seconds(prompt, size)
            worst[label] = max(worst[label], paint)
            cells.append(f"{f'{paint:.2f} + {png:.2f} s':>18}")
        print(f"{name:12}" + "".join(cells))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{label} {worst[label]:.2f} s (target {TARGETS[label]})" for label in sizes)
    print(f"slowest painting: {told}; peak memory {peak:.0f} MB")


if __name__ == "__main__":
    main()
