"""Reads Radiance pictures (.hdr), of which every pixel has an exponent, and makes a small picture of them."""

import io
from typing import BinaryIO

from chalicelib.previews.pictures.rules import MOST_PIXELS, Unreadable

THUMBNAIL = (300, 200)
MOST_HEADER = 8192  # bytes
LEAST_ENCODED, MOST_ENCODED = 8, 32_767  # widths of lines that are run-length encoded
