"""A picture comes from anywhere: what can be shown is shown right, and what can't is refused before it does harm."""

import io
import random
import struct
import subprocess
import sys
import tracemalloc
import warnings
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from chalicelib.previews.pictures import rules

RECORDED = Path("/work/shared/contract/assets")
RED, GREEN, BLUE, CLEAR = (255, 0, 0, 255), (0, 255, 0, 255), (0, 0, 255, 255), (0, 0, 0, 0)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def file_of(picture: Image.Image, kind: str = "PNG", **options: Any) -> io.BytesIO:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return io.BytesIO(file.getvalue())


def noise(width: int = 61, height: int = 43) -> Image.Image:
    seeded = random.Random(7)
    return Image.frombytes("RGB", (width, height), seeded.randbytes(width * height * 3))


def shown(png: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(png))
    assert picture.format == "PNG"
    return picture.convert("RGBA")


def png_chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_of(width: int, height: int, *chunks: bytes, colours: int = 2, bits: int = 8) -> io.BytesIO:
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, 0))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + png_chunk(b"IEND", b""))


def orientation(value: Any) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = value
    return exif


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "MPO"])
def test_a_picture_of_a_preview_is_read_in_its_size(kind):
    picture = rules.read(file_of(noise(), kind))

    assert (picture.size, picture.mode) == ((61, 43), "RGB")


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "BMP", "TIFF"])
def test_other_kinds_are_read_for_an_avatar_and_refused_for_a_preview(kind):
    file = file_of(noise(), kind)

    assert rules.read(file, rules.AVATAR_KINDS).size == (61, 43)
    with pytest.raises(rules.Unreadable, match="PNG, JPEG"):
        rules.read(file)


@pytest.mark.parametrize("content", [b"", b"P", b"%PDF-1.7 and more", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(rules.Unreadable):
        rules.read(io.BytesIO(content), rules.AVATAR_KINDS)


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("JPEG", {}), ("JPEG", {"progressive": True})])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_truncated_file_is_refused(kind, options, part):
    content = file_of(noise(200, 200), kind, **options).getvalue()

    with pytest.raises(rules.Unreadable, match=r"truncated|damaged"):
        rules.read(io.BytesIO(content[: int(len(content) * part)]))


def test_a_bomb_is_refused_with_its_size_and_without_its_memory():
    bomb = png_of(50_000, 50_000, png_chunk(b"IDAT", zlib.compress(bytes(10_000_000), 9)))

    tracemalloc.start()
    with pytest.raises(rules.Unreadable, match="too many pixels: 50000 x 50000, at most 134,217,728"):
        rules.read(bomb)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("kind", ["GIF", "BMP", "JPEG"])
def test_a_bomb_of_another_kind_is_refused_as_well(kind):
    content = bytearray(file_of(Image.new("RGB", (8, 8)), kind).getvalue())
    place, size = {
        "GIF": (6, struct.pack("<HH", 65535, 65535)),
        "BMP": (18, struct.pack("<ii", 100_000, 100_000)),
        "JPEG": (content.find(b"\xff\xc0") + 5, struct.pack(">HH", 65535, 65535)),
    }[kind]
    content[place : place + len(size)] = size

    with pytest.raises(rules.Unreadable, match="too many pixels"):
        rules.read(io.BytesIO(bytes(content)), rules.AVATAR_KINDS)


def test_the_largest_frame_passes_the_limit_and_one_row_more_does_not():
    # Without pixels: what is refused as truncated has passed the limit.
    with pytest.raises(rules.Unreadable, match=r"truncated|damaged"):
        rules.read(png_of(16_384, 8_192, png_chunk(b"IDAT", zlib.compress(b"")), colours=0, bits=1))
    with pytest.raises(rules.Unreadable, match="too many pixels"):
        rules.read(png_of(16_384, 8_193, png_chunk(b"IDAT", zlib.compress(b"")), colours=0, bits=1))


@pytest.mark.parametrize("chunk", [b"zTXt", b"iCCP"])
def test_a_note_that_unpacks_to_a_hundred_megabytes_is_refused(chunk):
    bomb = png_chunk(chunk, b"a\0\0" + zlib.compress(bytes(100_000_000), 9))

    with pytest.raises(rules.Unreadable):
        rules.read(png_of(1, 1, bomb, png_chunk(b"IDAT", zlib.compress(bytes(4)))))


def test_a_jpeg_of_a_thousand_scans_is_refused():
    content = file_of(Image.new("RGB", (64, 64)), "JPEG", progressive=True).getvalue()
    first, second = [place for place in range(len(content)) if content[place : place + 2] == b"\xff\xda"][1:3]

    with pytest.raises(rules.Unreadable, match="scans"):
        rules.read(io.BytesIO(content[:second] + content[first:second] * 1000 + content[second:]))


def test_nothing_but_unreadable_comes_out_of_damaged_files():
    exif, picture, seeded = orientation(6), noise(), random.Random(20_000)
    whole = [
        file_of(picture, "PNG", exif=exif, icc_profile=SRGB),
        file_of(picture.quantize(40), "PNG", transparency=3),
        file_of(picture.convert("LA"), "PNG"),
        file_of(picture.convert("L").convert("I;16"), "PNG"),
        file_of(picture, "JPEG", exif=exif, icc_profile=SRGB),
        file_of(picture, "JPEG", progressive=True),
        file_of(picture.convert("CMYK"), "JPEG"),
        file_of(picture, "GIF"),
        file_of(picture, "WEBP", exif=exif),
    ]
    outcomes = {"read": 0, "refused": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(1500):
            content = bytearray(seeded.choice(whole).getvalue())
            for _ in range(seeded.choice((1, 2, 8))):
                content[seeded.randrange(seeded.choice((len(content), 200)))] = seeded.randrange(256)
            if seeded.random() < 0.3:
                del content[seeded.randrange(len(content)) :]
            try:
                read = rules.read(io.BytesIO(bytes(content)), rules.AVATAR_KINDS)
            except rules.Unreadable:
                outcomes["refused"] += 1
            else:
                outcomes["read"] += 1
                assert read.mode in ("RGB", "RGBA")
    assert min(outcomes.values()) > 100, outcomes


def test_the_limit_of_pillow_is_as_before_after_a_refusal():
    before = Image.MAX_IMAGE_PIXELS

    with pytest.raises(rules.Unreadable):
        rules.read(io.BytesIO(b"nothing"))

    assert before == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
@pytest.mark.parametrize(
    ("held", "corner"), [(1, "left top"), (3, "right bottom"), (6, "right top"), (8, "left bottom"), (99, "left top")]
)
def test_a_picture_is_turned_as_its_camera_was_held(kind, held, corner):
    marked = Image.new("RGB", (48, 32), "white")
    marked.paste((255, 0, 0), (0, 0, 16, 16))

    picture = rules.read(file_of(marked, kind, exif=orientation(held)), rules.AVATAR_KINDS)

    assert picture.size == ((32, 48) if held in (6, 8) else (48, 32))
    across, down = corner.split()
    red, green, blue = picture.getpixel(
        (5 if across == "left" else picture.width - 6, 5 if down == "top" else picture.height - 6)
    )[:3]
    assert red > 200
    assert max(green, blue) < 60


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, (255, 255, 255)),
        ("L", 100, (100, 100, 100)),
        ("LA", (100, 30), (100, 100, 100, 30)),
        ("I;16", 0x8000, (128, 128, 128)),
        ("RGBA", (10, 20, 30, 40), (10, 20, 30, 40)),
        ("P", 0, (12, 34, 56)),
    ],
)
def test_every_mode_of_a_png_becomes_rgb_or_rgba(mode, colour, expected):
    picture = Image.new(mode, (4, 4), colour)
    if mode == "P":
        picture.putpalette([12, 34, 56])

    read = rules.read(file_of(picture))

    assert read.getpixel((1, 1)) == expected


@pytest.mark.parametrize("mode", ["P", "L", "RGB"])
def test_a_colour_that_is_seen_through_becomes_transparent(mode):
    picture = Image.new(mode, (4, 4), 0)
    if mode == "P":
        picture.putpalette([0, 0, 0, 255, 255, 255])
    picture.paste({"P": 1, "L": 255, "RGB": (255, 255, 255)}[mode], (0, 0, 2, 4))

    read = rules.read(file_of(picture, transparency=(0, 0, 0) if mode == "RGB" else 0))

    assert read.getpixel((0, 0)) == (255, 255, 255, 255)
    assert read.getpixel((3, 0))[3] == 0


def test_a_cmyk_jpeg_becomes_rgb():
    read = rules.read(file_of(Image.new("CMYK", (16, 16), (0, 255, 255, 0)), "JPEG"))

    red, green, blue = read.getpixel((8, 8))
    assert red > 240
    assert max(green, blue) < 15


def test_the_colours_of_a_wider_profile_are_moved_to_srgb():
    swapped = bytearray(SRGB)  # a profile whose red is called green and whose green is called red
    red, green = swapped.find(b"rXYZ"), swapped.find(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"

    picture = Image.new("RGBA", (4, 4), (255, 0, 0, 77))
    read = rules.read(file_of(picture, icc_profile=bytes(swapped)))

    assert read.getpixel((1, 1)) == pytest.approx((0, 255, 0, 77), abs=2)


@pytest.mark.parametrize("profile", [b"no profile at all", SRGB[:300], SRGB.replace(b"RGB XYZ", b"CMYKXYZ")])
def test_a_damaged_profile_is_passed_over(profile):
    read = rules.read(file_of(Image.new("RGB", (4, 4), (1, 2, 3)), icc_profile=profile))

    assert read.getpixel((1, 1)) == (1, 2, 3)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_a_moving_picture_the_first_frame_is_shown(kind):
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "blue", "green")]

    read = rules.read(file_of(frames[0], kind, save_all=True, append_images=frames[1:]), rules.AVATAR_KINDS)

    assert read.convert("RGB").getpixel((8, 8)) == pytest.approx((255, 0, 0), abs=3)


def test_the_original_is_a_png_of_the_same_pixels_without_metadata():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", "somebody", zip=True)
    sent = file_of(noise(), exif=orientation(1), icc_profile=SRGB, pnginfo=notes, dpi=(300, 300))

    kept = rules.original(rules.read(sent))

    with kept.file as file:
        content = file.read()
    assert (kept.width, kept.height, kept.size) == (61, 43, len(content))
    names = {content[place : place + 4] for place in range(len(content))}
    assert not names & {b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"eXIf", b"pHYs", b"gAMA", b"tIME"}
    again = Image.open(io.BytesIO(content))
    assert (again.format, again.info) == ("PNG", {})
    assert max(abs(a - b) for a, b in zip(again.tobytes(), noise().tobytes(), strict=True)) <= 2


def test_a_large_original_is_written_to_the_disk(monkeypatch):
    monkeypatch.setattr(rules, "MEMORY_FOR_A_FILE", 1000)

    kept = rules.original(rules.read(file_of(noise())))

    with kept.file as file:
        assert isinstance(file.fileno(), int)
        assert len(file.read()) == kept.size > 1000


@pytest.mark.parametrize(
    ("size", "preview"),
    [((640, 360), (1200, 675)), ((300, 900), (1200, 3600)), ((40, 30), (1200, 900)), ((1600, 500), (1200, 375)),
     ((200, 300), (1200, 1800)), ((700, 333), (1200, 571)), ((20_000, 1), (1200, 1))],
)  # fmt: skip
def test_a_picture_is_shown_in_the_sizes_of_the_contract(size, preview):
    made = rules.variants(Image.new("RGB", size, "red"))

    assert {name: shown(png).size for name, png in made.items()} == {
        "thumbnails": (150, 100),
        "thumbnails-square": (100, 100),
        "previews": preview,
    }


@pytest.mark.parametrize(
    ("size", "preview"),
    [
        ((1, 20_000), (1, 16_384)),
        ((100, 20_000), (81, 16_384)),
        ((1200, 16_384), (1200, 16_384)),
        ((1, 1), (1200, 1200)),
    ],
)
def test_the_preview_of_a_strip_is_bounded(size, preview):
    assert rules.preview_size(*size) == preview


def test_a_thumbnail_holds_the_whole_picture_in_its_middle_and_is_transparent_around():
    tall = Image.new("RGB", (300, 900), RED[:3])
    tall.paste(BLUE[:3], (0, 450, 300, 900))

    made = rules.variants(tall)

    thumbnail = shown(made["thumbnails"])
    assert thumbnail.getchannel("A").getbbox() == (58, 0, 91, 100)
    assert [thumbnail.getpixel((75, row)) for row in (2, 97)] == [RED, BLUE]
    assert thumbnail.getpixel((20, 50)) == CLEAR
    assert shown(made["thumbnails-square"]).getchannel("A").getbbox() == (33, 0, 66, 100)


def test_a_small_picture_is_enlarged_for_its_thumbnail():
    thumbnail = shown(rules.variants(Image.new("RGB", (40, 30), RED[:3]))["thumbnails"])

    assert thumbnail.getchannel("A").getbbox() == (8, 0, 141, 100)
    assert thumbnail.getpixel((75, 50)) == RED


def test_a_transparent_picture_stays_transparent_in_every_size():
    made = rules.variants(Image.new("RGBA", (1500, 1000), (255, 0, 0, 128)))

    assert {shown(png).getpixel((50, 50)) for png in made.values()} == {(255, 0, 0, 128)}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
def test_an_avatar_holds_the_whole_picture_in_a_transparent_square(kind):
    made = shown(rules.avatar(file_of(Image.new("RGB", (1600, 800), "red"), kind)))

    assert made.size == (400, 400)
    assert made.getchannel("A").getbbox() == (0, 100, 400, 300)
    assert made.getpixel((200, 200)) == pytest.approx(RED, abs=3)


def test_a_picture_in_a_chat_is_cropped_to_its_middle():
    wide = Image.new("RGB", (900, 300), BLUE[:3])
    wide.paste(RED[:3], (300, 0, 600, 300))

    made = shown(rules.chat_thumbnail(file_of(wide)))

    assert made.size == (150, 150)
    assert {made.getpixel(place) for place in ((3, 3), (75, 75), (146, 146))} == {RED}


def test_only_as_much_of_a_jpeg_is_decoded_as_a_small_size_needs():
    assert rules.read(file_of(noise(1600, 800), "JPEG"), enough=200).size == (400, 200)
    assert rules.read(file_of(noise(300, 200), "JPEG"), enough=200).size == (300, 200)


def test_whoever_imports_the_rules_does_not_pay_for_pillow():
    loaded = "import sys, chalicelib.previews.pictures.rules; sys.exit('PIL' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", loaded], cwd=Path(__file__).parents[2], check=False).returncode == 0


@pytest.mark.skipif(not RECORDED.exists(), reason="the contract's pictures are not here")
@pytest.mark.parametrize("name", ["frame.png", "tall.png", "tiny.png", "wide.jpg", "portrait.jpg"])
def test_the_pictures_of_the_recordings_keep_their_size_and_colours(name):
    with (RECORDED / name).open("rb") as file, Image.open(RECORDED / name) as sent:
        picture = rules.read(file)
        assert (picture.size, picture.tobytes()) == (sent.size, sent.tobytes())
        assert shown(rules.variants(picture)["previews"]).size == (1200, -(-1200 * sent.height // sent.width))
