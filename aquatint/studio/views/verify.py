"""The page on which anybody asks where a picture comes from. Works without an account and without scripts."""

import shutil
from pathlib import Path
from typing import Any, Final, NamedTuple

from allauth.account.adapter import get_adapter
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from aquatint.imaging.provenance.reading import Action, Credentials, Signed, Standing
from aquatint.imaging.provenance.verdict import Match, Verdict, Word, manifests
from aquatint.kit.errors import AquatintError, InvalidRequest
from aquatint.media import storage, verifying
from aquatint.studio import words
from aquatint.studio.forms import Upload

_TITLES: Final = {
    Word.MADE_HERE: "Made here",
    Word.GENERATED: "Made by a program",
    Word.SIGNED: "Signed",
    Word.RESEMBLES: "Looks like one of ours",
    Word.DECLARED: "Says that a program made it",
    Word.BROKEN: "Broken credentials",
    Word.UNKNOWN: "We cannot tell",
}
_TONES: Final = {Word.MADE_HERE: "good", Word.GENERATED: "good", Word.SIGNED: "good", Word.BROKEN: "bad"}
_STANDINGS: Final = {
    Standing.TRUSTED: "They hold. The signer is on a list of trust.",
    Standing.OURS: "They hold. This site signed them.",
    Standing.UNTRUSTED: "They hold: nothing was changed since. No list of trust vouches for the signer's name.",
    Standing.BROKEN: "They do not hold.",
}
_MATCHES: Final = {
    Match.FILE: "These very bytes are in our record.",
    Match.MARK: "Its invisible mark is in our record.",
    Match.LOOK: "It shows the same as a picture in our record.",
}
_ACTIONS: Final = {
    "c2pa.created": "Made",
    "c2pa.opened": "Opened a picture",
    "c2pa.placed": "Put a picture in",
    "c2pa.edited": "Changed",
    "c2pa.converted": "Saved as another type",
    "c2pa.transcoded": "Saved as another type",
    "c2pa.resized": "Scaled",
    "c2pa.resized.proportional": "Scaled",
    "c2pa.cropped": "Cropped",
    "c2pa.color_adjustments": "Colours changed",
    "c2pa.adjustedColor": "Colours changed",
    "c2pa.published": "Published",
    "c2pa.watermarked": "Marked invisibly",
    "c2pa.watermarked.unbound": "Marked invisibly",
    "c2pa.watermarked.bound": "Marked invisibly",
}
_SOURCES: Final = {
    "trainedAlgorithmicMedia": "by a model that was trained on pictures",
    "compositeWithTrainedAlgorithmicMedia": "in part by a model that was trained on pictures",
    "algorithmicMedia": "by a program without a trained model",
    "compositeSynthetic": "in part by a program without a trained model",
    "algorithmicallyEnhanced": "improved by a program",
    "digitalCapture": "with a camera",
    "computationalCapture": "with a camera that computes",
    "digitalCreation": "by a person with a program",
    "humanEdits": "by a person",
    "screenCapture": "from a screen",
}


class Link(NamedTuple):
    """One manifest of the chain, ready to be shown."""

    is_first: bool
    who: str
    program: str
    when: str
    done: list[tuple[str, str]]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """Show the form, and after a file was sent, what can be said of it."""
    context: dict[str, Any] = {"most": words.weight(verifying.limits().bytes)}
    status = 200
    if request.method == "POST":
        try:
            context |= _shown(_verdict(request))
        except AquatintError as error:
            context["problem"], status = error.sentence, error.status
    return render(request, "studio/pages/verify.html", context, status=status)


def _verdict(request: HttpRequest) -> Verdict:
    file = request.FILES.get("file")
    if file is None:
        raise InvalidRequest("Choose a picture first.", field="file")
    path = storage.temporary_file()
    try:
        _write(file, path)
        return verifying.verify(path, address=get_adapter(request).get_client_ip(request))
    finally:
        storage.discard(path)


def _write(file: Upload, path: Path) -> None:
    if isinstance(file, TemporaryUploadedFile):
        shutil.copyfile(file.temporary_file_path(), path)
        return
    with path.open("wb") as out:
        out.writelines(file.chunks())


def _shown(verdict: Verdict) -> dict[str, Any]:
    look, record = verdict.look, verdict.record
    return {
        "verdict": verdict,
        "title": _TITLES[verdict.word],
        "tone": _TONES.get(verdict.word, "plain"),
        "credentials": look.credentials,
        "holds": look.credentials is not None and look.credentials.standing is not Standing.BROKEN,
        "standing": _STANDINGS[look.credentials.standing] if look.credentials else "",
        "chain": _chain(look.credentials),
        "record": record,
        "match": _MATCHES[record.match] if record else "",
        "declared": _SOURCES.get(look.declared.source, look.declared.source) if look.declared else "",
        "file": f"{look.width} × {look.height} pixels, {look.media_type}, {words.weight(look.bytes)}",
    }


def _chain(credentials: Credentials | None) -> list[Link]:
    if credentials is None:
        return []
    return [_link(signed, is_first=index == 0) for index, signed in enumerate(manifests(credentials.active))]


def _link(signed: Signed, *, is_first: bool) -> Link:
    when = signed.signed or next((action.when for action in signed.actions if action.when), "")
    return Link(
        is_first=is_first,
        who=signed.issuer or "nobody named",
        program=signed.generator,
        when=when[:16].replace("T", " "),
        done=[(_ACTIONS.get(action.action, action.action), _how(action)) for action in signed.actions],
    )


def _how(action: Action) -> str:
    source = _SOURCES.get(action.source, action.source)
    changed = action.facts.get("percent_changed")
    how = " ".join(part for part in (source, f"({action.agent})" if action.agent else "") if part)
    return ", ".join(part for part in (how, f"{changed} % of the pixels" if changed else "") if part)
