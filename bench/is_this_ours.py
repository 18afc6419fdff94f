"""Measures "Is this ours?": how often an altered picture is recognised, and false alarms.

python -m bench.is_this_ours [--corpus FOLDER] [--svgo PATH_TO_SVGO]

The pictures are those of the tests, the drawing engine's for its frozen prompts, and of a folder
of real answers where one is given. Each is altered in every way below and looked for among all.
"""

import argparse
import random
import re
import subprocess
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from bench.drawing import picture as drawn
from bench.drawing import prompts
from generation.svg import read_answer
from generation.svg.fingerprint import Fingerprint, fingerprint
from generation.svg.resemblance import LEAST_KNOWN, resemblance

PICTURES = Path(__file__).parent.parent / "tests/generation/svg/pictures"
SVG = "http://www.w3.org/2000/svg"
DRAWN = [
    f"{{{SVG}}}{name}"
    for name in ["path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"]
]
ElementTree.register_namespace("", SVG)

Alteration = Callable[[str, random.Random], str]


def gather(corpus: Path | None) -> dict[str, str]:
    """Safe pictures by name; two with the same bytes are one."""
    texts = {path.name: path.read_text() for path in sorted(PICTURES.glob("*.svg"))}
    texts |= (
        {path.name: path.read_text() for path in sorted(corpus.glob("*.svg"))} if corpus else {}
    )
    texts |= {prompt: drawn(prompt).svg for prompt in prompts()}
    safe = {name: read_answer(text).content for name, text in texts.items()}
    return {name: svg for svg, name in {svg: name for name, svg in safe.items() if svg}.items()}


def tree_of(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314  our own output


def text_of(root: ElementTree.Element) -> str:
    return ElementTree.tostring(root, encoding="unicode")


def shapes_in(root: ElementTree.Element) -> list[ElementTree.Element]:
    return [node for node in root.iter() if node.tag in DRAWN]


def recoloured(svg: str, dice: random.Random) -> str:
    return re.sub(r"#[0-9a-fA-F]{3,8}\b", lambda _: f"#{dice.randrange(1 << 24):06x}", svg)


def reindented(svg: str, dice: random.Random) -> str:
    root = tree_of(svg)
    ElementTree.indent(root, "    ")
    return text_of(root)


def rounded(digits: int) -> Alteration:
    def alter(svg: str, dice: random.Random) -> str:
        number = re.compile(r"(?<![#\w.])-?\d*\.\d+")
        return number.sub(lambda found: f"{round(float(found[0]), digits):g}", svg)

    return alter


def without_a_fifth(svg: str, dice: random.Random) -> str:
    root = tree_of(svg)
    doomed = [node for node in shapes_in(root) if dice.random() < 0.2]
    for parent in list(root.iter()):
        for node in [child for child in parent if child in doomed]:
            parent.remove(node)
    return text_of(root)


def one_moved(svg: str, dice: random.Random) -> str:
    root = tree_of(svg)
    node = dice.choice(shapes_in(root))
    node.set("transform", f"translate(17 11) {node.get('transform', '')}")
    return text_of(root)


def all_moved(svg: str, dice: random.Random) -> str:
    root = tree_of(svg)
    group = ElementTree.Element(f"{{{SVG}}}g", transform="translate(31 -12) scale(1.7)")
    group[:] = list(root)
    root[:] = [group]
    return text_of(root)


def with_more(svg: str, dice: random.Random) -> str:
    root = tree_of(svg)
    for _ in range(max(3, len(shapes_in(root)) // 3)):
        size = {"x": str(dice.randrange(200)), "y": str(dice.randrange(200)), "width": "21"}
        box = ElementTree.Element(f"{{{SVG}}}rect", size, height=str(dice.randrange(5, 90)))
        root.insert(dice.randrange(len(root) + 1), box)
    return text_of(root)


def ids_renamed(svg: str, dice: random.Random) -> str:
    names = set(re.findall(r'id="([^"]+)"', svg))
    for name in names:
        svg = re.sub(rf"(?<=[\"#]){re.escape(name)}(?=[\")])", f"x{dice.randrange(10**9)}", svg)
    return svg


def embedded(others: list[str]) -> Alteration:
    """Between the shapes of five other pictures, in a page."""

    def alter(svg: str, dice: random.Random) -> str:
        inner = [*dice.sample(others, 5), svg]
        dice.shuffle(inner)
        groups = "".join(
            f'<g transform="translate({300 * i} 40)">{text_of(tree_of(one))}</g>'
            for i, one in enumerate(inner)
        )
        return f'<svg xmlns="{SVG}" viewBox="0 0 2000 500">{groups}</svg>'

    return alter


def optimised(svgo: Path, *options: str) -> Alteration:
    def alter(svg: str, dice: random.Random) -> str:
        with TemporaryDirectory() as folder:
            source = Path(folder) / "in.svg"
            source.write_text(svg)
            command = [str(svgo), *options, "-i", str(source), "-o", "-"]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
        return done.stdout

    return alter


ALTERATIONS: dict[str, Alteration] = {
    "line ends, mark, declaration": lambda svg, _: (
        '\ufeff<?xml version="1.0"?>\r\n' + svg.replace(">", ">\r\n") + "\n"
    ),
    "indented again": reindented,
    "recoloured": recoloured,
    "numbers to 2 places": rounded(2),
    "numbers to 1 place": rounded(1),
    "ids renamed": ids_renamed,
    "one shape moved": one_moved,
    "all moved and scaled": all_moved,
    "a fifth of the shapes removed": without_a_fifth,
    "a third more shapes": with_more,
}


class Shelf:
    """The stored pictures, found as in the database: by the features that few of them share."""

    def __init__(self, prints: dict[str, Fingerprint]) -> None:
        self.prints = prints
        self.by_feature: dict[int, list[str]] = defaultdict(list)
        for name, one in prints.items():
            for feature in one.sketch:
                self.by_feature[feature].append(name)

    def known(self, name: str, asked: set[int]) -> float:
        """How much of a picture's features are asked for, the rare ones counting more."""
        weights = {f: 1 / len(self.by_feature[f]) for f in self.prints[name].sketch}
        whole = sum(weights.values())
        return sum(w for f, w in weights.items() if f in asked) / whole if whole else 0.0

    def all(self, asked: Fingerprint, *, but: str = "") -> list[tuple[float, float, str]]:
        """Each picture that is recognised: how well known, how much of it, its name."""
        looked_up = set(asked.looked_up)
        scores: Counter[str] = Counter()
        for feature in looked_up:
            names = self.by_feature.get(feature, [])
            for name in names:
                scores[name] += 1 / len(names)  # type: ignore[assignment]
        scores.pop(but, None)
        found = []
        for name, _ in scores.most_common(12):
            known = self.known(name, looked_up)
            if known < LEAST_KNOWN:
                continue
            one = resemblance(self.prints[name].shapes, asked.shapes)
            if one.is_telling:
                found.append((known, one.found, name))
        return sorted(found, key=lambda one: one[0] * one[1], reverse=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--svgo", type=Path)
    options = parser.parse_args()
    pictures = gather(options.corpus)
    shelf = Shelf({name: fingerprint(svg) for name, svg in pictures.items()})
    alterations = dict(ALTERATIONS)
    if options.svgo:
        alterations["svgo, as it comes"] = optimised(options.svgo)
        alterations["svgo, one decimal"] = optimised(options.svgo, "--multipass", "-p", "1")
    alterations["among five others"] = embedded(list(pictures.values()))
    print(f"{len(pictures)} pictures")
    for title, alter in alterations.items():
        measure(title, alter, pictures, shelf)
    alarms(pictures, shelf)


def measure(title: str, alter: Alteration, pictures: dict[str, str], shelf: Shelf) -> None:
    dice, first, listed, same, missed = random.Random(1), 0, 0, 0, []  # noqa: S311
    for name, svg in pictures.items():
        asked = fingerprint(alter(svg, dice))
        names = [found for *_, found in shelf.all(asked)]
        same += asked.canonical == shelf.prints[name].canonical
        first += names[:1] == [name]
        listed += name in names
        if name not in names:
            missed.append(name[:25])
    print(
        f"{title:32} same form {same / len(pictures):4.0%}  first {first / len(pictures):4.0%}"
        f"  listed {listed / len(pictures):4.0%}  missed {missed[:4]}",
        flush=True,
    )


def alarms(pictures: dict[str, str], shelf: Shelf) -> None:
    """Each picture looked for among all but itself."""
    raised = []
    for name in pictures:
        raised += [(*found, name) for found in shelf.all(shelf.prints[name], but=name)[:1]]
    print(f"taken for another: {len(raised)} of {len(pictures)}")
    for known, share, found, name in sorted(raised, reverse=True):
        print(f"  known {known:4.0%}  found {share:4.0%}  {name[:40]!r} for {found[:40]!r}")


if __name__ == "__main__":
    main()
