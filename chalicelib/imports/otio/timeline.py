"""Reads OpenTimelineIO files: timelines of tracks of clips and gaps, nested as the editor has nested them."""

from typing import Any

import msgspec

from chalicelib.imports.otio.clips import Clip, unreadable

Values = dict[str, Any]
VIDEO, TRACK, STACK, TRANSITION = "Video", "Track", "Stack", "Transition"


def read(text: str, _fps: float) -> list[Clip]:
    """Return the clips of the video tracks. Raises BreaksRule."""
    try:
        timeline = msgspec.json.decode(text, type=Values)
        tracks = timeline["tracks"]["children"] if _kind(timeline) == "Timeline" else None
        clips: list[Clip] = []
        for track in tracks or []:
            if track.get("kind") == VIDEO:
                _place(track, 0, clips)
    except (
        msgspec.DecodeError,
        RecursionError,
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        OverflowError,
    ) as error:
        raise unreadable("timeline") from error
    if tracks is None:
        raise unreadable("timeline")
    return clips


def _kind(item: Values) -> str:
    return str(item.get("OTIO_SCHEMA", "")).partition(".")[0]


def _place(track: Values, first: int, clips: list[Clip]) -> int:
    """Note the clips of a track that begins at a frame; returns how many frames it has."""
    at = first
    for item in track["children"]:
        kind = _kind(item)
        if kind == TRANSITION:
            continue
        if kind in (TRACK, STACK):
            at += _nested(item, at, clips)
            continue
        length = _length(item)
        if kind == "Clip":
            clips.append(Clip((item.get("name") or "", _media_name(item)), at, length))
        at += length
    return at - first


def _nested(item: Values, first: int, clips: list[Clip]) -> int:
    if _kind(item) == TRACK:
        own = _place(item, first, clips)
    else:
        own = max((_nested(one, first, clips) for one in item["children"] if _kind(one) in (TRACK, STACK)), default=0)
    return _length(item) if item.get("source_range") else own


def _length(item: Values) -> int:
    """Return a clip's length in frames: what is used of its media, else all of it."""
    used = item.get("source_range") or (_media(item) or {}).get("available_range")
    return 0 if used is None else max(0, round(used["duration"]["value"]))


def _media(clip: Values) -> Values | None:
    """Return the media of a clip, as older and as newer files write it."""
    several = clip.get("media_references")
    if several:
        return several.get(clip.get("active_media_reference_key") or "DEFAULT_MEDIA")  # type: ignore[no-any-return]
    return clip.get("media_reference")


def _media_name(clip: Values) -> str:
    media = _media(clip) or {}
    return str(media.get("name") or (media.get("target_url") or "").rpartition("/")[2])
