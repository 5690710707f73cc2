"""A process that serves: what it does with its memory, seen from outside."""

import platform
import subprocess
import sys

import pytest

SERVING = """
import gc
from aquatint.kit import memory
memory.serve()
print(gc.get_freeze_count() > 5000, gc.get_threshold()[0] > 2000)
"""
FAULTS = """
import resource
from aquatint.kit import memory
def used():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(50):
        bytes(bytearray(3_000_000))
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
memory.serve()
used()
print(used())
"""


def printed(code: str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 -- ours
    return done.stdout.split()


def test_what_is_imported_is_left_out_of_collections() -> None:
    assert printed(SERVING) == ["True", "True"]


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc is told")
def test_the_space_of_freed_pictures_is_used_again() -> None:
    """Without it, fifty pictures of 3 MB twice would be cleared anew by the kernel: some 70,000 pages."""
    [faults] = printed(FAULTS)
    assert int(faults) < 1000
