"""Stand-ins for the services that Aquatint talks to, with scripted faults, for development, demos and tests.

A real HTTP server: `aquatint emulator --port 9100`, then `OPENAI_BASE_URL=http://127.0.0.1:9100/v1`.
"""

from aquatint.emulator.app import make_app
from aquatint.emulator.world import Options

__all__ = ["Options", "make_app"]
