"""The studio's pages, a file each. A view reads, calls one verb and answers; it never writes rows itself."""
