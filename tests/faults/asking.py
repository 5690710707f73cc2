"""Asks for generations in an instance of its own: `python -m tests.faults.asking`, with requests on its input.

The input is JSON: a list of requests, each with `model`, `prompt` and `n`. The output is the list of their ids.
"""

import json
import os
import sys

import django


def main() -> None:
    """Give Ada her credits, once, and start what was asked for."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "aquatint.settings"
    django.setup()

    from aquatint.accounts.models import Person  # noqa: PLC0415 -- Django must be ready
    from aquatint.catalog import actions as catalog  # noqa: PLC0415
    from aquatint.catalog import offers  # noqa: PLC0415
    from aquatint.generations import actions  # noqa: PLC0415
    from aquatint.ledger import actions as ledger  # noqa: PLC0415
    from aquatint.providers.types import ImageRequest, Size  # noqa: PLC0415

    catalog.seed()
    ada, _ = Person.objects.get_or_create(email="ada@example.org")
    ledger.grant(person=ada, credits=1_000, source="gift", key="gift", reason="For the story")
    ids = []
    for asked in json.load(sys.stdin):
        request = ImageRequest(size=Size(1024, 1024), quality="low", **asked)
        offer = offers.find(request.model)
        ids.append(str(actions.start(person=ada, request=request, offer=offer, origin="studio").id))
    sys.stdout.write(json.dumps(ids))


if __name__ == "__main__":
    main()
