"""Measures the local drawing engine, or renders its prompts to a contact sheet for the eye.

python -m bench.drawing                       load time, time and size per picture, memory
python -m bench.drawing --sheet out.png 0 30  prompts 0 to 29 as one picture (needs Chromium)
"""

import argparse
import html
import resource
import statistics
import time
from pathlib import Path

from generation.snowflake.local.drawing import Drawing, draw
from generation.snowflake.local.drawing.lexicon import lexicon

PROMPTS = Path(__file__).parent.parent / "tests/generation/snowflake/local/drawing/prompts.txt"
CHROMIUM_FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"]
CELL = 250


def prompts() -> list[str]:
    """The frozen prompts; 63 for tuning, then 22 and 24 that were first seen afterwards."""
    return [line for line in PROMPTS.read_text().splitlines() if line]


def picture(prompt: str) -> Drawing:
    """Draw a prompt whose follow-up messages stand behind `>>`."""
    return draw([{"role": "user", "content": part} for part in prompt.split(" >> ")], seed=1)


def measure() -> None:
    """Print load time, time per picture, sizes and memory."""
    start = time.process_time()
    lexicon()
    print(f"load {1000 * (time.process_time() - start):.0f} ms of CPU")
    times, sizes = [], []
    for prompt in prompts():
        start = time.perf_counter()
        sizes.append(len(picture(prompt).svg))
        times.append(1000 * (time.perf_counter() - start))
    print(f"picture median {statistics.median(times):.1f} ms, worst {max(times):.1f} ms")
    print(f"bytes median {statistics.median(sizes):.0f}, largest {max(sizes)}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def sheet(target: str, chosen: list[str]) -> None:
    """Render prompts, with what was not drawn beneath each, to one PNG."""
    from playwright.sync_api import sync_playwright

    cells = "".join(_cell(number, prompt) for number, prompt in enumerate(chosen))
    page_html = f"<body style='margin:4px;font:12px sans-serif;width:{CELL * 6 + 60}px'>{cells}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=CHROMIUM_FLAGS
        )
        page = browser.new_page(viewport={"width": CELL * 6 + 70, "height": 400})
        page.set_content(page_html)
        page.screenshot(path=target, full_page=True)
        browser.close()


def _cell(number: int, prompt: str) -> str:
    drawing = picture(prompt)
    svg = drawing.svg.replace("<svg ", f"<svg width='{CELL}' height='{CELL}' ")
    missing = html.escape(", ".join(drawing.not_drawn))
    text = f"{number} {html.escape(prompt)} <i style='color:#b00'>{missing}</i>"
    style = (
        f"display:inline-block;width:{CELL}px;margin:4px;vertical-align:top;height:{CELL + 48}px"
    )
    return f"<div style='{style}'>{svg}<br>{text}</div>"


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sheet", metavar="PNG")
    parser.add_argument("range", nargs="*", type=int, default=[0, 30])
    options = parser.parse_args()
    if options.sheet:
        sheet(options.sheet, prompts()[options.range[0] : options.range[1]])
    else:
        measure()


if __name__ == "__main__":
    main()
