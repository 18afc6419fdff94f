"""Rebuilds the packed data from its sources; deterministic, standard library only.

    npm pack @iconify-json/fluent-emoji-flat@1.2.6 emojibase-data@17.0.0
    (unpack both; Debian's package wordnet-base supplies the last folder)
    python -m generation.snowflake.local.drawing.data.rebuild \
        fluent/package emojibase/package /usr/share/wordnet

pack.json.gz: file name to label `l`, subgroup `s`, markup `b`, bounding box `x`, pixel shares `f`.
notnoun.txt.gz: words that are mainly not nouns. nouns.json.gz: noun to the nearest drawable one.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .raster import box_and_shares
from .wordnet import nearest_names, not_nouns

HERE = Path(__file__).parent
KEPT = frozenset({"rect", "circle", "ellipse", "line", "polyline", "polygon", "path"})
_INNERMOST = re.compile(r"<g([^>]*)>((?:(?!<g\b).)*?)</g>", re.S)
_DECIMALS = re.compile(r"-?\d*\.\d{3,}")
_NAMED = {"white": "#ffffff", "black": "#000000", "red": "#ff0000"}


def main(icons: Path, emojibase: Path, wordnet: Path) -> None:
    """Write the three files; the nouns last, because they need the names of the pictures."""
    _write("notnoun.txt.gz", "\n".join(not_nouns(wordnet)))
    pictures = dict(_pictures(icons, emojibase))
    _write("pack.json.gz", json.dumps(pictures, sort_keys=True, separators=(",", ":")))
    _write("nouns.json.gz", "{}")
    from ..lexicon import lexicon
    from ..shapes import SHAPES

    nouns = nearest_names(wordnet, {*lexicon().names, *SHAPES})
    _write("nouns.json.gz", json.dumps(nouns, sort_keys=True, separators=(",", ":")))
    sys.stdout.write(f"{len(pictures)} pictures, {len(nouns)} nouns\n")


def _write(name: str, text: str) -> None:
    (HERE / name).write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _pictures(icons: Path, emojibase: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    bodies = {
        k: v["body"] for k, v in json.loads((icons / "icons.json").read_text())["icons"].items()
    }
    slugs = {
        code.upper(): slug for code, slug in json.loads((icons / "chars.json").read_text()).items()
    }
    for emoji in json.loads((emojibase / "en" / "data.json").read_text()):
        code = emoji["hexcode"]
        slug = slugs.get(code) or slugs.get(code.replace("-FE0F", ""))
        if slug and "group" in emoji and emoji["group"] != 2:
            body = _clean(bodies[slug])
            box, shares = box_and_shares(body)
            if shares:
                label = emoji["label"].lower()
                yield slug, {"l": label, "s": emoji["subgroup"], "b": body, "x": box, "f": shares}


def _clean(body: str) -> str:
    """Plain shapes with short numbers: filters go, a gradient becomes its first colour."""
    stops = dict(re.findall(r'Gradient id="([^"]+)".*?stop-color="([^"]+)"', body, re.S))
    body = re.sub(r"url\(#([^)]+)\)", lambda m: stops.get(m[1], m[0]), body)
    shapes = {m[1]: m[0] for m in re.finditer(r'<path id="([^"]+)"[^>]*/>', body)}
    body = re.sub(r'<use href="#([^"]+)"([^>]*)/>', lambda m: _used(shapes, m), body)
    body = re.sub(
        r"<(defs|clipPath|filter|linearGradient|radialGradient)\b.*?</\1>", "", body, flags=re.S
    )
    body = re.sub(r' (clip-path|id|filter)="[^"]*"', "", body)
    while "<g" in body:
        body = _INNERMOST.sub(_without_group, body)
    body = re.sub(r"<(path|circle|ellipse|rect)(?![^>]* fill=)", r'<\1 fill="#000000"', body)
    body = re.sub(r'"(white|black|red|#[0-9a-fA-F]{3,6})"', lambda m: f'"{_hex(m[1])}"', body)
    body = _DECIMALS.sub(_shorter, body)
    return body if set(re.findall(r"<([a-zA-Z]+)", body)) <= KEPT else ""


def _without_group(group: re.Match[str]) -> str:
    """The children of a group, with its fill where they have none of their own."""
    inherited = group[1].replace(' fill="none"', "")
    return re.sub(r"<(\w+)(?![^>]* fill=)", rf"<\1{inherited}", group[2]) if inherited else group[2]


def _used(shapes: dict[str, str], use: re.Match[str]) -> str:
    shape = re.sub(r' id="[^"]*"', "", shapes.get(use[1], ""))
    return shape.replace("<path", f"<path{use[2]}", 1)


def _hex(colour: str) -> str:
    colour = _NAMED.get(colour, colour).lower()
    return "#" + "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour


def _shorter(number: re.Match[str]) -> str:
    """At most two decimals, the dot kept: ".996" must not grow into the number before it."""
    text = f"{float(number[0]):.2f}".removesuffix("0")
    if number[0].startswith("."):
        return text[1:] if text.startswith("0") else f" {text}"
    return text


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:4]))
