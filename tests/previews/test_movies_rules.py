"""Without an encoder, a movie is known by its container, and an MP4 by what its header tells."""

import io
import struct
from pathlib import Path

import pytest

from chalicelib.previews.movies.rules import Movie, probe

RECORDED = Path("/work/shared/contract/assets/shot.mp4")


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def header(width: int, height: int, seconds: int) -> bytes:
    movie = box(b"mvhd", bytes(12) + struct.pack(">II", 1000, seconds * 1000) + bytes(80))
    picture = box(b"trak", box(b"tkhd", bytes(76) + struct.pack(">II", width << 16, height << 16)))
    sound = box(b"trak", box(b"tkhd", bytes(84)))
    return box(b"ftyp", b"isom") + box(b"moov", movie + sound + picture)


def test_an_mp4_tells_its_size_and_length():
    content = header(1920, 1080, 12) + box(b"mdat", bytes(1000))

    assert probe(io.BytesIO(content), len(content)) == Movie(1920, 1080, 12.0)


@pytest.mark.parametrize("head", ["1a45dfa3", "3026b2758e66cf11a6d900aa0062ce6c", b"RIFF0000AVI ".hex()])
def test_other_containers_are_movies_of_which_nothing_is_known(head):
    content = bytes.fromhex(head) + bytes(100)

    assert probe(io.BytesIO(content), len(content)) == Movie()


@pytest.mark.parametrize(
    "content",
    [b"", b"this is no movie", b"RIFF0000WAVE", box(b"ftyp", b"isom"), header(1, 1, 1)[:30],
     box(b"ftyp", b"isom") + struct.pack(">I4s", 3, b"moov"), box(b"free", b"") * 20_000],
)  # fmt: skip
def test_what_is_no_movie_or_has_no_header_is_none(content):
    assert probe(io.BytesIO(content), len(content)) is None


@pytest.mark.skipif(not RECORDED.exists(), reason="the contract's movie is not here")
def test_the_movie_of_the_recordings_is_known():
    assert probe(io.BytesIO(RECORDED.read_bytes()), RECORDED.stat().st_size) == Movie(320, 180, 2.0)
