"""Receipts as pages and as PDF."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from aquatint.accounts.models import Person
from aquatint.billing import documents, reading
from aquatint.studio.views.billing.asking import member


@require_safe
@member
def show(request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Show a receipt."""
    receipt = reading.receipt(person, public_id)
    context = {"paper": documents.document(receipt), "receipt": receipt}
    return render(request, "studio/pages/billing/receipt.html", context)


@require_safe
@member
def file(_request: HttpRequest, person: Person, public_id: str) -> HttpResponse:
    """Send a receipt as PDF."""
    from aquatint.billing import pdf  # noqa: PLC0415 -- brings fonts and shaping

    paper = documents.document(reading.receipt(person, public_id))
    reply = HttpResponse(pdf.render(paper, site=settings.SITE_NAME), content_type="application/pdf")
    reply["Content-Disposition"] = f'inline; filename="{paper.name}.pdf"'
    return reply
