"""Who calls: the person behind the API key of a request."""

from fastapi import Request

from aquatint.accounts import keys
from aquatint.accounts.models import Person
from aquatint.kit import threads


async def painter(request: Request) -> Person:
    """Return the person whose key may make pictures. Raises a 401 or 403 member of the family."""
    return await _person(request, "images")


async def reader(request: Request) -> Person:
    """Return the person whose key may read what is theirs."""
    return await _person(request, "read")


async def _person(request: Request, scope: str) -> Person:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    person, key = await threads.run(keys.person_of_key, token.strip() if scheme.lower() == "bearer" else None)
    keys.require(key, scope)
    return person
