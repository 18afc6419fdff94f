"""How near the server's drawing comes to Chromium's, and what it costs.

    python -m bench.rendering [FOLDER …]

Each folder is searched for *.svg files that hold answers; without one the tests' own pictures are
taken, in both profiles. Both draw on white at 512 pixels; a pixel differs where one channel does by
more than 32 of 255 (edges are smoothed otherwise), a picture where more than 1 % of its pixels do.
"""

import base64
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from PIL import Image, ImageChops

from generation.rendering import make_smaller, render_pdf, render_png
from generation.svg import read_answer
from generation.svg.policy import PROFILES
from tests.chromium import chromium

PICTURES = Path("tests/generation/svg/pictures")
SIZE, DIFFERS, SAME = 512, 32, 0.01


def main(folders: list[Path]) -> None:
    pictures = list(safe_pictures(folders))
    figures("PNG, 512 pixels", pictures, lambda svg: render_png(svg, 512))
    figures("PNG, 2048 pixels", pictures, lambda svg: render_png(svg, 2048))
    figures("PDF", pictures, lambda svg: render_pdf(svg, title="", alternative_text=""))
    figures("smaller SVG, proved", pictures, make_smaller)
    saved = [made.saved for made in (make_smaller(svg) for _, svg in pictures)]
    print(f"bytes saved: median {statistics.median(saved)} %, {min(saved)} to {max(saved)} %")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": SIZE, "height": SIZE})
        shares = {name: share_of_different(page, svg) for name, svg in pictures}
    same = sum(share <= SAME for share in shares.values())
    print(f"{same} of {len(shares)} as in Chromium")
    for name, share in shares.items():
        if share > SAME:
            print(f"  {name:40}{100 * share:6.1f} % of pixels differ")


def safe_pictures(folders: list[Path]) -> Iterator[tuple[str, str]]:
    for path in sorted(path for folder in folders for path in folder.rglob("*.svg")):
        for profile in sorted(PROFILES):
            safe = read_answer(path.read_text(errors="replace"), profile=profile).content
            if safe:
                yield f"{path.stem}, {profile}", safe


def figures(what: str, pictures: list[tuple[str, str]], make: Callable[[str], object]) -> None:
    times = []
    for _, svg in pictures:
        started = time.perf_counter()
        make(svg)
        times.append(1000 * (time.perf_counter() - started))
    peak = getrusage(RUSAGE_CHILDREN).ru_maxrss // 1024
    print(
        f"{what}: median {statistics.median(times):.0f} ms, slowest {max(times):.0f} ms; "
        f"the largest process so far {peak} MiB"
    )


def share_of_different(page: Any, svg: str) -> float:
    address = f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"
    page.set_content(
        "<style>body{margin:0}img{display:block;width:512px;height:512px;object-fit:contain}</style>"
        f'<img src="{address}">'
    )
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    drawn = Image.open(io.BytesIO(render_png(svg, SIZE))).convert("RGBA")
    paper = Image.new("RGBA", (SIZE, SIZE), "white")
    paper.alpha_composite(drawn, ((SIZE - drawn.width) // 2, (SIZE - drawn.height) // 2))
    apart = ImageChops.difference(seen, paper.convert("RGB")).split()
    most = ImageChops.lighter(ImageChops.lighter(apart[0], apart[1]), apart[2])
    return sum(most.histogram()[DIFFERS + 1 :]) / SIZE**2


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [PICTURES])
