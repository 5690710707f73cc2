"""The API as an application of its own beside Django: FastAPI, with its OpenAPI document at `/v1/openapi.json`."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from aquatint import __version__
from aquatint.api import errors
from aquatint.api.openai import images as openai_images
from aquatint.api.openai import models as openai_models
from aquatint.api.v1 import credits as own_credits
from aquatint.api.v1 import generations as own_generations
from aquatint.kit.errors import AquatintError

logger = logging.getLogger(__name__)

app = FastAPI(
    title="Aquatint",
    version=__version__,
    summary="Make and change pictures. The OpenAI Images API, and a native one for what it cannot say.",
    openapi_url="/v1/openapi.json",
    docs_url=None,
    redoc_url=None,
)
for router in (openai_images.router, openai_models.router, own_generations.router, own_credits.router):
    app.include_router(router, prefix="/v1")


@app.exception_handler(AquatintError)
async def tell_error(request: Request, error: AquatintError) -> Response:  # noqa: ARG001 -- the framework's signature
    """Answer an error of the family in the envelope that OpenAI's clients read."""
    return errors.response(error)


@app.exception_handler(RequestValidationError)
async def tell_bad_body(request: Request, error: RequestValidationError) -> Response:  # noqa: ARG001
    """Answer a body that does not fit its schema: 400 with the field, as OpenAI does."""
    return errors.response(errors.from_validation(error.errors()))


@app.exception_handler(HTTPException)
async def tell_http(request: Request, error: HTTPException) -> Response:
    """Answer what the router itself refuses, such as an unknown address."""
    return errors.plain(error.status_code, f"{request.method} {request.url.path}: {error.detail}.")


@app.exception_handler(Exception)
async def tell_fault(request: Request, error: Exception) -> Response:
    """Answer our own fault; the log has the rest."""
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return errors.plain(500, "Something broke on our side. Nothing was charged for what was not delivered.")
