"""Reads edit decision lists (CMX 3600): a line for each event, and comments that name its clip."""

import re

from chalicelib.imports.otio.clips import Clip, unreadable

_TIME = r"(\d\d[:;]\d\d[:;]\d\d[:;.,]\d\d\d?)"
EVENT = re.compile(rf"\d+\s+(\S+)\s+(\S+)\s+.*?{_TIME}\s+{_TIME}\s+{_TIME}\s+{_TIME}\s*", re.ASCII)
CLIP_NAME = re.compile(r"\*\s*(?:FROM|TO) CLIP NAME\s*:\s*(.*)", re.IGNORECASE)
DROPPED_IN = (30, 60)  # frames a second at which timecodes may leave numbers out


def read(text: str, fps: float) -> list[Clip]:
    """Return the clips of the video tracks, of a list with so many frames a second. Raises BreaksRule."""
    clips: list[Clip] = []
    origin: int | None = None
    in_video = False
    for line in text.splitlines():
        event, named = EVENT.fullmatch(line.strip()), CLIP_NAME.fullmatch(line.strip())
        if event is not None:
            in_video = "V" in event[2].upper() or event[2].upper() == "B"
            begin, end = frame(event[5], fps), frame(event[6], fps)
            if in_video and end > begin:
                origin = begin if origin is None else origin
                clips.append(Clip(("", event[1]), begin - origin, end - begin))
        elif named is not None and in_video and clips:
            clips[-1] = clips[-1]._replace(names=(named[1], clips[-1].names[-1]))
    if not clips:
        raise unreadable("edit decision list")
    return clips


def frame(timecode: str, fps: float) -> int:
    """Return the frame that a timecode numbers; with a semicolon in it, it leaves two numbers out in most minutes."""
    hours, minutes, seconds, frames = (int(part) for part in re.split("[:;.,]", timecode))
    rate = max(1, round(fps))
    found = ((hours * 60 + minutes) * 60 + seconds) * rate + frames
    if ";" in timecode and rate in DROPPED_IN:
        whole = hours * 60 + minutes
        found -= rate // 15 * (whole - whole // 10)
    return found
