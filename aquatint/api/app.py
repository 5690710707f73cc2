"""The API as an application of its own beside Django: FastAPI, with its OpenAPI document at `/v1/openapi.json`."""

import logging
from typing import Any

from django.db import InterfaceError, OperationalError
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from aquatint import __version__
from aquatint.api import documented, errors
from aquatint.api.openai import images as openai_images
from aquatint.api.openai import models as openai_models
from aquatint.api.v1 import credits as own_credits
from aquatint.api.v1 import generations as own_generations
from aquatint.api.v1 import images as own_images
from aquatint.api.v1 import plans as own_plans
from aquatint.api.v1 import verify as own_verify
from aquatint.api.v1 import versions as own_versions
from aquatint.kit.errors import AquatintError

logger = logging.getLogger(__name__)

_CLIENT_GONE = 499  # nginx's number for it; nobody reads the answer


class Api(FastAPI):
    """FastAPI whose document says that every address needs a key."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI 3.1 document."""
        if self.openapi_schema is None:
            document = super().openapi()
            bearer = {"type": "http", "scheme": "bearer", "description": "A key of your account page, `aq_…`."}
            document["components"]["securitySchemes"] = {"key": bearer}
            document["security"] = [{"key": []}]
            self.openapi_schema = document
        return self.openapi_schema


app = Api(
    title="Aquatint",
    version=__version__,
    summary="Make and change pictures. The OpenAI Images API, and a native one for what it cannot say.",
    openapi_url="/v1/openapi.json",
    docs_url=None,
    redoc_url=None,
    redirect_slashes=False,
)
for router in (
    openai_images.router,
    openai_models.router,
    own_generations.router,
    own_images.router,
    own_versions.router,
    own_plans.router,
    own_credits.router,
    own_verify.router,
):
    app.include_router(router, prefix="/v1", responses=documented.ERRORS)


@app.exception_handler(AquatintError)
async def tell_error(request: Request, error: AquatintError) -> Response:  # noqa: ARG001 -- the framework's signature
    """Answer an error of the family in the envelope that OpenAI's clients read."""
    return errors.response(error)


@app.exception_handler(RequestValidationError)
async def tell_bad_parameter(request: Request, error: RequestValidationError) -> Response:  # noqa: ARG001
    """Answer a parameter that does not fit its schema: 400 with its name, as OpenAI does."""
    return errors.response(errors.from_validation(error.errors()))


@app.exception_handler(HTTPException)
async def tell_http(request: Request, error: HTTPException) -> Response:
    """Answer what the router itself refuses, such as an unknown address."""
    sentence = f"{request.method} {request.url.path}: {error.detail}."
    return errors.plain(error.status_code, sentence, code="unknown_url", headers=error.headers)


@app.exception_handler(ClientDisconnect)
async def tell_nobody(request: Request, error: ClientDisconnect) -> Response:  # noqa: ARG001
    """End a request whose sender went away before it was whole."""
    return Response(status_code=_CLIENT_GONE)


@app.exception_handler(OperationalError)
@app.exception_handler(InterfaceError)
async def tell_database_away(request: Request, error: Exception) -> Response:
    """Answer while the database is away. Nobody knows whether a start was written, so none may be repeated blindly."""
    logger.warning("%s %s: %s", request.method, request.url.path, error)
    sentence = "The database does not answer at the moment. Look at GET /v1/generations before you ask again."
    return errors.plain(503, sentence, code="unavailable", headers={"retry-after": "5"})


@app.exception_handler(Exception)
async def tell_fault(request: Request, error: Exception) -> Response:
    """Answer our own fault; the log has the rest."""
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    sentence = "Something broke on our side. Nothing was charged for what was not delivered."
    return errors.plain(500, sentence, code="internal_error")
