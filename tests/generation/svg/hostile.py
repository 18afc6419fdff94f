"""Inputs made to cost time or memory, each a function of its size in bytes."""

from collections.abc import Callable
from typing import Final

HEAD: Final = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
TAIL: Final = '<rect width="9" height="9"/></svg>'


def picture(body: str) -> str:
    return f"{HEAD}{body}{TAIL}"


def fill(piece: str, size: int) -> str:
    """As many copies of the piece as fit into the size."""
    return piece * max(1, (size - len(HEAD) - len(TAIL)) // len(piece))


def repeated(piece: str) -> Callable[[int], str]:
    return lambda size: picture(fill(piece, size))


def inside(before: str, piece: str, after: str) -> Callable[[int], str]:
    return lambda size: picture(before + fill(piece, size - len(before) - len(after)) + after)


def bare(piece: str) -> Callable[[int], str]:
    """The piece over and over, without a picture around it."""
    return lambda size: fill(piece, size)


def numbered(piece: str) -> Callable[[int], str]:
    """Pieces that hold a running number at each {}, so that no two are alike."""

    def make(size: int) -> str:
        count = max(1, (size - 200) // (len(piece) + 5))
        return picture("".join(piece.replace("{}", str(i)) for i in range(count)))

    return make


def nested(opening: str, closing: str) -> Callable[[int], str]:
    def make(size: int) -> str:
        count = size // (len(opening) + len(closing))
        return picture(opening * count + closing * count)

    return make


def use_bomb(size: int) -> str:
    levels = "".join(
        f'<g id="u{i + 1}"><use href="#u{i}"/><use href="#u{i}"/></g>' for i in range(30)
    )
    return picture(f'<defs><rect id="u0" width="1" height="1"/>{levels}</defs><use href="#u30"/>')


def use_chain(size: int) -> str:
    count = size // 45
    links = "".join(f'<g id="c{i}"><use href="#c{i + 1}"/></g>' for i in range(count))
    return picture(links + f'<rect id="c{count}"/>')


def use_of_long_path(size: int) -> str:
    path = f'<path id="p" d="{"M1 1L2 2" * (size // 16)}"/>'
    return picture(path + fill('<use href="#p"/>', size // 2))


def uses_inside(name: str) -> Callable[[int], str]:
    """Uses of one large group where nothing is drawn; each is too many to copy."""

    def make(size: int) -> str:
        shapes = fill("<path/>", min(size // 8, 7 * 4_900))
        uses = fill('<use href="#u"/>', min(size // 2, 16 * 4_900))
        return picture(f'<{name} id="g"><g id="u">{shapes}</g>{uses}</{name}>')

    return make


def uses_in_reverse(size: int) -> str:
    """Groups that hold one another twice, those held before those that hold them."""
    group = '<g id="u{}"><use href="#u{}"/><use href="#u{}"/></g>'
    levels = [group.format(i + 1, i, i) for i in range(30)]
    return picture("".join([*levels[15:], *levels[:15], '<rect id="u0"/><use href="#u30"/>']))


def circles_through_children(size: int) -> str:
    """Each use reaches a group by its child, so that the way back to the child is no reference."""
    count = size // 100
    uses = "".join(f'<use href="#y{i}"/>' for i in range(count))
    inner = "".join(f'<g id="y{i}"><use href="#x"/></g>' for i in range(count))
    return picture(f'{uses}<g id="x">{inner}</g>')


def rules(size: int) -> str:
    sheet = "".join(f"g rect.a{i % 7},*{{fill:#{i % 999:03d}}}" for i in range(2_000))[:60_000]
    shapes = fill('<rect class="a1 a2 a3" width="1"/>', size - len(sheet))
    return picture(f"<style>{sheet}</style>{shapes}")


def nth_child_rules(size: int) -> str:
    sheet = "".join(f":nth-child({i}n+1){{fill:red}}" for i in range(1, 900))
    return picture(f"<style>{sheet}</style>" + fill("<g/>", size - len(sheet)))


def sibling_rules(size: int) -> str:
    sheet = "".join(f"g~g+g~g.a{i}{{fill:red}}" for i in range(300))
    classes = " ".join(f"a{i}" for i in range(30))
    return picture(f"<style>{sheet}</style>" + fill(f'<g class="{classes}"/>', size - len(sheet)))


def variables(size: int) -> str:
    sheet = "*{" + "".join(f"--a{i}:var(--a{i + 1}) var(--a{i + 1});" for i in range(1_500)) + "}"
    shapes = fill('<g style="--b:1;fill:var(--a0)"/>', size - len(sheet))
    return picture(f"<style>{sheet}</style>{shapes}")


GENERATORS: Final[dict[str, Callable[[int], str]]] = {
    "deep nesting": nested("<g>", "</g>"),
    "deep nesting of svg": nested("<svg>", "</svg>"),
    "deep nesting of the forbidden": nested("<b>", "</b>"),
    "unclosed tags": repeated("<g>"),
    "unclosed different tags": numbered("<g{} a>"),
    "end tags of nothing": repeated("</g>"),
    "crossed tags": repeated("<g><text></g>"),
    "empty elements": repeated("<g/>"),
    "forbidden elements": repeated("<b/>"),
    "different forbidden elements": numbered("<b{}/>"),
    "small shapes": repeated('<rect width="1" height="1" fill="red"/>'),
    "different shapes": numbered('<rect x="{}" y="{}.5" fill="rgb({},0,0)"/>'),
    "attributes on one element": inside("<rect ", "a='' ", "/>"),
    "different attributes": lambda size: picture(
        "<rect " + "".join(f'a{i}="1" ' for i in range(size // 14)) + "/>"
    ),
    "attributes without values": inside("<rect ", "a ", "/>"),
    "event handlers": numbered('<g onclick{}="x"/>'),
    "long path": inside('<path d="', "M1 1L2.5-3e1", '"/>'),
    "long broken path": inside('<path d="', "M1 1\\", '"/>'),
    "long points": inside('<polygon points="', "1,2 ", '"/>'),
    "long transform": inside('<g transform="', "rotate(1) ", '"/>'),
    "long dash array": inside('<path stroke-dasharray="', "1 ", '"/>'),
    "long colour": inside('<g fill="', "rgb(", '"/>'),
    "long references": inside('<g fill="', "url(#a) ", '"/>'),
    "long font list": inside('<g font-family="', "a,", '"/>'),
    "long number": inside('<g x="', "1", '"/>'),
    "long matrix": inside('<feColorMatrix values="', "1 ", '"/>'),
    "long filter": inside('<g filter="', "blur(1px) ", '"/>'),
    "long text": inside("<text>", "a &lt; b ", "</text>"),
    "many small texts": repeated("<text>a</text>"),
    "markup in a title": inside("<title>", "&lt;b&gt;&lt;", "</title>"),
    "markup in titles": repeated("<title>&lt;b&gt;x</title>"),
    "comments": repeated("<!-- -->"),
    "unclosed comments": repeated("<!-- "),
    "instructions": repeated("<?a b?>"),
    "unclosed instructions": repeated("<?a "),
    "unclosed CDATA behind ampersands": inside("<text>", "<![CDATA[&a;", "</text>"),
    "CDATA": repeated("<![CDATA[a]]>"),
    "unclosed CDATA": repeated("<![CDATA[a"),
    "declarations": repeated("<!a"),
    "ampersands": repeated("&"),
    "entities": repeated("&nbsp;"),
    "character references": repeated("&#65;"),
    "brackets": repeated("<"),
    "brackets and quotes": repeated('<a "'),
    "unclosed quotes": repeated("<a b='"),
    "forbidden characters": repeated("\x01"),
    "style attributes": repeated('<g style="fill:red;stroke:blue"/>'),
    "different style attributes": numbered('<g style="stroke-width:{}px"/>'),
    "long style attribute": inside('<g style="', "fill:red;", '"/>'),
    "brackets in a style": inside('<g style="fill:', "(", '"/>'),
    "quotes in a style": inside('<g style="fill:', "'(", '"/>'),
    "long style sheet": inside("<style>", "g{fill:red}", "</style>"),
    "brackets in a style sheet": inside("<style>", "{", "</style>"),
    "at-rules": lambda size: picture(f"<style>{fill('@a{b{c:d}}', min(size, 60_000))}</style>"),
    "brackets in a small sheet": lambda size: picture(f"<style>{'a{b:(' * 10_000}</style>"),
    "comments in a sheet": lambda size: picture(f"<style>{'/* ' * 20_000}</style>"),
    "unclosed comments in a sheet": lambda size: picture(f"<style>{'/*' * 30_000}</style>"),
    "commas in a sheet": lambda size: picture(f"<style>{'g,' * 30_000}a{{fill:red}}</style>"),
    "rules for everything": rules,
    "rules for positions": nth_child_rules,
    "rules for siblings": sibling_rules,
    "many classes for many rules": lambda size: picture(
        f"<style>{''.join(f'.c{i}{{fill:#{i:03d};opacity:.5}}' for i in range(999))}</style>"
        + fill(f'<g class="{" ".join(f"c{i}" for i in range(32))}"/>', size - 40_000)
    ),
    "selectors by attribute": lambda size: picture(
        f"<style>{'g[id=a]{fill:red}' * 3_000}</style>" + fill("<g/>", size - 60_000)
    ),
    "variables": variables,
    "variables in attributes": numbered('<g fill="var(--a{},red)"/>'),
    "use bomb": use_bomb,
    "use chain": use_chain,
    "circles through children": circles_through_children,
    "uses in a gradient": uses_inside("linearGradient"),
    "uses in a pattern": uses_inside("pattern"),
    "uses in reverse": uses_in_reverse,
    "use of a long path": use_of_long_path,
    "use of everything": lambda size: picture(
        f'<g id="a">{fill("<g/>", size // 4)}</g>' + fill('<use href="#a"/>', size // 2)
    ),
    "wheels of use": lambda size: picture(
        "".join(
            f'<g id="u{i}"><use href="#u{i + 1}"/><use href="#u{(i * 7) % 3_000}"/></g>'
            for i in range(min(3_000, size // 80))
        )
    ),
    "chain of patterns": lambda size: picture(
        "".join(
            f'<pattern id="p{i}" width="1" height="1"><path fill="url(#p{i + 1})"/></pattern>'
            for i in range(size // 90)
        )
        + '<path fill="url(#p0)"/>'
    ),
    "chain of masks": lambda size: picture(
        "".join(f'<mask id="p{i}"><g mask="url(#p{i + 1})"/></mask>' for i in range(size // 60))
        + '<path mask="url(#p0)"/>'
    ),
    "chain of markers": lambda size: picture(
        "".join(
            f'<marker id="p{i}"><path marker-end="url(#p{i + 1})" d="M0 0L1 1"/></marker>'
            for i in range(size // 80)
        )
        + '<path d="M0 0L1 1" marker-end="url(#p0)"/>'
    ),
    "circles of use": numbered('<g id="a{}"><use href="#a{}"/></g>'),
    "dead references": numbered('<g fill="url(#a{})"/>'),
    "gradients": numbered('<linearGradient id="a{}"><stop stop-color="red"/></linearGradient>'),
    "used gradients": numbered(
        '<linearGradient id="a{}"><stop offset=".5"/></linearGradient><g fill="url(#a{})"/>'
    ),
    "chain of gradients": lambda size: picture(
        "".join(f'<linearGradient id="a{i}" href="#a{i + 1}"/>' for i in range(size // 50))
        + '<rect fill="url(#a0)"/>'
    ),
    "users of one long gradient": lambda size: picture(
        f'<linearGradient id="a">{fill("<stop/>", size // 3)}</linearGradient>'
        + fill('<g fill="url(#a)"/>', size // 2)
    ),
    "markers": lambda size: picture(
        f'<marker id="m">{fill("<path/>", 2_000)}</marker>'
        + fill('<path marker-mid="url(#m)" d="M1 1L2 2L3 3L1 1"/>', size // 2)
    ),
    "marker on a long line": lambda size: picture(
        '<marker id="m"><path/></marker><polyline marker-mid="url(#m)" points="'
        + fill("1 2 ", size // 2)
        + '"/>'
    ),
    "clipped shapes": lambda size: picture(
        f'<clipPath id="c"><path d="{fill("M1 1L2 2", size // 3)}"/></clipPath>'
        + fill('<g clip-path="url(#c)"/>', size // 2)
    ),
    "filtered shapes": lambda size: picture(
        '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
        + fill('<g filter="url(#f)"/>', size // 2)
    ),
    "spans": inside("<text>", "<tspan x='1' dy='1em'>a</tspan>", "</text>"),
    "texts on one long path": lambda size: picture(
        f'<path id="p" d="{fill("M1 1L9 9", size // 2)}"/>'
        + fill('<text><textPath href="#p">abc</textPath></text>', size // 3)
    ),
    "names": numbered('<g id="a{}"/>'),
    "patterns of long paths": lambda size: picture(
        "".join(
            f'<pattern id="p{i}" width="9" height="9"><path fill="red" d="{"M1 1" * 50}"/>'
            "</pattern>"
            f'<rect fill="url(#p{i})"/>'
            for i in range(size // 330)
        )
    ),
    "glows of every colour": numbered(
        '<filter id="f{}"><feGaussianBlur stdDeviation="3" result="b"/><feMerge><feMergeNode in="b"'
        '/><feMergeNode in="SourceGraphic"/></feMerge></filter><path filter="url(#f{})"/>'
    ),
    "corners with markers": lambda size: picture(
        '<marker id="m"><path/></marker>'
        + fill('<polyline marker-mid="url(#m)" points="1 2 3 4 5 6 7 8 9 1"/>', size)
    ),
    "masks with holes": numbered(
        '<mask id="m{}"><path fill="white"/><rect fill="black" width="{}" height="1"/></mask>'
        '<path mask="url(#m{})"/>'
    ),
    "looks in a line": inside("<text>", '<tspan fill="red">a</tspan>b ', "</text>"),
    "letters on a path": inside(
        '<path id="p" d="M0 0L9 9"/><text><textPath href="#p">', "abc ", "</textPath></text>"
    ),
    "drawn without a viewBox": lambda size: (
        f'<svg><path d="{fill("M1 1a1 1 0 0 1 1 1", size)}"/></svg>'
    ),
    "huge numbers": numbered('<rect x="1e{}" width="99999999999999999999{}"/>'),
    "prefixes": numbered("<a{}:b>"),
    "one name": repeated('<g id="a"/>'),
    "spaces in a tag": inside("<rect", " ", "/>"),
    "prose about svg": bare("<svg> "),
    "svg after svg": bare("<svg/>"),
    "open svg after open svg": bare("<svg "),
    "ends of svg": bare("</svg>"),
    "spaces after an end": bare("</svg   "),
    "svg in comments": bare("<!-- <svg> </svg> -->"),
    "svg in unclosed comments": bare("<!-- <svg> "),
    "thoughts": bare("<think><svg>"),
    "document types": lambda size: "<!DOCTYPE svg " * (size // 15) + "<svg/>",
    "fences": bare("```\n<svg>\n"),
    "backslashes": lambda size: '{"a":"<svg>' + '\\"' * (size // 2 - 20),
    "escaped brackets": lambda size: "&lt;svg&gt;" * (size // 11),
    "escaped many times": lambda size: "&amp;" * (size // 5 - 9) + "lt;svg&gt;",
    "data URI": lambda size: "data:image/svg+xml;base64," + "A" * (size - 40),
    "percent signs": lambda size: "%3Csvg%3E" + "%" * (size - 20),
    "Base64 of nothing": bare("PHN2Zy "),
    "curly quotation marks": inside("<g ", "a=“b ", "/>"),
    "data URIs": bare("data:image/svg+xml;base64,"),
    "letters outside ASCII": inside("<text>", "é世🎨", "</text>"),
}
