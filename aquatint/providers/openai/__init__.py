"""The OpenAI Images protocol, as OpenAI itself speaks it. Source of the wire facts: the types of openai-python 3.52."""

from aquatint.providers.openai.adapter import OpenAIAdapter, make

__all__ = ["OpenAIAdapter", "make"]
