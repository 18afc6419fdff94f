"""React components: the same picture again, whatever is in it."""

import json
import re

import pytest
from hypothesis import given

from generation.svg import sanitise
from generation.svg.fingerprint import canonical_digest
from generation.svg.parsing import parse
from generation.svg.react import component_name, react_component
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.values import ATTRIBUTES, CSS_ONLY, PROPERTIES
from generation.svg.writing import write
from tests.generation.svg.test_properties import PICTURES, PROFILE, often

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
_SPELT = {
    re.sub(r"[-:]([a-z])", lambda m: m[1].upper(), name): name
    for name in {*ATTRIBUTES, *PROPERTIES, "mask-type", "transform-origin"}
}
_VALUE = r"\"(?P<plain>[^\"]*)\"|\{`(?P<own>[^`]*)`\}|\{\{(?P<style>.*?)\}\}|\{(?P<code>[^{}`]*|\"(?:[^\"\\]|\\.)*\")\}"  # fmt: skip  # noqa: E501
_PROPERTY = re.compile(rf"(?P<name>[\w-]+)=(?:{_VALUE})")
_PIECE = re.compile(
    r"\s*(?:</(?P<end>\w+)>|<(?P<tag>\w+)(?P<properties>(?:\s+[\w-]+=(?:"
    + re.sub(r"\?P<\w+>", "?:", _VALUE)
    + r"))*)\s*(?P<empty>/?)>|\{(?P<text>\"(?:[^\"\\]|\\.)*\")\})"
)


def read_back(component: str) -> Node:
    """The picture in a component as a tree: what React would draw, with "id" for its own name."""
    opened = component.index("<svg")
    start = component.index("\n", component.index("xmlns=")) - 1
    root_line = component[component.index("xmlns=", opened) : start + 1]
    root = Node("svg", properties(root_line.partition(" ")[2]))
    stack = [root]
    inside = component[component.index("{...props}\n    >\n") + len("{...props}\n    >\n") :]
    at = 0
    while stack:
        piece = _PIECE.match(inside, at)
        assert piece, inside[at : at + 200]
        at = piece.end()
        if piece["end"]:
            assert stack.pop().name == piece["end"]
        elif piece["tag"]:
            node = Node(piece["tag"], properties(piece["properties"]))
            stack[-1].children.append(node)
            stack += [] if piece["empty"] else [node]
        else:
            stack[-1].children.append(json.loads(piece["text"]))
    return root


def properties(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _PROPERTY.finditer(text):
        name = _SPELT.get(match["name"], match["name"])
        if match["style"] is not None:
            pairs = re.findall(r"(\w+): (\"(?:[^\"\\]|\\.)*\")", match["style"])
            found |= {_SPELT[key]: json.loads(value) for key, value in pairs}
        elif match["own"] is not None:
            found[name] = match["own"].replace("${id}-", "")
        elif match["code"] is not None:
            found[name] = str(json.loads(match["code"])) if '"' in match["code"] else match["code"]
        else:
            found[name] = match["plain"]
    return found


def as_written(svg: str) -> Node:
    root = parse(svg, Receipt())
    for node in root.walk():
        pairs = (part.split(":", 1) for part in node.style.split(";") if ":" in part)
        node.attributes |= dict(pairs)
    for said in ("role", "aria-label", "aria-hidden"):
        root.attributes.pop(said, None)
    return root


@often
@given(PICTURES, PROFILE)
def test_the_component_draws_the_same_picture(answer: str, profile: str) -> None:
    safe = sanitise(answer, profile=profile).content
    if not safe:
        return
    component = react_component(safe, name="Picture", label="A picture")

    drawn, given_picture = read_back(component), as_written(safe)
    assert canonical_digest(write(drawn)) == canonical_digest(write(given_picture))


@pytest.mark.parametrize(
    "words",
    ['"+alert(1)+"', "{alert(1)}", "`${alert(1)}`", "</text>", "\\", "*/", "\u2028", "&lt;"],
)
def test_words_of_a_picture_are_never_code(words: str) -> None:
    safe = sanitise(f"{HEAD}<text y='9'>{words.replace('<', '&lt;')}</text></svg>").content
    component = react_component(safe, name="Picture", label=words)

    (text,) = (node for node in read_back(component).walk() if node.name == "text")
    assert text.text() == as_written(safe).text()
    (label,) = re.findall(r"title = (.*), \.\.\.props", component)
    assert json.loads(label) == words


@pytest.mark.parametrize("words", ["url(#`+alert(1)+`)", "url(#${alert(1)})", "url(#a) `\\"])
def test_words_that_look_like_a_reference_are_words(words: str) -> None:
    shape = f'<rect id="a" aria-label="{words}" width="9" height="9"/>'
    safe = sanitise(f"{HEAD}{shape}</svg>", profile="extended").content
    component = react_component(safe, name="Picture", label="")

    assert words in safe
    (said,) = re.findall(r"<rect .*aria-label=(.*?) width=", component)
    assert json.loads(said.strip("{}") if said.startswith("{") else said) == words


def test_names_are_kept_apart_on_a_page() -> None:
    body = '<defs><linearGradient id="a"><stop offset="1"/></linearGradient></defs>'
    drawn = '<rect width="9" height="9" fill="url(#a)"/>'
    safe = sanitise(f"{HEAD}{body}{drawn}</svg>", profile="extended").content
    component = react_component(safe, name="Picture", label="")

    name = re.search('id="([^"]+)"', safe)[1]
    assert f"id={{`${{id}}-{name}`}}" in component
    assert f"fill={{`url(#${{id}}-{name})`}}" in component
    assert "const id = useId()" in component


def test_without_names_nothing_is_imported_for_them() -> None:
    safe = sanitise(f'{HEAD}<rect width="9" height="9" stroke-width="2"/></svg>').content
    component = react_component(safe, name="Picture", label="")

    assert "useId" not in component
    assert "strokeWidth={2}" in component
    assert "{...props}" in component


def test_what_react_knows_as_style_only_is_a_style() -> None:
    safe = sanitise(
        f'{HEAD}<g style="mix-blend-mode:multiply"><rect width="9" height="9"/></g></svg>'
    ).content

    assert 'style={{ mixBlendMode: "multiply" }}' in react_component(safe, name="A", label="")
    assert "mix-blend-mode" in CSS_ONLY


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("red-house", "RedHouse"), ("red_house2", "RedHouse2"), ("2-houses", "Picture2Houses"),
        ("---", "Picture"), ("RED", "RED"),
    ],
)  # fmt: skip
def test_component_names(filename: str, name: str) -> None:
    assert component_name(filename) == name
