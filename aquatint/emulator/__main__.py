"""`python -m aquatint.emulator`."""

from aquatint.emulator.cli import emulator

emulator()
