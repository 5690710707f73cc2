"""People, the keys their programs use, anonymous trials, and the mails of a development start."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from aquatint.kit.rows import Row


class PersonManager(BaseUserManager["Person"]):
    """Makes people; used by sign-up and by the command line."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make a member. Without a password, sign-in is by mailed code."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "Person":
        """Make an operator."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class Person(Row, AbstractBaseUser, PermissionsMixin):
    """Somebody with a wallet and pictures: a member with an e-mail address, or a guest on one device without one."""

    prefix = "per"

    email = models.EmailField(null=True, blank=True, unique=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    welcomed = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

    def __str__(self) -> str:
        """Return the address, or the id of a guest."""
        return self.email or self.public_id

    @property
    def is_guest(self) -> bool:
        """Whether this is the owner of an anonymous trial."""
        return self.email is None


class ApiKey(Row):
    """A key for programs. Only its hash is kept; `start` is what people recognise it by."""

    prefix = "key"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=80, blank=True)
    start = models.CharField(max_length=16)
    digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    last_used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        """Return the part that people know it by."""
        return f"{self.start}… {self.name}".strip()


class Adoption(Row):
    """A guest signed in: what was theirs now belongs to a member."""

    prefix = "ado"

    guest = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="adoption")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="adopted")

    def __str__(self) -> str:
        """Return both names."""
        return f"{self.guest} into {self.person}"


class TrialCount(models.Model):
    """How many guests began at one network address on one day.

    The address is kept only as a hash under the instance's key that changes every day, without a link to any guest, and
    the row goes with the next day's first guest.
    """

    day = models.DateField()
    address = models.BinaryField(max_length=32)
    guests = models.IntegerField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("day", "address", name="trial_count_once"),
        ]

    def __str__(self) -> str:
        """Return the day and the number."""
        return f"{self.guests} on {self.day}"


class Mail(Row):
    """A mail that a development start keeps instead of sending it."""

    prefix = "mail"

    to = models.TextField()
    subject = models.TextField()
    text = models.TextField()
    html = models.TextField(blank=True)

    def __str__(self) -> str:
        """Return what it is about."""
        return f"{self.subject} → {self.to}"
