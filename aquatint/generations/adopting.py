"""What a guest made on this device belongs to the member that they become: "for good once you sign in"."""

from aquatint.accounts.models import Person
from aquatint.generations.models import Generation
from aquatint.media.models import Image


def move_generations(*, guest: Person, person: Person) -> None:
    """Hand over generations and pictures. Books are not rewritten: the hold stays in the wallet that it came from.

    Generations first: this waits for one that is just being settled, and so finds its pictures.
    """
    Generation.objects.filter(person=guest).update(person=person)
    Image.objects.filter(owner=guest).update(owner=person)
