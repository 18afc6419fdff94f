"""`tspan` and `textPath` written as `text`, for a profile that has neither."""

from dataclasses import dataclass

from generation.svg.geometry import length, number_text, shape_points
from generation.svg.links import targets
from generation.svg.policy import words
from generation.svg.receipt import Receipt
from generation.svg.tree import Node, walk_with_ancestors

_PLACING = words("x y dx dy rotate href startOffset method spacing side textLength lengthAdjust id")


@dataclass(slots=True)
class _Piece:
    """Text from one position on: its own attributes, its place, its characters."""

    attributes: dict[str, str]
    x: float
    y: float
    content: str = ""


def split_texts(root: Node, receipt: Receipt) -> None:
    """Replace each text with inner elements by one text for each position that is given."""
    by_name = targets(root)
    for node, ancestors in walk_with_ancestors(root):
        if not any(child.name == "text" and child.nodes() for child in node.nodes()):
            continue
        size = font_size([*ancestors, node])
        children: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and child.name == "text" and child.nodes():
                children.extend(_split(child, size, by_name, receipt))
            else:
                children.append(child)
        node.children = children


def _split(text: Node, size: float, by_name: dict[str, Node], receipt: Receipt) -> list[Node]:
    own = {k: v for k, v in text.attributes.items() if k not in _PLACING}
    size = length(text, "font-size", size)
    pieces = [_Piece(own, *_start(text, 0.0, 0.0, size))]
    stack: list[tuple[Node | str, dict[str, str]]] = [(c, own) for c in reversed(text.children)]
    while stack:
        item, inherited = stack.pop()
        if isinstance(item, str):
            pieces[-1].content += item
            continue
        if item.name not in ("tspan", "textPath"):
            continue  # a title, or what browsers draw nothing of
        attributes = inherited | {k: v for k, v in item.attributes.items() if k not in _PLACING}
        piece = _moved(item, attributes, pieces[-1], by_name, size)
        if piece is not None:
            pieces.append(piece)
        receipt.add("tspan", "", item.name)
        stack.extend((c, attributes) for c in reversed(item.children))
    written = [_text(piece, text.css) for piece in pieces if piece.content.strip()]
    if written and "id" in text.attributes:
        written[0].attributes["id"] = text.attributes["id"]
    return written


def _moved(
    span: Node, attributes: dict[str, str], last: _Piece, by_name: dict[str, Node], size: float
) -> _Piece | None:
    """A new piece where the span is placed; None where it just goes on in the line.

    Without font metrics the end of a line is not known, so what goes on in the line joins it
    and keeps the line's look, unless the line has not begun.
    """
    if span.name == "textPath":
        path = by_name.get(span.attributes.get("href", "#")[1:])
        points = shape_points(path) if path else []
        middle = span.attributes.get("startOffset", "").startswith("50")
        some = points if middle else points[:1]
        if not some:
            return _Piece(attributes, last.x, last.y)
        return _Piece(
            attributes, sum(p[0] for p in some) / len(some), sum(p[1] for p in some) / len(some)
        )
    if "x" in span.attributes or "y" in span.attributes:
        return _Piece(attributes, *_start(span, last.x, last.y, size))
    if not last.content.strip():
        last.attributes = attributes
        last.x, last.y = _start(span, last.x, last.y, size)
    return None


def _start(node: Node, x: float, y: float, size: float) -> tuple[float, float]:
    size = length(node, "font-size", size)
    return (
        length(node, "x", x) + _shift(node, "dx", size),
        length(node, "y", y) + _shift(node, "dy", size),
    )


def _shift(node: Node, name: str, size: float) -> float:
    return length(node, name) * (size if "em" in node.attributes.get(name, "") else 1.0)


def font_size(chain: list[Node]) -> float:
    """The font size, in pixels, in force below a chain of ancestors (outermost first)."""
    return next(
        (length(n, "font-size", 16.0) for n in reversed(chain) if "font-size" in n.attributes),
        16.0,
    )


def _text(piece: _Piece, css: dict[str, str]) -> Node:
    attributes = {"x": number_text(piece.x), "y": number_text(piece.y), **piece.attributes}
    return Node("text", attributes, [" ".join(piece.content.split())], css=dict(css))
