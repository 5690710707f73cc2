"""People, and the keys their programs use."""

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

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="person_email_once"),
        ]

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
