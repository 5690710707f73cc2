"""A small illustrator in code: it reads a prompt, composes a scene and paints it on the CPU. Never a model's work.

The way of a picture: `reading.read` (words to meaning), `compose.compose` (meaning to a frozen scene), `render.render`
(scene to pixels), `encode.write` (pixels to a labelled file). All four are pure and deterministic.
"""
