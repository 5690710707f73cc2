"""The OpenAI Images API, so that existing programs work after changing their base URL."""
