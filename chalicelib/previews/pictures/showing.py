"""Shows what was published: while it is not ready says so, and makes a size that is still missing at that moment."""

from chalicelib.errors import BreaksRule, NotFound
from chalicelib.previews.files.records import PreviewFile, place_of
from chalicelib.previews.pictures import kinds
from chalicelib.previews.pictures.receiving import make_variants
from chalicelib.previews.pictures.rules import Unreadable
from chalicelib.previews.serving import Served, serve
from chalicelib.web.http import Answer, Request, json_answer
from chalicelib.web.refusals import answer_to

RETRY_SECONDS = "5"
LATER: dict[str, str | list[str]] = {"Cache-Control": "no-store"}


def show(request: Request, preview: PreviewFile, what: str, download: str = "") -> Answer:
    """Answer with a preview's own file (`what` is its ending) or a size of its picture. Raises NotFound."""
    if preview.status == "processing":
        return _not_yet(request, preview)
    sized = what in kinds.VARIANTS
    if preview.status != "ready" or preview.extension != (kinds.PICTURE if sized else what):
        raise NotFound("this preview has no such file")
    place = place_of(preview.id, preview.kept_in)
    name = kinds.variant(place, what) if sized else kinds.original(place, what)
    kind = kinds.PNG if sized else kinds.content_type(what)
    version = f"{preview.id}-{preview.updated_at:%Y%m%d%H%M%S}-{what}"
    served = Served(name, kind, version, preview.updated_at, download)
    try:
        return serve(request, served)
    except NotFound:
        if not sized:
            raise
    _make(preview)
    return serve(request, served)


def show_file(request: Request, preview: PreviewFile, extension: str) -> Answer:
    """Answer with a file of any kind, by an ending that files can have. Raises NotFound, BreaksRule."""
    ending = extension.lower()
    if ending not in kinds.PICTURES | kinds.OTHERS:
        raise BreaksRule(f"{extension!r} is no ending of what is kept here")
    if ending == kinds.PICTURE:
        return show(request, preview, kinds.PICTURE)
    if preview.status == "ready" and preview.extension not in kinds.OTHERS:
        raise NotFound("pictures are kept as png only")
    return show(request, preview, preview.extension or "")


def _make(preview: PreviewFile) -> None:
    try:
        make_variants(place_of(preview.id, preview.kept_in))
    except Unreadable as error:
        raise NotFound(str(error)) from error


def _not_yet(request: Request, preview: PreviewFile) -> Answer:
    """Say that the file is still to come, in the way that a program or a browser understands."""
    if prefers_json(request.headers.get("accept", "")):
        state = {"status": preview.status, "preview_file_id": preview.id}
        return json_answer(202, state, {"Retry-After": RETRY_SECONDS, **LATER})
    refused = answer_to(NotFound("this preview is not ready yet"))
    refused.headers |= LATER
    return refused


def prefers_json(accept: str) -> bool:
    """Return whether a client would rather have JSON than a picture."""
    weights = {"application/json": 0.0, "image/png": 0.0}
    exact: dict[str, int] = dict.fromkeys(weights, 0)
    for option in accept.split(","):
        kind, *parameters = (part.strip() for part in option.split(";"))
        weight = next((_weight(p[2:]) for p in parameters if p.startswith("q=")), 1.0)
        for name in weights:
            how_exact = {name: 3, f"{name.partition('/')[0]}/*": 2, "*/*": 1}.get(kind, 0)
            if how_exact > exact[name]:
                weights[name], exact[name] = weight, how_exact
    return weights["application/json"] > weights["image/png"]


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
