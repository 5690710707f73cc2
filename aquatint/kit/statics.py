"""Names of the page's files: with a hash of their bytes once collected, so that browsers may keep them for ever."""

from typing import override

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class HashedFiles(ManifestStaticFilesStorage):
    """Hashed names after `aquatint up` has collected the files; plain names before that, as in tests."""

    support_js_module_import_aggregation = True

    @override
    def stored_name(self, name: str) -> str:
        """Return the name with its hash, or the plain one if nothing is collected."""
        return super().stored_name(name) if self.hashed_files else name
