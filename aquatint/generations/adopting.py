"""What a guest made on this device belongs to the member that they become: "for good once you sign in"."""

from aquatint.accounts.models import Person
from aquatint.generations.models import Generation
from aquatint.media.models import Image


def move_generations(*, guest: Person, person: Person) -> None:
    """Hand over generations and pictures. Books are not rewritten: the hold stays in the wallet that it came from."""
    Image.objects.filter(owner=guest).update(owner=person)
    Generation.objects.filter(person=guest).update(person=person)
