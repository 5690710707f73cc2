"""Examples for the OpenAPI document; tests send them."""

from typing import Any, Final

type Example = dict[str, Any]

ADJUSTMENT: Final[Example] = {"choices": [{"region": 1, "keep": True, "grow": 2}]}
EXTENSION: Final[Example] = {"model": "sandbox", "ratio": "16:9", "prompt": "A garden"}
UPSCALE: Final[Example] = {"size": "2048x2048"}
OVERLAY: Final[Example] = {"font": "sans-bold", "colour": [32, 32, 48], "box": [64, 48, 384, 96]}
REPAINT: Final[Example] = {"box": [64, 48, 384, 96]}
PLAN: Final[Example] = {
    "prompt": "A red boat by a lighthouse, from dawn to night",
    "n": 3,
    "texts": ["HARBOUR DAYS"],
    "model": "sandbox",
    "size": "1024x1024",
}
PLAN_CHANGES: Final[Example] = {
    "palette": "cold blue with one red",
    "shots": [
        {"title": "Dawn", "prompt": "The boat leaves the harbour", "texts": ["HARBOUR DAYS"]},
        {"title": "Night", "prompt": "The lighthouse above the empty quay"},
    ],
}
