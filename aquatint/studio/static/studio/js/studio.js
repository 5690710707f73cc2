// Everything here is an extra: each page reads, links and submits without it.
