"""Which providers there are. To add one: a folder beside the others, and a row here."""

from importlib import import_module

from aquatint.providers.base import Adapter, Environment, Provider
from aquatint.providers.errors import NoAccess

PROVIDERS = {
    provider.slug: provider
    for provider in (
        Provider(
            slug="sandbox",
            title="sandbox painter",
            adapter="aquatint.providers.sandbox.adapter:make",
            is_model=False,
        ),
        Provider(
            slug="openai",
            title="OpenAI",
            adapter="aquatint.providers.openai.adapter:make",
            needs=("OPENAI_API_KEY",),
        ),
    )
}

_adapters: dict[str, Adapter] = {}


def is_ready(slug: str, environment: Environment) -> bool:
    """Whether everything that this provider needs is set."""
    provider = PROVIDERS.get(slug)
    return provider is not None and all(environment.get(name) for name in provider.needs)


def adapter(slug: str, environment: Environment) -> Adapter:
    """Return this process's adapter of a provider, made at first use. Raises `NoAccess` if its settings are missing."""
    made = _adapters.get(slug)
    if made is None:
        if not is_ready(slug, environment):
            raise NoAccess(f"The settings of provider {slug!r} are missing in this process.")
        module, _, function = PROVIDERS[slug].adapter.partition(":")
        made = _adapters[slug] = getattr(import_module(module), function)(environment)
    return made


async def close() -> None:
    """Close every adapter of this process."""
    while _adapters:
        _, made = _adapters.popitem()
        await made.close()
