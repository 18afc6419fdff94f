"""From markup to a tree of allowed elements, by a streaming parser that refuses all else."""

from itertools import islice
from xml.parsers.expat import ExpatError
from xml.sax import SAXException

from defusedxml import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from generation.svg import limits, policy
from generation.svg.receipt import Receipt
from generation.svg.refusals import (
    element_code,
    foreign_attribute,
    plain_attribute,
    refused_value,
)
from generation.svg.tree import Node
from generation.svg.values import ATTRIBUTE_BY_LOWER, ATTRIBUTES, PROPERTIES, judge


class UnreadableError(Exception):
    """The markup cannot be read as SVG."""


class _FullError(Exception):
    """The picture has as many elements as it may have."""


class _Reader(DefusedExpatParser):  # type: ignore[misc]
    """Builds the tree straight from expat's events, without the SAX layer between."""

    def __init__(self, receipt: Receipt) -> None:
        super().__init__(
            namespaceHandling=1, forbid_dtd=True, forbid_entities=True, forbid_external=True
        )
        self.receipt = receipt
        self.root: Node | None = None
        self._stack: list[Node] = []
        self._skipping = 0
        self._elements = 0
        self._tags = 0

    def reset(self) -> None:
        super().reset()
        self._parser.CharacterDataHandler = self.characters
        self._parser.ProcessingInstructionHandler = self._instruction

    def _instruction(self, target: str, data: str) -> None:
        self.receipt.add("instruction")

    def start_element_ns(self, name: str, attrs: dict[str, str]) -> None:
        self._tags += 1
        if self._tags > limits.MAX_TAGS:
            self._stop()
        if self._skipping:
            self._skipping += 1
            return
        local = self._allowed(name)
        if local is None:
            self._skipping = 1
            return
        self._elements += 1
        if self._elements > limits.MAX_ELEMENTS:
            self._stop()
        self._open(local, attrs)

    def _stop(self) -> None:
        self.receipt.add("elements", str(self._elements - 1))
        raise _FullError

    def _allowed(self, name: str) -> str | None:
        namespace, _, rest = name.partition(" ")
        local = rest.partition(" ")[0]  # a prefix may follow
        if not local:  # HTML knows no xmlns="" either
            namespace, local = policy.SVG_NAMESPACE, name
        if self.root is None and (local.lower() != "svg" or namespace != policy.SVG_NAMESPACE):
            raise UnreadableError("the outermost element is not svg")
        if namespace != policy.SVG_NAMESPACE:
            active = local.lower() in policy.ACTIVE_ELEMENTS
            self.receipt.add("active_element" if active else "foreign", local, self.place)
            return None
        if len(self._stack) >= limits.MAX_DEPTH:
            self.receipt.add("depth", "element", self.place)
            return None
        if local in policy.READ_ELEMENTS:
            return local
        return self._respelt(local)

    def _respelt(self, local: str) -> str | None:
        lower = local.lower()
        canonical = policy.ELEMENT_BY_LOWER.get(lower)
        if canonical:
            self.receipt.add("repaired", f"spelling of {canonical}", self.place)
            return canonical
        self.receipt.add(element_code(lower), local, self.place)
        return None

    def _open(self, local: str, attrs: dict[str, str]) -> None:
        node = Node(local)
        if attrs:
            self._attributes(node, attrs)
        if self._stack:
            self._stack[-1].children.append(node)
        else:
            self.root = node
        self._stack.append(node)

    def _attributes(self, node: Node, attrs: dict[str, str]) -> None:
        if len(attrs) > limits.MAX_ATTRIBUTES:
            self.receipt.add("attributes", node.name, self.place)
            attrs = dict(islice(attrs.items(), limits.MAX_ATTRIBUTES))
        for name, value in attrs.items():
            if name in ATTRIBUTES:
                self._known_attribute(node, name, value)
            else:
                self._other_attribute(node, name, value)

    def _other_attribute(self, node: Node, name: str, value: str) -> None:
        parts = name.split(" ")
        namespace, local = (parts[0], parts[1]) if len(parts) > 1 else ("", name)
        if namespace == policy.XLINK_NAMESPACE and local == "href":
            self._known_attribute(node, "href", value)
        elif namespace == policy.XML_NAMESPACE and local == "space":
            self._known_attribute(node, "xml:space", value)
        elif namespace:
            self._refuse(foreign_attribute(local))
        elif local == "style":
            node.style += value
        elif local == "class":
            node.classes = value
        elif local.lower() in ATTRIBUTE_BY_LOWER:
            self._known_attribute(node, ATTRIBUTE_BY_LOWER[local.lower()], value)
        else:
            self._refuse(plain_attribute(local))

    def _known_attribute(self, node: Node, name: str, value: str) -> None:
        accepted = judge(name, value)
        if accepted is not None:
            node.attributes.setdefault(name, accepted)
        elif "var(" in value and name in PROPERTIES:
            # Custom properties are only known once all styles are.
            node.style = f"{name}:{value};{node.style}"
        else:
            self._refuse(refused_value(name, value))

    def _refuse(self, refusal: tuple[str, str]) -> None:
        self.receipt.add(*refusal, self.place)

    def end_element_ns(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        else:
            self._stack.pop()

    def characters(self, data: str) -> None:
        if not self._skipping and self._stack and self._stack[-1].name in policy.CHARACTER_DATA:
            self._stack[-1].children.append(data)

    def place(self) -> str:
        """Where the parser stands, outermost element first, e.g. "svg > g > text"."""
        return " > ".join(node.name for node in self._stack[-4:]) or "svg"


def parse(markup: str, receipt: Receipt) -> Node:
    """Read well-formed markup into a tree; raises UnreadableError where it is not well formed."""
    reader = _Reader(receipt)
    try:
        reader.feed(markup.encode())
        reader.close()
    except _FullError:
        pass
    except (SAXException, ExpatError, DefusedXmlException, ValueError) as error:
        raise UnreadableError(str(error)[:80]) from None
    if reader.root is None:
        raise UnreadableError("no element in it")
    return reader.root
