"""A canvas for landscapes: sky, ridges, water and plants in the colours of the site, with smooth edges.

`demo.drawing.scenes` draws on it. All numbers are parts of the width and height, from 0 to 1.
"""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]
Point = tuple[float, float]

WIDTH, HEIGHT = 1280, 720
# Drawn larger and made smaller: that is what smooths the edges, Pillow's polygons have none.
SCALE = 2


@dataclass(frozen=True, slots=True)
class Light:
    """The colours of an hour of the day."""

    name: str
    top: Colour
    bottom: Colour
    sun: Colour
    height: float
    """Where the sun stands, as a part of the height."""
    tint: Colour
    strength: float


LIGHTS: tuple[Light, ...] = (
    Light("morning", (211, 228, 230), (250, 238, 214), (243, 205, 128), 0.30, (250, 226, 190), 0.12),
    Light("noon", (196, 222, 228), (240, 244, 236), (250, 232, 178), 0.14, (255, 255, 255), 0.04),
    Light("evening", (200, 206, 212), (246, 212, 172), (226, 150, 84), 0.38, (214, 140, 96), 0.20),
    Light("overcast", (206, 216, 216), (232, 234, 226), (240, 238, 226), 0.22, (206, 214, 214), 0.18),
)


def mix(one: Colour, other: Colour, part: float) -> Colour:
    """Return a colour between two."""
    return tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


class Canvas:
    """What a scene is drawn on, with its own hour of the day and its own chance."""

    def __init__(self, seed: str) -> None:
        """Begin with a sky; equal seeds make equal pictures."""
        self.chance = random.Random(seed)  # noqa: S311 - for drawing, not for secrets
        self.light = self.chance.choice(LIGHTS)
        self.width, self.height = WIDTH * SCALE, HEIGHT * SCALE
        self.image = self._sky()
        self.draw = ImageDraw.Draw(self.image)
        if self.light.name != "overcast":
            self.disc((self.chance.uniform(0.55, 0.85), self.light.height), 0.045, self.light.sun, plain=True)

    def _sky(self) -> Image.Image:
        column = Image.new("RGB", (1, 64))
        for y in range(64):
            column.putpixel((0, y), mix(self.light.top, self.light.bottom, min(1.0, y / 38)))
        return column.resize((self.width, self.height), Image.Resampling.BILINEAR)

    def lit(self, colour: Colour) -> Colour:
        """Return a colour as the light of the hour shows it."""
        return mix(colour, self.light.tint, self.light.strength)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.width, y * self.height) for x, y in points]

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill a polygon."""
        self.draw.polygon(self._at(points), fill=self.lit(colour))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Draw a line of a width in pixels of the finished picture."""
        self.draw.line(self._at(points), fill=self.lit(colour), width=max(1, round(width * SCALE)), joint="curve")

    def disc(self, centre: Point, radius: float, colour: Colour, *, flat: float = 1.0, plain: bool = False) -> None:
        """Draw a circle, or an ellipse that is `flat` times as high; its radius is a part of the width."""
        x, y, r = centre[0] * self.width, centre[1] * self.height, radius * self.width
        fill = colour if plain else self.lit(colour)
        self.draw.ellipse((x - r, y - r * flat, x + r, y + r * flat), fill=fill)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """Fill a rectangle."""
        self.shape([(left, top), (right, top), (right, bottom), (left, bottom)], colour)

    def ridge(self, base: float, rise: float, colour: Colour, *, rough: float = 0.0) -> Callable[[float], float]:
        """Draw land up to a wavy line about `base`; return the height of the line at each place."""
        waves = [
            (self.chance.uniform(0.6, 2.6), self.chance.uniform(0, 6.28), self.chance.uniform(0.3, 1)) for _ in range(3)
        ]
        jag = [(self.chance.uniform(7, 19), self.chance.uniform(0, 6.28)) for _ in range(3)]
        total = sum(weight for _f, _p, weight in waves)

        def height(x: float) -> float:
            swell = sum(weight * math.sin(f * x * 6.28 + p) for f, p, weight in waves) / total
            teeth = sum(abs(math.sin(f * x + p)) for f, p in jag) / 3
            return base - rise * (0.5 + 0.5 * swell) - rise * rough * teeth

        line = [(x / 96, height(x / 96)) for x in range(97)]
        self.shape([(0, 1), *line, (1, 1)], colour)
        return height

    def river(self, top: float, colour: Colour, *, wide: float = 0.3, bend: float = 0.12) -> None:
        """Draw water that winds from far away to the lower edge."""
        phase, middle = self.chance.uniform(0, 6.28), self.chance.uniform(0.4, 0.6)
        left, right = [], []
        for step in range(41):
            t = step / 40
            y = top + (1 - top) * t
            x = middle + bend * math.sin(phase + 5.2 * math.sqrt(t)) * (0.35 + t)
            half = 0.004 + wide / 2 * t * t
            left.append((x - half, y))
            right.append((x + half, y))
        self.shape([*left, *reversed(right)], colour)

    def tree(self, foot: Point, size: float, colour: Colour) -> None:
        """Draw a round tree."""
        x, y = foot
        self.box(x - size * 0.04, y - size * 0.9, x + size * 0.04, y, (96, 76, 56))
        for dx, dy, r in ((0, -1.5, 0.42), (-0.28, -1.15, 0.34), (0.28, -1.15, 0.34)):
            self.disc((x + dx * size, y + dy * size), r * size, colour)

    def conifer(self, foot: Point, size: float, colour: Colour) -> None:
        """Draw a pointed tree."""
        x, y = foot
        for lift, half in ((0.0, 0.30), (0.75, 0.23), (1.4, 0.15)):
            self.shape(
                [(x - size * half, y - size * lift), (x, y - size * (lift + 1.3)), (x + size * half, y - size * lift)],
                colour,
            )

    def reed(self, foot: Point, size: float, colour: Colour) -> None:
        """Draw a leaning blade with a seed head."""
        x, y = foot
        lean = self.chance.uniform(-0.25, 0.25) * size
        self.line([(x, y), (x + lean * 0.4, y - size * 0.6), (x + lean, y - size)], colour, 2.2)
        self.disc((x + lean, y - size), 0.004, (224, 165, 38), flat=2.6)

    def maize(self, foot: Point, size: float) -> None:
        """Draw a plant of maize."""
        x, y = foot
        self.line([(x, y), (x, y - size)], (95, 143, 110), 3)
        for side in (-1, 1):
            for part in (0.35, 0.6):
                top = y - size * (part + 0.22)
                bow = [(x, y - size * part), (x + side * size * 0.16, top), (x + side * size * 0.30, top + size * 0.12)]
                self.line(bow, (63, 113, 86), 2.6)
        self.disc((x, y - size), 0.004, (211, 178, 100), flat=2.4)

    def bird(self, at: Point, size: float) -> None:
        """Draw a bird far away."""
        x, y = at
        self.line([(x - size, y - size * 0.5), (x, y), (x + size, y - size * 0.6)], (65, 77, 71), 2)

    def finished(self) -> Image.Image:
        """Return the picture at its final size."""
        return self.image.reduce(SCALE)
