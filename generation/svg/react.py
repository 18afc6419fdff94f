"""A picture as a React component in TypeScript."""

import json
import re
from collections.abc import Iterator
from typing import Final

from generation.svg.parsing import parse
from generation.svg.policy import CHARACTER_DATA, REFERENCE_TARGETS, SVG_NAMESPACE
from generation.svg.receipt import Receipt
from generation.svg.tree import Node
from generation.svg.values import CSS_ONLY

# Properties that React's types do not know as attributes of SVG.
_AS_STYLE: Final = CSS_ONLY | {"mask-type", "transform-origin"}
_KEPT: Final = re.compile(r"(?:aria|data)-")
_PLAIN: Final = re.compile(r"[^\"&{}<>\\\x00-\x1f]*")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,8})?")
# The sanitiser's own spelling of a name, so nothing that ends the text around it.
_REFERENCE: Final = re.compile(r"((?:url\()?#)([A-Za-z0-9_.-]+)(\)[^`$\\]*)?")
_WORDS: Final = re.compile(r"[A-Za-z0-9]+")
_FALLBACK: Final = "Picture"


def component_name(filename: str) -> str:
    """The name of a component, such as "RedHouse" for "red-house"."""
    name = "".join(word[:1].upper() + word[1:] for word in _WORDS.findall(filename))
    return name if name and name[0].isalpha() else _FALLBACK + name


def react_component(svg: str, *, name: str, label: str) -> str:
    """The component `name` (an identifier) that draws a sanitised picture.

    It takes every property of an svg element, and `title`, its alternative text, which is `label`
    unless said otherwise; an empty one makes it decoration. Several on one page keep their names
    (ids) apart.
    """
    root = parse(svg, Receipt())
    for said in ("xmlns", "role", "aria-label", "aria-hidden"):
        root.attributes.pop(said, None)
    has_names = any("id" in node.attributes for node in root.walk())
    return _TEMPLATE.format(
        imports='import { useId, type SVGProps } from "react";'
        if has_names
        else 'import type { SVGProps } from "react";',
        name=name,
        label=json.dumps(label, ensure_ascii=False),
        names=_NAMES if has_names else "",
        root=" ".join(_attributes(root)),
        children="\n".join(_lines(root.children, "      ")),
        namespace=SVG_NAMESPACE,
    )


_NAMES: Final = '  const id = useId().replace(/[^\\w-]/g, "");\n'
_TEMPLATE: Final = """\
{imports}

export interface {name}Props extends SVGProps<SVGSVGElement> {{
  /** What a screen reader says; "" where the picture is decoration. */
  title?: string;
}}

export function {name}({{ title = {label}, ...props }}: {name}Props) {{
{names}  return (
    <svg
      xmlns="{namespace}" {root}
      role={{title ? "img" : undefined}}
      aria-label={{title || undefined}}
      aria-hidden={{title ? undefined : true}}
      {{...props}}
    >
{children}
    </svg>
  );
}}

export default {name};
"""


def _lines(children: "list[Node | str]", indent: str, *, as_text: bool = False) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            if as_text and child:
                yield f"{indent}{{{json.dumps(child, ensure_ascii=False)}}}"
            continue
        start = " ".join([child.name, *_attributes(child)])
        inside = list(_lines(child.children, f"{indent}  ", as_text=child.name in CHARACTER_DATA))
        if inside:
            yield f"{indent}<{start}>"
            yield from inside
            yield f"{indent}</{child.name}>"
        else:
            yield f"{indent}<{start} />"


def _attributes(node: Node) -> Iterator[str]:
    style = dict(part.split(":", 1) for part in node.style.split(";") if ":" in part)
    for name, value in node.attributes.items():
        if name in _AS_STYLE:
            style[name] = value
        else:
            yield _attribute(name, value)
    if style:
        pairs = (f"{_camel(name)}: {json.dumps(value)}" for name, value in style.items())
        yield f"style={{{{ {', '.join(pairs)} }}}}"


def _attribute(name: str, value: str) -> str:
    spelt = name if _KEPT.match(name) else _camel(name)
    if name == "id":
        return f"id={{`${{id}}-{value}`}}"
    refers = name == "href" or name in REFERENCE_TARGETS  # words may begin with "url(", too
    if refers and (found := _REFERENCE.fullmatch(value)):
        return f"{spelt}={{`{found[1]}${{id}}-{found[2]}{found[3] or ''}`}}"
    if _NUMBER.fullmatch(value):
        return f"{spelt}={{{value}}}"
    if _PLAIN.fullmatch(value):
        return f'{spelt}="{value}"'
    return f"{spelt}={{{json.dumps(value, ensure_ascii=False)}}}"


def _camel(name: str) -> str:
    """The name as a property: "stroke-width" is strokeWidth, "xml:space" xmlSpace."""
    return re.sub(r"[-:]([a-z])", lambda match: match[1].upper(), name)
