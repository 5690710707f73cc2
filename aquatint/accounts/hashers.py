"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane.

    The first choice of the OWASP Password Storage Cheat Sheet (2026). Django's own default of 100 MiB and eight lanes
    would let a handful of simultaneous sign-ins fill a small machine's memory. A hash made otherwise, such as an
    imported PBKDF2 one, is made anew by Django at the next sign-in.
    """

    time_cost = 2
    memory_cost = 19 * 1024  # KiB
    parallelism = 1
