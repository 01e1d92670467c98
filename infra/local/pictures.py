"""Draws the frames of the example production: a street at night, with what is seen in the shot as simple shapes."""

import io
import random

from PIL import Image, ImageDraw, ImageFilter

SIZE = (1280, 720)
SKY, GROUND, LIGHT = (22, 28, 58), (38, 34, 52), (255, 214, 120)


def frame(title: str, lamps: int, seed: int) -> bytes:
    """Return a PNG of so many lit lamps in a row of houses; the same seed gives the same street."""
    chance = random.Random(seed)
    picture = _sky()
    draw = ImageDraw.Draw(picture)
    _houses(draw, chance)
    glow = Image.new("L", SIZE)
    for lamp in range(lamps):
        _lamp(
            draw, ImageDraw.Draw(glow), 140 + lamp * (SIZE[0] - 240) // max(lamps, 1), 430 + chance.randrange(-20, 60)
        )
    picture.paste(LIGHT, (0, 0), glow.filter(ImageFilter.GaussianBlur(45)))
    ImageDraw.Draw(picture).text((40, SIZE[1] - 56), title, fill=(235, 235, 235), font_size=28)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _sky() -> Image.Image:
    gradient = Image.linear_gradient("L").resize(SIZE)
    return Image.composite(Image.new("RGB", SIZE, GROUND), Image.new("RGB", SIZE, SKY), gradient)


def _houses(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    left = 0
    while left < SIZE[0]:
        width, height = chance.randrange(90, 190), chance.randrange(180, 420)
        top = 600 - height
        shade = chance.randrange(14, 30)
        draw.rectangle((left, top, left + width, 600), fill=(shade, shade, shade + 14))
        draw.polygon(
            [(left, top), (left + width // 2, top - 60), (left + width, top)], fill=(shade + 6, shade, shade + 8)
        )
        for row in range(top + 30, 560, 60):
            for column in range(left + 18, left + width - 30, 46):
                lit = chance.random() < 0.25
                draw.rectangle((column, row, column + 18, row + 26), fill=LIGHT if lit else (10, 10, 20))
        left += width


def _lamp(draw: ImageDraw.ImageDraw, glow: ImageDraw.ImageDraw, x: int, y: int) -> None:
    draw.line((x, y, x, 620), fill=(8, 8, 12), width=8)
    draw.ellipse((x - 18, y - 22, x + 18, y + 14), fill=LIGHT)
    glow.ellipse((x - 90, y - 90, x + 90, y + 90), fill=150)
