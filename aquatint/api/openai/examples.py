"""Examples for the OpenAPI document; tests send them."""

CREATE = {
    "model": "sandbox",
    "prompt": "A copper kettle on a windowsill, morning light",
    "size": "1536x1024",
    "output_format": "webp",
}
STREAM = (
    "event: image_generation.partial_image\n"
    'data: {"type": "image_generation.partial_image", "partial_image_index": 0, "b64_json": "…", "size": "1536x1024"}\n'
    "\n"
    ": still painting\n"
    "\n"
    "event: image_generation.completed\n"
    'data: {"type": "image_generation.completed", "b64_json": "…", "size": "1536x1024", "usage": {}}\n'
    "\n"
)
