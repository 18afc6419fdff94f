"""Gradients and patterns reduced to one colour, for a profile that has neither."""

from generation.svg.colours import Colour, parse_colour
from generation.svg.geometry import box, length, numbers
from generation.svg.links import reference_of, targets
from generation.svg.policy import GRADIENTS, SHAPES
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

_STEPS = 4  # between two stops; exact but for transparency and discs
_BLACK = Colour(0, 0, 0)
Stop = tuple[float, Colour]  # offset from 0 to 1


def flatten_paints(root: Node, receipt: Receipt) -> None:
    """Replace every reference to a gradient or a pattern by its average colour."""
    by_name = targets(root)
    averages: dict[str, Colour] = {}
    for node in root.walk():
        for attribute in ("fill", "stroke"):
            found = reference_of(node, attribute)
            if found is None or found[0] not in by_name:
                continue
            name = found[0]
            if name not in averages:
                averages[name] = _average(by_name[name], by_name)
                _tell(by_name[name], averages[name], receipt)
            _paint(node, attribute, averages[name])


def _tell(paint: Node, average: Colour, receipt: Receipt) -> None:
    code = "gradient" if paint.name in GRADIENTS else "pattern"
    receipt.add(code, f"‘{paint.attributes['id']}’ became {average.hex()}", paint.name)


def _paint(node: Node, attribute: str, average: Colour) -> None:
    node.attributes[attribute] = average.hex()
    if average.alpha < 0.995:
        name = f"{attribute}-opacity"
        own = (numbers(node.attributes.get(name, "1")) or [1.0])[0]
        if node.attributes.get(name, "").endswith("%"):
            own /= 100
        node.attributes[name] = f"{own * average.alpha:.3g}"


def _average(paint: Node, by_name: dict[str, Node]) -> Colour:
    if paint.name == "pattern":
        return _pattern_colour(paint)
    stops = _stops(paint, by_name)
    # On a disc the outer rings are larger: area grows with the square of the radius.
    power = 2 if paint.name == "radialGradient" else 1
    return average_of_stops(stops, power)


def _stops(gradient: Node, by_name: dict[str, Node]) -> list[Stop]:
    """The stops, its own or those of the gradient it refers to."""
    node: Node | None = gradient
    while node is not None:
        stops = [_stop(child) for child in node.nodes() if child.name == "stop"]
        if stops:
            return stops
        node = by_name.get(node.attributes.get("href", "#")[1:])
    return []


def _stop(node: Node) -> Stop:
    text = node.attributes.get("offset", "0")
    offset = float(text.rstrip("%")) / (100 if text.endswith("%") else 1)
    colour = parse_colour(node.attributes.get("stop-color", "black")) or _BLACK
    opacity = length(node, "stop-opacity", 1.0)
    if node.attributes.get("stop-opacity", "").endswith("%"):
        opacity /= 100
    alpha = colour.alpha * min(1.0, max(0.0, opacity))
    return min(1.0, max(0.0, offset)), colour._replace(alpha=alpha)


def average_of_stops(stops: list[Stop], power: int) -> Colour:
    """The mean colour over a gradient, weighted by area; transparent where there are no stops.

    `power` is 1 for a band and 2 for a disc. Between stops the colour runs straight; outside
    the first and the last it stays.
    """
    if not stops:
        return Colour(0, 0, 0, 0)
    total = [0.0, 0.0, 0.0, 0.0]
    previous, colour = 0.0, stops[0][1]
    for offset, following in [*stops, (1.0, stops[-1][1])]:
        offset = max(previous, offset)
        for left, right in _steps(previous, offset):
            middle = _between(colour, following, ((left + right) / 2 - previous), offset - previous)
            _add(total, middle, right**power - left**power)
        previous, colour = offset, following
    alpha = total[3]
    if alpha <= 0:
        return Colour(0, 0, 0, 0)
    return Colour(total[0] / alpha, total[1] / alpha, total[2] / alpha, alpha)


def _steps(start: float, end: float) -> list[tuple[float, float]]:
    width = (end - start) / _STEPS
    return (
        [(start + i * width, start + (i + 1) * width) for i in range(_STEPS)] if width > 0 else []
    )


def _between(a: Colour, b: Colour, along: float, width: float) -> Colour:
    t = along / width
    return Colour(*(x + (y - x) * t for x, y in zip(a, b, strict=True)))


def _add(total: list[float], colour: Colour, weight: float) -> None:
    for i in range(3):
        total[i] += colour[i] * colour.alpha * weight
    total[3] += colour.alpha * weight


def _pattern_colour(pattern: Node) -> Colour:
    """The mean of the tile's plain colours, by the share of the tile that each shape covers."""
    tile = length(pattern, "width") * length(pattern, "height")
    total = [0.0, 0.0, 0.0, 0.0]
    for shape in pattern.walk():
        for attribute, share in (
            ("fill", _area(shape) / tile if tile > 0 else 1.0),
            ("stroke", 0.2),
        ):
            colour = parse_colour(shape.attributes.get(attribute, ""))
            if colour is not None and shape.name in SHAPES:
                _add(total, colour, min(1.0, share))
    alpha = total[3]
    if alpha <= 0:
        return Colour(0, 0, 0, 0)
    return Colour(total[0] / alpha, total[1] / alpha, total[2] / alpha, min(1.0, alpha))


def _area(shape: Node) -> float:
    """The area of a shape's box, in square user units."""
    _, _, width, height = box(shape)
    return width * height
