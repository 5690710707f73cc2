"""OpenAI's Images API as far as public material describes it. Made from the types of openai-python 3.52."""
