"""The door for webhooks. The pages that people see are in `studio`."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from aquatint.billing import receiving
from aquatint.billing.errors import GatewayUnavailable

_ANSWERS = {
    receiving.Taken.STORED: (200, "stored"),
    receiving.Taken.KNOWN: (200, "known"),
    receiving.Taken.FORGED: (401, "signature"),
    receiving.Taken.NO_SUCH_GATEWAY: (404, "unknown gateway"),
    receiving.Taken.TOO_LARGE: (413, "too large"),
}


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """Take a gateway's webhook in: 200 as soon as it is stored, 401 for a bad signature, 503 to be told again."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > receiving.MOST_BYTES:
        status, word = _ANSWERS[receiving.Taken.TOO_LARGE]
    else:
        body = request.read(receiving.MOST_BYTES + 1)
        headers = {name.lower(): value for name, value in request.headers.items()}
        try:
            taken, _ = receiving.receive(gateway, headers, body)
            status, word = _ANSWERS[taken]
        except GatewayUnavailable:  # what a signature is checked with cannot be had now
            status, word = 503, "later"
    return HttpResponse(word, status=status, content_type="text/plain")
