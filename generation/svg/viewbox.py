"""The outermost svg: its viewBox, its size, and what it may not carry."""

import re
from typing import Final

from generation.svg import limits, policy
from generation.svg.geometry import drawn_box, number_text, numbers
from generation.svg.grammars import NUMBER
from generation.svg.receipt import Receipt
from generation.svg.tree import Node

# CSS pixels in one unit (CSS Values 4, section 6.2); em and rem at the usual 16 px.
_PIXELS: Final = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0,
    "em": 16.0, "rem": 16.0,
}  # fmt: skip
_LENGTH: Final = re.compile(rf"({NUMBER})([a-z%]*)", re.IGNORECASE)


def pixels(value: str | None) -> float | None:
    """An absolute length in CSS pixels; None for percentages and other relative units."""
    match = _LENGTH.fullmatch(value or "")
    factor = _PIXELS.get(match.group(2).lower()) if match else None
    return float(match.group(1)) * factor if match and factor else None


def prepare_root(root: Node, receipt: Receipt) -> None:
    """Give the outermost svg a viewBox, a bounded size, and nothing that leaves its box."""
    for name in sorted(policy.ROOT_FORBIDDEN & (root.attributes.keys() | root.css.keys())):
        quiet = name in ("x", "y", "overflow")
        root.css.pop(name, None)
        root.attributes.pop(name, None)
        receipt.add("quiet_attribute" if quiet else "root", name, "svg")
    moved: dict[str, str] = {
        n: root.attributes.pop(n) for n in policy.ROOT_MOVED if n in root.attributes
    }
    if not _usable(root.attributes.get("viewBox")):
        root.attributes.pop("viewBox", None)
        root.attributes["viewBox"] = _make_viewbox(root, receipt)
    if moved:
        _move_inside(root, moved, receipt)
    _bound_size(root, receipt)


def _move_inside(root: Node, moved: dict[str, str], receipt: Receipt) -> None:
    """Put what acts on the whole picture onto a group around its content."""
    if "transform" in moved:
        x, y, width, height = numbers(root.attributes["viewBox"])
        centre = f"{number_text(x + width / 2)} {number_text(y + height / 2)}"
        back = f"{number_text(-x - width / 2)} {number_text(-y - height / 2)}"
        # CSS turns an outermost svg about its middle.
        moved["transform"] = f"translate({centre}) {moved['transform']} translate({back})"
    for name in moved:
        receipt.add("root_moved", name, "svg")
    root.children = [Node("g", moved, root.children)]


def _usable(viewbox: str | None) -> bool:
    numbers = [float(n) for n in re.findall(NUMBER, viewbox or "")]
    return len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0


def _make_viewbox(root: Node, receipt: Receipt) -> str:
    width, height = (pixels(root.attributes.get(side)) for side in ("width", "height"))
    if width and height and width > 0 and height > 0:
        receipt.add("viewbox_size", "", "svg")
        return f"0 0 {number_text(width)} {number_text(height)}"
    receipt.add("viewbox_drawn", "", "svg")
    return " ".join(number_text(n) for n in drawn_box(root))


def _bound_size(root: Node, receipt: Receipt) -> None:
    """Drop a size that is huge, empty, or relative to something a picture does not know."""
    sizes = {side: root.attributes.get(side) for side in ("width", "height")}
    if all(value is None or _reasonable(value) for value in sizes.values()):
        return
    for side in sizes:
        root.attributes.pop(side, None)
    receipt.add("root_size", "", "svg")


def _reasonable(value: str) -> bool:
    if value.endswith("%"):
        return 0 < float(value[:-1]) <= 100
    size = pixels(value)
    return size is not None and 0 < size <= limits.MAX_ROOT_PIXELS
