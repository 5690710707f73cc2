"""Collects the files of the page into STATIC_ROOT when they have changed."""

import hashlib
import os


def collect() -> None:
    """Copy every app's static files to where the web process serves them, unless nothing has changed since."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = settings.STATIC_ROOT / ".collected"
    seen = _fingerprint()
    if stamp.is_file() and stamp.read_text() == seen:
        return
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False, clear=False)
    stamp.write_text(seen)


def _fingerprint() -> str:
    """Return a hash over the name, size and time of every static file."""
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts = os.stat(storage.path(path))  # noqa: PTH116 -- a thousand files at each start
            digest.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
