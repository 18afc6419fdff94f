"""`tspan` and `textPath` written as `text`, for a profile that has neither."""

from typing import Final

from generation.svg.budget import Budget
from generation.svg.geometry import length, length_of, number_text
from generation.svg.links import targets
from generation.svg.policy import words
from generation.svg.receipt import Receipt
from generation.svg.text_lines import Line, Look, Piece, line_texts
from generation.svg.text_paths import TextPaths
from generation.svg.tree import Node, walk_with_ancestors
from generation.svg.typesetting import FONT, font_size

_PLACING: Final = words(
    "x y dx dy rotate href startOffset method spacing side textLength lengthAdjust id "
    "baseline-shift"
)


def split_texts(root: Node, budget: Budget, receipt: Receipt) -> None:
    """Replace each text with inner elements by one text for each position and look in it."""
    paths = TextPaths(targets(root), budget)
    for node, ancestors in walk_with_ancestors(root):
        if not any(child.name == "text" and child.nodes() for child in node.nodes()):
            continue
        outer = _inherited([*ancestors, node])
        children: list[Node | str] = []
        for child in node.children:
            if isinstance(child, Node) and child.name == "text" and child.nodes():
                children.extend(_Splitter(child, outer, budget, paths).split(receipt))
            else:
                children.append(child)
        node.children = children


def _inherited(chain: list[Node]) -> Look:
    """What a text takes over of its font from its ancestors (outermost first)."""
    return {k: n.attributes[k] for n in chain for k in FONT if k in n.attributes}


class _Splitter:
    """Sets one text element line by line."""

    def __init__(self, text: Node, outer: Look, budget: Budget, paths: TextPaths) -> None:
        self._text, self._outer, self._budget, self._paths = text, outer, budget, paths
        self._look = _look_of(text, {}, outer)
        x, y = self._moved(text, self._look, 0.0, 0.0)
        self._lines = [Line(x, [Piece(self._look, 0.0, y)])]
        self._on_paths: list[Node] = []

    def split(self, receipt: Receipt) -> list[Node]:
        """The texts to write in place of the element."""
        stack: list[tuple[Node | str, Look]]
        stack = [(child, self._look) for child in reversed(self._text.children)]
        while stack:
            item, look = stack.pop()
            if isinstance(item, str):
                self._add(item, look)
            elif item.name in ("tspan", "textPath"):  # not a title, nor what is never drawn
                receipt.add("tspan", "", item.name)
                look = _look_of(item, look, self._outer)
                if item.name == "textPath" and self._set_on_path(item, look):
                    continue
                self._place(item, look)
                stack.extend((child, look) for child in reversed(item.children))
        return self._written()

    def _set_on_path(self, span: Node, look: Look) -> bool:
        group = self._paths.glyphs(span, look, self._outer | look)
        if group is not None:
            self._on_paths.append(group)
        return group is not None

    def _moved(self, node: Node, look: Look, x: float, y: float) -> tuple[float, float]:
        size = font_size(self._outer | look)
        return (
            length(node, "x", x) + _shift(node, "dx", size),
            length(node, "y", y) + _shift(node, "dy", size),
        )

    def _add(self, content: str, look: Look) -> None:
        """Set characters in a look; they join the line's last piece where that looks the same."""
        piece = self._lines[-1].pieces[-1]
        if not piece.content.strip():
            piece.look = look
        elif piece.look != look and content.strip() and self._afford(look):
            piece = Piece(look, 0.0, piece.y)
            self._lines[-1].pieces.append(piece)
        piece.content += content

    def _place(self, span: Node, look: Look) -> None:
        """Go where a span begins: to a new line, or a step aside in the line."""
        line, last = self._lines[-1], self._lines[-1].pieces[-1]
        if span.name == "textPath":
            x, y = self._paths.middle(span) or (line.x, last.y)
            self._lines.append(Line(x, [Piece(look, 0.0, y)]))
        elif "x" in span.attributes or "y" in span.attributes:
            x, y = self._moved(span, look, line.x, last.y)
            self._lines.append(Line(x, [Piece(look, 0.0, y)]))
        elif "dx" in span.attributes or "dy" in span.attributes:
            dx, y = self._moved(span, look, 0.0, last.y)
            if last.content.strip() and self._afford(look):
                line.pieces.append(Piece(look, dx, y))
            elif not last.content.strip():
                last.dx, last.y = last.dx + dx, y

    def _afford(self, look: Look) -> bool:
        size = sum(len(name) + len(value) + 4 for name, value in look.items())
        return self._budget.spend(size + 60, elements=1)

    def _written(self) -> list[Node]:
        written = [text for line in self._lines for text in line_texts(line, self._outer)]
        for text in written:
            text.css = dict(self._text.css)
        written += self._on_paths
        if written and "id" in self._text.attributes:
            written[0].attributes["id"] = self._text.attributes["id"]
        return written


def _look_of(node: Node, around: Look, outer: Look) -> Look:
    """The attributes in force in an element of a text, its font size in pixels."""
    look = around | {k: v for k, v in node.attributes.items() if k not in _PLACING}
    size = node.attributes.get("font-size", "")
    if size.endswith(("%", "em")) and not size.endswith("rem"):
        share = length_of(size, 1.0) / (100 if size.endswith("%") else 1)
        look["font-size"] = number_text(share * font_size(outer | around))
    return look


def _shift(node: Node, name: str, size: float) -> float:
    return length(node, name) * (size if "em" in node.attributes.get(name, "") else 1.0)
