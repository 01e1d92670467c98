"""Reads the edit lists of Final Cut Pro 7 (XML), which other editing programs write too."""

from xml.etree import ElementTree

from chalicelib.imports.otio.clips import Clip, unreadable

TRACKS = "sequence/media/video/track"


def read(text: str, _fps: float) -> list[Clip]:
    """Return the clips of the video tracks. Raises BreaksRule."""
    if "<!ENTITY" in text:  # a few of these can fill any memory
        raise unreadable("edit list")
    try:
        root = ElementTree.fromstring(text)
        tracks = [track for place in (TRACKS, f"project/children/{TRACKS}") for track in root.findall(place)]
        if root.tag != "xmeml" or not tracks:
            raise unreadable("edit list")
        return [clip for track in tracks for clip in _clips(track)]
    except (ElementTree.ParseError, ValueError) as error:
        raise unreadable("edit list") from error


def _clips(track: ElementTree.Element) -> list[Clip]:
    """Return the clips of a track; one that begins or ends in a transition has no number there."""
    clips: list[Clip] = []
    for item in track.findall("clipitem"):
        start, end = _number(item, "start"), _number(item, "end")
        if start < 0:
            start = clips[-1].first + clips[-1].length if clips else 0
        if end < 0:
            end = start + _number(item, "out") - _number(item, "in")
        names = (item.findtext("name") or "", item.findtext("file/name") or "")
        clips.append(Clip(names, start, max(0, end - start)))
    return clips


def _number(item: ElementTree.Element, name: str) -> int:
    return int(item.findtext(name) or 0)
