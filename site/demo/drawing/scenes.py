"""The scenes of the drawings, each a function that puts a landscape on a canvas; `draw` calls them by name."""

from collections.abc import Callable

from demo.drawing.canvas import Canvas, Colour

FAR: Colour = (194, 211, 207)
HILL: Colour = (169, 196, 177)
SLOPE: Colour = (134, 173, 146)
RISE: Colour = (152, 184, 145)
PLAIN: Colour = (224, 198, 127)
GOLD: Colour = (211, 178, 100)
WATER: Colour = (188, 214, 218)
DEEP: Colour = (138, 178, 188)
BANK: Colour = (95, 143, 110)
NEAR: Colour = (63, 113, 86)
DARK: Colour = (44, 90, 67)
CLAY: Colour = (178, 104, 74)
SAND: Colour = (232, 214, 176)
WALL: Colour = (243, 232, 212)
STONE: Colour = (160, 152, 138)
SNOW: Colour = (240, 244, 244)


def _distance(c: Canvas) -> None:
    c.ridge(0.50, 0.16, FAR, rough=0.5)
    c.ridge(0.56, 0.08, HILL)


def hills(c: Canvas) -> None:
    """Draw hills with a path."""
    _distance(c)
    c.ridge(0.64, 0.09, SLOPE)
    line = c.ridge(0.74, 0.08, PLAIN)
    c.river(0.70, SAND, wide=0.10, bend=0.10)
    for _ in range(5):
        x = c.chance.uniform(0.03, 0.97)
        c.tree((x, line(x) + 0.03), 0.05, BANK)


def river(c: Canvas) -> None:
    """Draw a winding river with trees on its banks."""
    _distance(c)
    c.ridge(0.64, 0.06, RISE)
    c.ridge(0.70, 0.04, PLAIN)
    c.river(0.66, WATER, wide=0.42)
    for side in (0.12, 0.88):
        for _ in range(4):
            x = side + c.chance.uniform(-0.11, 0.11)
            c.tree((x, c.chance.uniform(0.76, 0.9)), c.chance.uniform(0.05, 0.08), BANK)
    _reeds(c, 0.0, 0.2)
    _reeds(c, 0.82, 1.0)


def coast(c: Canvas) -> None:
    """Draw the sea under a cliff."""
    c.box(0, 0.52, 1, 1, DEEP)
    for row in range(7):
        y = 0.56 + row * 0.05
        for _ in range(6):
            x, length = c.chance.uniform(0, 1), c.chance.uniform(0.03, 0.10)
            c.line([(x, y), (x + length / 2, y - 0.005), (x + length, y)], WATER, 2 + row * 0.4)
    c.shape([(0, 0.40), (0.22, 0.42), (0.33, 0.46), (0.36, 0.60), (0.42, 0.76), (0.40, 1), (0, 1)], CLAY)
    c.shape([(0, 0.36), (0.20, 0.38), (0.34, 0.43), (0.36, 0.47), (0.2, 0.46), (0, 0.45)], SLOPE)
    c.shape([(0.36, 0.86), (0.6, 0.90), (0.85, 0.97), (0.9, 1), (0.3, 1)], SAND)
    for _ in range(5):
        c.bird((c.chance.uniform(0.45, 0.9), c.chance.uniform(0.2, 0.42)), 0.012)


def roofs(c: Canvas) -> None:
    """Draw a street of houses with pale roofs and some trees."""
    c.ridge(0.52, 0.10, FAR)
    for row, (base, low) in enumerate(((0.62, 0.06), (0.76, 0.09), (0.94, 0.13))):
        x = -0.05
        while x < 1:
            wide, high = c.chance.uniform(0.09, 0.17), c.chance.uniform(low, low * 2)
            colour = c.chance.choice((WALL, SAND, CLAY, GOLD, STONE))
            c.box(x, base - high, x + wide, base + 0.1, colour)
            c.box(x - 0.005, base - high - 0.018, x + wide + 0.005, base - high, SNOW)
            for window in range(2):
                left = x + wide * (0.2 + 0.4 * window)
                c.box(left, base - high + 0.03, left + 0.022, base - high + 0.075, DEEP)
            x += wide + c.chance.uniform(0.005, 0.05)
        for _ in range(3):
            c.tree((c.chance.uniform(0, 1), base + 0.08), 0.05 + row * 0.015, BANK)
    c.box(0, 0.97, 1, 1, STONE)


def forest(c: Canvas) -> None:
    """Draw rows of pointed trees about a clearing."""
    _distance(c)
    for base, size, colour, many in ((0.62, 0.06, SLOPE, 34), (0.72, 0.09, BANK, 24), (0.88, 0.13, NEAR, 15)):
        c.ridge(base + 0.03, 0.04, colour)
        for _ in range(many):
            x = c.chance.uniform(-0.02, 1.02)
            if not (base > 0.7 and 0.4 < x < 0.62):
                c.conifer((x, base + c.chance.uniform(0, 0.05)), size * c.chance.uniform(0.7, 1.1), colour)
    c.shape([(0.36, 1), (0.46, 0.80), (0.56, 0.80), (0.68, 1)], PLAIN)


def marsh(c: Canvas) -> None:
    """Draw a marsh: still water between tall grasses."""
    _distance(c)
    c.box(0, 0.62, 1, 1, RISE)
    for row in range(6):
        y = 0.66 + row * 0.06
        for _ in range(3):
            c.disc((c.chance.uniform(0, 1), y), c.chance.uniform(0.05, 0.10) + row * 0.012, WATER, flat=0.14)
    for _ in range(4):
        c.bird((c.chance.uniform(0.1, 0.6), c.chance.uniform(0.2, 0.4)), 0.012)
    _reeds(c, 0, 1, many=70)


def spring(c: Canvas) -> None:
    """Draw a spring among stones, under a tree."""
    _distance(c)
    c.ridge(0.66, 0.10, SLOPE)
    c.ridge(0.78, 0.06, PLAIN)
    c.disc((0.5, 0.86), 0.20, DEEP, flat=0.24)
    c.disc((0.5, 0.855), 0.15, WATER, flat=0.22)
    for step in range(15):
        x = 0.27 + step * 0.033
        c.disc(
            (x, 0.86 + 0.085 * (1 - abs(step - 7) / 8) + c.chance.uniform(-0.01, 0.01)),
            c.chance.uniform(0.014, 0.024),
            STONE,
            flat=0.7,
        )
    c.tree((0.22, 0.84), 0.15, BANK)
    c.tree((0.84, 0.80), 0.10, NEAR)


def milpa(c: Canvas) -> None:
    """Draw a field of maize on a slope."""
    c.ridge(0.50, 0.24, FAR, rough=0.3)
    c.ridge(0.60, 0.12, SLOPE)
    c.ridge(0.70, 0.06, GOLD)
    for row in range(5):
        y, size = 0.74 + row * 0.065, 0.07 + row * 0.018
        for step in range(22):
            c.maize((step / 21 + c.chance.uniform(-0.01, 0.01), y), size)


def garden(c: Canvas) -> None:
    """Draw beds of vegetables before a wall."""
    c.ridge(0.46, 0.10, HILL)
    c.box(0, 0.44, 1, 0.62, WALL)
    c.box(0, 0.43, 1, 0.45, CLAY)
    c.box(0, 0.62, 1, 1, SAND)
    c.tree((0.14, 0.66), 0.16, BANK)
    for row in range(3):
        top = 0.70 + row * 0.11
        for bed in range(3):
            left = 0.06 + bed * 0.32 - row * 0.02
            c.box(left, top, left + 0.25 + row * 0.02, top + 0.055, (122, 88, 62))
            for step in range(7):
                x = left + 0.02 + step * 0.036
                c.disc((x, top), 0.015, c.chance.choice((BANK, NEAR, RISE)), flat=1.2)
                if c.chance.random() < 0.25:
                    c.disc((x, top - 0.012), 0.005, c.chance.choice((CLAY, GOLD)))


def mangrove(c: Canvas) -> None:
    """Draw mangroves on arching roots over water."""
    c.ridge(0.54, 0.05, HILL)
    c.box(0, 0.58, 1, 1, DEEP)
    for row, y in enumerate((0.62, 0.70, 0.82)):
        for _ in range(5):
            x, size = c.chance.uniform(0, 1), 0.09 + row * 0.03
            for side in (-1, -0.5, 0.5, 1):
                c.line(
                    [
                        (x, y - size * 0.5),
                        (x + side * size * 0.30, y - size * 0.25),
                        (x + side * size * 0.42, y + 0.02),
                    ],
                    (110, 84, 62),
                    3 + row,
                )
            for dx, dy, r in ((0, -1.1, 0.40), (-0.34, -0.8, 0.32), (0.34, -0.8, 0.32)):
                c.disc((x + dx * size, y + dy * size), r * size, (BANK, NEAR, DARK)[row])
    for _ in range(14):
        x, y = c.chance.uniform(0, 1), c.chance.uniform(0.86, 0.98)
        c.line([(x, y), (x + 0.06, y)], WATER, 2.5)


def acequia(c: Canvas) -> None:
    """Draw a straight ditch between fields, with poplars."""
    c.ridge(0.50, 0.20, FAR, rough=0.6)
    c.box(0, 0.56, 1, 1, RISE)
    for side in range(-4, 5):
        c.line([(0.5 + side * 0.02, 0.57), (0.5 + side * 0.34, 1)], PLAIN, 8)
    c.shape([(0.49, 0.56), (0.51, 0.56), (0.66, 1), (0.34, 1)], BANK)
    c.shape([(0.495, 0.56), (0.505, 0.56), (0.61, 1), (0.39, 1)], WATER)
    for step in range(7):
        t = (step + 1) / 7
        for side in (-1, 1):
            x, y, size = 0.5 + side * (0.03 + 0.36 * t * t), 0.57 + 0.33 * t * t, 0.02 + 0.10 * t * t
            c.disc((x, y - size * 1.6), size * 0.32, NEAR, flat=4.2)


def mesa(c: Canvas) -> None:
    """Draw flat-topped mountains over dry grass."""
    for base, colour in ((0.56, (206, 166, 140)), (0.62, CLAY)):
        x = c.chance.uniform(-0.1, 0.2)
        while x < 1:
            wide, high = c.chance.uniform(0.14, 0.3), c.chance.uniform(0.08, 0.2)
            c.shape([(x, base), (x + 0.03, base - high), (x + wide - 0.03, base - high), (x + wide, base)], colour)
            x += wide + c.chance.uniform(0.02, 0.2)
        c.box(0, base - 0.002, 1, 1, colour)
    c.ridge(0.70, 0.05, PLAIN)
    c.ridge(0.84, 0.05, GOLD)
    for _ in range(40):
        x, y = c.chance.uniform(0, 1), c.chance.uniform(0.72, 0.98)
        c.disc((x, y), 0.006 + 0.02 * (y - 0.7), BANK, flat=0.7)


def cistern(c: Canvas) -> None:
    """Draw a house whose roof fills a round cistern."""
    _distance(c)
    c.ridge(0.72, 0.05, PLAIN)
    c.box(0.16, 0.48, 0.52, 0.82, WALL)
    c.shape([(0.12, 0.50), (0.34, 0.34), (0.56, 0.50)], CLAY)
    c.box(0.30, 0.62, 0.38, 0.82, NEAR)
    c.box(0.20, 0.58, 0.26, 0.67, DEEP)
    c.line([(0.55, 0.505), (0.60, 0.53), (0.60, 0.64)], STONE, 7)
    c.box(0.56, 0.62, 0.78, 0.86, STONE)
    c.disc((0.67, 0.86), 0.11, STONE, flat=0.28)
    c.disc((0.67, 0.62), 0.11, (186, 178, 164), flat=0.28)
    c.disc((0.67, 0.625), 0.085, DEEP, flat=0.26)
    c.tree((0.90, 0.84), 0.11, BANK)


def winter(c: Canvas) -> None:
    """Draw a frozen lake among snowy hills."""
    c.ridge(0.52, 0.16, (206, 218, 220), rough=0.4)
    c.ridge(0.60, 0.08, SNOW)
    for _ in range(16):
        c.conifer((c.chance.uniform(0, 1), c.chance.uniform(0.60, 0.66)), c.chance.uniform(0.03, 0.06), NEAR)
    c.box(0, 0.68, 1, 1, SNOW)
    c.disc((0.5, 0.84), 0.46, (206, 224, 230), flat=0.24)
    for _ in range(9):
        x, y = c.chance.uniform(0.15, 0.8), c.chance.uniform(0.76, 0.93)
        c.line([(x, y), (x + 0.07, y - 0.008), (x + 0.10, y + 0.012)], SNOW, 3)
    for step in range(7):
        c.disc((0.2 + step * 0.09, 0.9 - step * 0.02), 0.006, DEEP, flat=0.6)


def market(c: Canvas) -> None:
    """Draw the awnings of a market with crates of fruit."""
    c.ridge(0.46, 0.12, FAR)
    c.box(0, 0.42, 1, 1, SAND)
    for stall in range(4):
        left, right = 0.02 + stall * 0.25, 0.24 + stall * 0.25
        colour = (CLAY, BANK, GOLD, DEEP)[(stall + c.chance.randrange(4)) % 4]
        for post in (left + 0.01, right - 0.015):
            c.box(post, 0.50, post + 0.006, 0.88, (110, 84, 62))
        for stripe in range(6):
            a, b = left + stripe * 0.037, left + (stripe + 1) * 0.037
            c.shape([(a, 0.40), (b, 0.40), (b - 0.005, 0.53), (a - 0.005, 0.53)], colour if stripe % 2 else WALL)
        c.box(left + 0.01, 0.72, right - 0.01, 0.88, (150, 114, 80))
        for _ in range(26):
            at = (c.chance.uniform(left + 0.02, right - 0.02), c.chance.uniform(0.69, 0.72))
            c.disc(at, 0.011, c.chance.choice((CLAY, GOLD, BANK, RISE)))
    c.box(0, 0.94, 1, 1, PLAIN)


def grassland(c: Canvas) -> None:
    """Draw a river through wide golden grass, under far mountains."""
    c.ridge(0.46, 0.14, FAR, rough=0.6)
    c.ridge(0.53, 0.07, HILL)
    c.ridge(0.60, 0.06, RISE)
    c.ridge(0.68, 0.04, PLAIN)
    c.ridge(0.80, 0.05, GOLD)
    c.river(0.64, WATER, wide=0.46, bend=0.16)
    _reeds(c, 0, 0.25, many=30)
    _reeds(c, 0.78, 1, many=30)


def _reeds(c: Canvas, left: float, right: float, many: int = 22) -> None:
    for _ in range(many):
        c.reed((c.chance.uniform(left, right), c.chance.uniform(0.94, 1.02)), c.chance.uniform(0.08, 0.2), DARK)


SCENES: dict[str, Callable[[Canvas], None]] = {
    scene.__name__: scene
    for scene in (
        *(hills, river, coast, roofs, forest, marsh, spring, milpa),
        *(garden, mangrove, acequia, mesa, cistern, winter, market, grassland),
    )
}
