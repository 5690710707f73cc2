"""The shape of OpenAI's errors."""

import uuid
from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse, Response


class Wrong(Exception):
    """A request that OpenAI would refuse."""

    def __init__(
        self,
        message: str,
        *,
        param: str | None = None,
        code: str | None = "invalid_value",
        status: int = 400,
        kind: str = "invalid_request_error",
        **more: Any,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = {"message": message, "type": kind, "param": param, "code": code, **more}

    def response(self, headers: Mapping[str, str] | None = None) -> Response:
        """Return the error as an answer."""
        return JSONResponse({"error": self.error}, self.status, {**head(), **(headers or {})})


def head() -> dict[str, str]:
    """Return the headers that every answer has."""
    return {"x-request-id": f"req_{uuid.uuid4().hex}", "openai-processing-ms": "1", "openai-version": "2020-10-01"}
