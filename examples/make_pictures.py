#!/usr/bin/env python3
# /// script
# requires-python = ">=3.10"
# dependencies = ["pillow"]
# ///
"""Draw the pictures of the example site.

Run it from anywhere::

    python examples/make_pictures.py

Every picture is made of gradients and simple shapes, without chance, so that
a second run draws the same pictures again.  Pillow is the only thing needed.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw

if TYPE_CHECKING:
    from collections.abc import Callable

Colour = tuple[int, int, int]
Point = tuple[float, float]

HERE = Path(__file__).resolve().parent
POSTS = HERE / "moviesite" / "assets" / "img" / "posts"
WIDE = (1200, 675)
TALL = (600, 900)
SMALL = (800, 450)
SCALE = 2  # drawn at twice the size, then reduced: smooth edges
LARGEST = 40_000  # bytes

BLACK: Colour = (18, 18, 24)
WHITE: Colour = (250, 248, 240)
CREAM: Colour = (244, 232, 204)
YELLOW: Colour = (248, 204, 70)
ORANGE: Colour = (238, 138, 60)
RED: Colour = (208, 62, 52)
PINK: Colour = (240, 160, 170)
GREEN: Colour = (70, 140, 84)
TEAL: Colour = (40, 120, 130)
BLUE: Colour = (58, 104, 178)
NAVY: Colour = (24, 34, 74)
PURPLE: Colour = (92, 62, 128)
BROWN: Colour = (112, 74, 48)
GREY: Colour = (150, 156, 164)


class Canvas:
    """A picture in the making, measured in the units of its final size."""

    def __init__(self, size: tuple[int, int], top: Colour, bottom: Colour) -> None:
        """Start with a gradient from the colour at the top to the bottom one."""
        self.size = size
        width, height = size[0] * SCALE, size[1] * SCALE
        self.image = Image.new("RGB", (width, height), top)
        self.draw = ImageDraw.Draw(self.image)
        for y in range(height):
            self.draw.line([(0, y), (width, y)], fill=mix(top, bottom, y / height))

    def circle(self, centre: Point, radius: float, fill: Colour) -> None:
        """Draw a filled circle."""
        self.oval(centre, (radius, radius), fill)

    def oval(self, centre: Point, radii: Point, fill: Colour) -> None:
        """Draw a filled ellipse."""
        x, y = centre
        across, down = radii
        box = [x - across, y - down, x + across, y + down]
        self.draw.ellipse([value * SCALE for value in box], fill=fill)

    def ring(self, centre: Point, radius: float, fill: Colour, width: float) -> None:
        """Draw the outline of a circle."""
        x, y = centre
        box = [x - radius, y - radius, x + radius, y + radius]
        self.draw.ellipse(
            [value * SCALE for value in box],
            outline=fill,
            width=round(width * SCALE),
        )

    def box(self, start: Point, end: Point, fill: Colour, radius: float = 0) -> None:
        """Draw a filled rectangle, its corners rounded by the radius."""
        corners = [value * SCALE for value in (*start, *end)]
        self.draw.rounded_rectangle(corners, radius=radius * SCALE, fill=fill)

    def shape(self, points: list[Point], fill: Colour) -> None:
        """Draw a filled polygon."""
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def line(self, points: list[Point], fill: Colour, width: float) -> None:
        """Draw a line through the points."""
        self.draw.line(
            [(x * SCALE, y * SCALE) for x, y in points],
            fill=fill,
            width=round(width * SCALE),
            joint="curve",
        )

    def wave(self, level: float, height: float, length: float, fill: Colour) -> None:
        """Fill everything below a wavy line."""
        width, bottom = self.size
        points: list[Point] = [
            (x, level + height * math.sin(2 * math.pi * x / length))
            for x in range(0, width + 10, 5)
        ]
        self.shape([*points, (width + 10, bottom), (0, bottom)], fill)

    def finished(self) -> Image.Image:
        """Return the picture at its final size."""
        return self.image.resize(self.size, Image.Resampling.LANCZOS)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return the colour that lies between two others."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def round_about(centre: Point, radius: float, turn: float) -> Point:
    """Return the point on a circle; a turn of 0 is up, 0.25 is to the right."""
    angle = 2 * math.pi * turn
    return centre[0] + radius * math.sin(angle), centre[1] - radius * math.cos(angle)


def lighthouse() -> Canvas:
    """Draw a striped lighthouse in front of the moon."""
    canvas = Canvas(WIDE, NAVY, TEAL)
    canvas.circle((890, 210), 130, YELLOW)
    canvas.shape([(420, 190), (1200, 40), (1200, 330)], mix(YELLOW, TEAL, 0.45))
    for row in range(6):
        y = 230 + row * 60
        half, wider = 52 + row * 9, 61 + row * 9
        canvas.shape(
            [
                (420 - half, y),
                (420 + half, y),
                (420 + wider, y + 60),
                (420 - wider, y + 60),
            ],
            RED if row % 2 == 0 else WHITE,
        )
    canvas.box((376, 160), (464, 232), YELLOW)
    canvas.shape([(356, 162), (420, 100), (484, 162)], BLACK)
    canvas.wave(560, 14, 240, mix(NAVY, BLUE, 0.4))
    canvas.wave(610, 12, 170, NAVY)
    return canvas


def top_hats() -> Canvas:
    """Draw a crowd of hats in front of a cone of light."""
    canvas = Canvas(WIDE, BROWN, CREAM)
    canvas.shape([(60, 80), (1200, 60), (1200, 460)], mix(CREAM, YELLOW, 0.3))
    for row in range(3):
        fill = mix(BROWN, BLACK, 0.3 + row * 0.3)
        for column in range(4):
            x = 130 + column * 310 + (row % 2) * 120
            y = 360 + row * 110
            canvas.box((x - 45, y - 90), (x + 45, y), fill, 6)
            canvas.box((x - 80, y - 10), (x + 80, y + 10), fill, 9)
            canvas.box((x - 45, y - 28), (x + 45, y - 12), RED)
            canvas.circle((x, y + 50), 52, mix(fill, CREAM, 0.12))
    return canvas


def tram() -> Canvas:
    """Draw a yellow tram on a hill."""
    canvas = Canvas(WIDE, PURPLE, ORANGE)
    canvas.circle((930, 300), 110, YELLOW)
    for column in range(8):
        x = column * 155
        canvas.box((x, 330 + column % 3 * 45), (x + 120, 675), mix(PURPLE, ORANGE, 0.35))
    canvas.shape([(0, 620), (1200, 520), (1200, 675), (0, 675)], mix(PURPLE, BLACK, 0.6))
    canvas.line([(520, 300), (600, 210), (680, 300)], BLACK, 6)
    canvas.box((380, 300), (820, 540), YELLOW, 26)
    canvas.box((380, 300), (820, 346), WHITE, 20)
    for column in range(4):
        x = 406 + column * 102
        canvas.box((x, 362), (x + 82, 440), NAVY, 8)
    canvas.box((380, 466), (820, 482), RED)
    for x in (480, 720):
        canvas.circle((x, 548), 40, BLACK)
        canvas.circle((x, 548), 16, GREY)
    return canvas


def goose() -> Canvas:
    """Draw a goose in front of a door."""
    canvas = Canvas(WIDE, TEAL, CREAM)
    canvas.box((720, 110), (1000, 620), BROWN, 10)
    canvas.circle((760, 380), 16, YELLOW)
    canvas.box((0, 610), (1200, 675), mix(BROWN, BLACK, 0.5))
    canvas.oval((540, 470), (210, 120), WHITE)
    canvas.shape([(345, 440), (270, 360), (420, 400)], WHITE)
    canvas.line([(690, 450), (720, 330), (705, 220)], WHITE, 66)
    canvas.circle((705, 205), 52, WHITE)
    canvas.shape([(745, 185), (845, 215), (745, 232)], ORANGE)
    canvas.circle((718, 192), 9, BLACK)
    canvas.oval((510, 470), (120, 60), mix(WHITE, GREY, 0.4))
    for x in (500, 590):
        canvas.line([(x, 580), (x, 625), (x + 40, 628)], ORANGE, 14)
    return canvas


def submarine() -> Canvas:
    """Draw a submarine that hums."""
    canvas = Canvas(WIDE, TEAL, mix(NAVY, BLACK, 0.5))
    canvas.oval((560, 450), (360, 95), YELLOW)
    canvas.box((520, 310), (680, 420), YELLOW, 18)
    canvas.line([(600, 320), (600, 240), (660, 240)], YELLOW, 16)
    canvas.shape([(230, 450), (140, 370), (140, 530)], ORANGE)
    for column in range(4):
        canvas.circle((400 + column * 120, 450), 36, mix(YELLOW, BLACK, 0.5))
        canvas.circle((400 + column * 120, 450), 26, CREAM)
    notes: list[Point] = [(740, 250), (850, 180), (950, 260), (1050, 130)]
    for x, y in notes:
        canvas.oval((x, y), (24, 18), WHITE)
        canvas.line([(x + 21, y), (x + 21, y - 84)], WHITE, 6)
    return canvas


def garden() -> Canvas:
    """Draw three flowers on a hill."""
    canvas = Canvas(WIDE, BLUE, CREAM)
    canvas.circle((240, 170), 90, WHITE)
    canvas.wave(470, 60, 1300, mix(GREEN, CREAM, 0.35))
    canvas.wave(540, 50, 900, GREEN)
    flowers: list[tuple[Point, float]] = [
        ((480, 350), 60),
        ((700, 270), 76),
        ((930, 380), 54),
    ]
    for (x, y), radius in flowers:
        canvas.line([(x, y), (x, 640)], mix(GREEN, BLACK, 0.4), 14)
        for petal in range(6):
            canvas.circle(round_about((x, y), radius, petal / 6), radius * 0.55, RED)
        canvas.circle((x, y), radius * 0.6, YELLOW)
    return canvas


def hedgehog() -> Canvas:
    """Draw a hedgehog under a red lamp, on a tall poster."""
    canvas = Canvas(TALL, mix(GREEN, BLACK, 0.55), mix(GREEN, YELLOW, 0.4))
    canvas.line([(300, 0), (300, 170)], BLACK, 6)
    canvas.shape([(300, 440), (60, 800), (540, 800)], mix(GREEN, YELLOW, 0.6))
    canvas.shape([(230, 170), (370, 170), (450, 290), (150, 290)], RED)
    canvas.circle((300, 300), 34, YELLOW)
    for spike in range(25):
        turn = -0.3 + spike * 0.6 / 24
        tip = round_about((290, 700), 210, turn)
        left = round_about((290, 700), 120, turn - 0.025)
        right = round_about((290, 700), 120, turn + 0.025)
        canvas.shape([left, tip, right], BROWN if spike % 2 else mix(BROWN, BLACK, 0.4))
    canvas.oval((290, 715), (165, 105), BROWN)
    canvas.oval((400, 755), (90, 62), CREAM)
    canvas.circle((490, 755), 17, BLACK)
    canvas.circle((410, 735), 11, BLACK)
    canvas.box((0, 808), (600, 900), mix(BROWN, BLACK, 0.6))
    return canvas


def robot() -> Canvas:
    """Draw a robot in front of honeycomb."""
    canvas = Canvas(WIDE, YELLOW, ORANGE)
    for row in range(6):
        for column in range(8):
            centre = (column * 173.0 + (row % 2) * 86.5, 20 + row * 150.0)
            cell = [round_about(centre, 88, corner / 6) for corner in range(6)]
            canvas.shape(cell, mix(YELLOW, BROWN, 0.18 + 0.09 * ((row + column) % 3)))
    canvas.line([(600, 210), (600, 110)], GREY, 14)
    canvas.circle((600, 105), 26, RED)
    canvas.box((400, 200), (800, 560), GREY, 44)
    canvas.box((470, 560), (730, 675), mix(GREY, BLACK, 0.3))
    for x, fill in ((500, PINK), (700, WHITE)):
        canvas.circle((x, 330), 66, BLACK)
        canvas.circle((x, 330), 48, fill)
        canvas.circle((x + 10, 336), 18, BLACK)
    canvas.box((480, 450), (720, 510), BLACK, 20)
    for column in range(5):
        canvas.box((496 + column * 44, 462), (528 + column * 44, 498), CREAM, 4)
    for x, y in ((250, 200), (980, 300), (1040, 520), (180, 480)):
        canvas.oval((x - 12, y - 28), (22, 26), WHITE)
        canvas.oval((x, y), (42, 27), BLACK)
        canvas.box((x - 8, y - 26), (x + 8, y + 26), YELLOW)
    return canvas


def queue() -> Canvas:
    """Draw a long row of people that ends at a small door."""
    canvas = Canvas(WIDE, CREAM, GREY)
    canvas.shape(
        [(0, 675), (0, 560), (1010, 290), (1200, 290), (1200, 675)],
        mix(GREY, WHITE, 0.5),
    )
    canvas.box((1030, 190), (1100, 300), mix(BLACK, GREY, 0.4), 4)
    canvas.circle((1045, 250), 4, YELLOW)
    coats = (RED, BLUE, GREEN, ORANGE, PURPLE, TEAL, PINK)
    for number in range(24, -1, -1):
        size = 0.86**number
        x = 1010 - 900 * size
        y = 300 + 280 * size
        fill = coats[number % len(coats)]
        canvas.box(
            (x - 70 * size, y - 230 * size),
            (x + 70 * size, y + 20 * size),
            fill,
            45 * size,
        )
        canvas.circle((x, y - 280 * size), 56 * size, mix(CREAM, BROWN, 0.1 + 0.2 * (number % 4)))
    return canvas


def modem() -> Canvas:
    """Draw a cardboard box with a modem on top."""
    canvas = Canvas(WIDE, BLACK, mix(GREEN, BLACK, 0.5))
    for column in range(1, 16):
        canvas.line([(column * 75, 0), (column * 75, 675)], mix(GREEN, BLACK, 0.75), 2)
    canvas.box((340, 300), (860, 620), mix(BROWN, CREAM, 0.45), 6)
    canvas.shape([(340, 300), (260, 360), (300, 400), (380, 310)], mix(BROWN, CREAM, 0.3))
    canvas.shape([(860, 300), (940, 360), (900, 400), (820, 310)], mix(BROWN, CREAM, 0.3))
    canvas.box((560, 300), (640, 620), CREAM)
    canvas.box((420, 200), (780, 300), GREY, 16)
    for column in range(6):
        canvas.circle((470 + column * 52, 250), 14, (RED, GREEN, YELLOW)[column % 3])
    canvas.line([(780, 250), (900, 250), (960, 140), (1200, 140)], WHITE, 8)
    for radius in (60, 110, 160):
        canvas.ring((420, 110), radius, mix(GREEN, WHITE, 0.3), 6)
    return canvas


def mars() -> Canvas:
    """Draw a rocket on its way past a red planet."""
    canvas = Canvas(WIDE, BLACK, NAVY)
    for star in range(60):
        place = (star * 0.7548777 % 1 * 1200, star * 0.5698403 % 1 * 675)
        canvas.circle(place, 1.5 + star % 3, WHITE)
    canvas.circle((880, 400), 230, RED)
    canvas.circle((800, 330), 46, mix(RED, BLACK, 0.25))
    canvas.circle((960, 460), 66, mix(RED, BLACK, 0.25))
    canvas.circle((860, 540), 30, mix(RED, BLACK, 0.25))
    canvas.shape([(310, 300), (190, 330), (310, 360)], ORANGE)
    canvas.shape([(310, 314), (240, 330), (310, 346)], YELLOW)
    canvas.oval((430, 330), (140, 56), WHITE)
    canvas.shape([(330, 290), (300, 220), (400, 280)], RED)
    canvas.shape([(330, 370), (300, 440), (400, 380)], RED)
    for column in range(4):
        canvas.circle((370 + column * 46, 330), 15, BLUE)
    return canvas


def cat() -> Canvas:
    """Draw a cat in front of a clock."""
    canvas = Canvas(WIDE, mix(BLACK, GREY, 0.35), BLACK)
    canvas.circle((600, 320), 290, mix(GREY, BLACK, 0.3))
    canvas.circle((600, 320), 268, CREAM)
    for hour in range(12):
        inner = round_about((600, 320), 222, hour / 12)
        outer = round_about((600, 320), 252, hour / 12)
        canvas.line([inner, outer], BLACK, 10)
    canvas.line([(600, 320), round_about((600, 320), 215, 2 / 12)], BLACK, 10)
    canvas.line([(600, 320), round_about((600, 320), 170, 11 / 12)], BLACK, 14)
    canvas.oval((600, 590), (130, 180), BLACK)
    canvas.circle((600, 390), 88, BLACK)
    canvas.shape([(520, 370), (524, 260), (590, 320)], BLACK)
    canvas.shape([(680, 370), (676, 260), (610, 320)], BLACK)
    canvas.line([(710, 640), (800, 600), (820, 500), (790, 450)], BLACK, 30)
    for x in (565, 635):
        canvas.oval((x, 385), (20, 24), YELLOW)
        canvas.oval((x, 385), (6, 20), BLACK)
    canvas.box((0, 645), (1200, 675), BROWN)
    return canvas


def snow_globe() -> Canvas:
    """Draw two houses in a snow globe."""
    canvas = Canvas(WIDE, PINK, PURPLE)
    canvas.circle((600, 310), 270, mix(BLUE, WHITE, 0.55))
    canvas.oval((600, 490), (215, 72), WHITE)
    for x, fill in ((500, RED), (700, TEAL)):
        canvas.box((x - 60, 350), (x + 60, 480), fill)
        canvas.shape([(x - 80, 352), (x, 270), (x + 80, 352)], BROWN)
        canvas.box((x - 18, 385), (x + 18, 425), YELLOW)
    for flake in range(40):
        point = round_about((600, 300), 20 + flake * 5.6, flake * 0.381966)
        canvas.circle(point, 4 + flake % 3 * 2, WHITE)
    canvas.shape([(420, 530), (780, 530), (840, 640), (360, 640)], BROWN)
    canvas.box((340, 620), (860, 656), mix(BROWN, BLACK, 0.4), 14)
    return canvas


def projector() -> Canvas:
    """Draw an old projector."""
    canvas = Canvas(SMALL, BLACK, PURPLE)
    canvas.shape([(420, 250), (800, 90), (800, 410)], mix(YELLOW, CREAM, 0.5))
    canvas.box((160, 200), (380, 330), GREY, 12)
    canvas.box((380, 230), (430, 270), mix(GREY, BLACK, 0.4))
    canvas.shape([(230, 330), (310, 330), (350, 450), (190, 450)], mix(GREY, BLACK, 0.6))
    for centre in ((200.0, 130.0), (345.0, 130.0)):
        canvas.circle(centre, 72, mix(GREY, BLACK, 0.3))
        for hole in range(5):
            canvas.circle(round_about(centre, 42, hole / 5), 16, BLACK)
    return canvas


def plant() -> Canvas:
    """Draw a potted plant in the limelight."""
    canvas = Canvas(WIDE, mix(RED, BLACK, 0.6), mix(RED, BLACK, 0.2))
    for fold in range(13):
        x = fold * 100
        canvas.box((x, 0), (x + 40, 590), mix(RED, BLACK, 0.45))
    canvas.shape([(560, 0), (640, 0), (900, 600), (300, 600)], mix(RED, CREAM, 0.45))
    canvas.box((0, 580), (1200, 675), BROWN)
    canvas.oval((600, 608), (300, 40), mix(BROWN, CREAM, 0.6))
    for leaf in range(7):
        turn = -0.2 + leaf * 0.4 / 6
        tip = round_about((600, 450), 270, turn)
        left = round_about((600, 450), 150, turn - 0.05)
        right = round_about((600, 450), 150, turn + 0.05)
        fill = GREEN if leaf % 2 else mix(GREEN, BLACK, 0.3)
        canvas.shape([(600, 460), left, tip, right], fill)
    canvas.shape([(510, 450), (690, 450), (660, 610), (540, 610)], ORANGE)
    canvas.box((496, 436), (704, 476), mix(ORANGE, BLACK, 0.15), 8)
    return canvas


def lunch() -> Canvas:
    """Draw a plate, a fork and a knife."""
    canvas = Canvas(WIDE, TEAL, mix(TEAL, BLACK, 0.3))
    canvas.circle((600, 340), 250, WHITE)
    canvas.circle((600, 340), 170, mix(WHITE, GREY, 0.3))
    canvas.circle((600, 340), 150, ORANGE)
    for column in range(3):
        canvas.box((210 + column * 36, 110), (226 + column * 36, 250), GREY, 8)
    canvas.box((210, 230), (298, 290), GREY, 26)
    canvas.box((242, 270), (266, 580), GREY, 12)
    canvas.shape([(930, 100), (980, 180), (980, 360), (930, 360)], GREY)
    canvas.box((930, 340), (958, 580), GREY, 12)
    return canvas


def frames() -> Canvas:
    """Draw frames inside frames inside frames."""
    canvas = Canvas(WIDE, BLACK, BLACK)
    colours = (ORANGE, NAVY, RED, CREAM, TEAL, BLACK)
    for number in range(22):
        size = 0.84**number
        across, down = 600 * size, 337 * size
        start = (600 - across, 337 - down)
        canvas.box(start, (600 + across, 337 + down), colours[number % 6], 24 * size)
    return canvas


PICTURES: dict[str, Callable[[], Canvas]] = {
    "2023-02-11/lighthouse.png": lighthouse,
    "2023-06-03/1888.jpg": top_hats,
    "2023-09-30/eletrico.webp": tram,
    "2024-01-20/goose.png": goose,
    "2024-01-20/submarine.jpg": submarine,
    "2024-04-06/garden.webp": garden,
    "2024-05-18/helene.jpg": hedgehog,
    "2024-07-14/robot-beekeeper.webp": robot,
    "2025-01-11/queue.png": queue,
    "2025-03-08/handle.jpg": modem,
    "2025-05-24/mars.webp": mars,
    "2025-06-01/lunch.jpg": lunch,
    "2025-10-04/cat.png": cat,
    "2026-02-14/projector.png": projector,
    "2026-02-14/snow-globe.jpg": snow_globe,
    "2026-09-05/understudy.png": plant,
    "2099-12-31/sequel.png": frames,
}


def save(image: Image.Image, path: Path) -> None:
    """Write a picture in the format that its name asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".png":
        few = image.quantize(colors=64, dither=Image.Dither.NONE)
        few.save(path, optimize=True)
    elif path.suffix == ".jpg":
        image.save(path, quality=70, optimize=True, progressive=True)
    else:
        image.save(path, quality=60, method=6)


def main() -> int:
    """Draw all the pictures; return 1 if one came out too large."""
    code = 0
    for name, painter in PICTURES.items():
        path = POSTS / name
        save(painter().finished(), path)
        size = path.stat().st_size
        sys.stdout.write(f"{path.relative_to(HERE)}: {size} bytes\n")
        if size > LARGEST:
            sys.stderr.write(f"{name} is larger than {LARGEST} bytes\n")
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
