"""The doors for programs: the OpenAI Images API and our own."""
