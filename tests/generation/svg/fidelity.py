"""How much of a picture looks different after sanitising, in a real browser."""

import base64
import re
from typing import Any

from generation.svg import read_answer
from generation.svg.extraction import extract
from generation.svg.policy import SVG_NAMESPACE

SAME = 0.01  # the share of pixels that may differ in a picture that counts as the same
_NO_NAMESPACE = re.compile(r"^<svg(?![^>]*\sxmlns\s*=)", re.IGNORECASE)
# Each is drawn on white through <img>, where an original can do no harm. A pixel differs where
# one channel does by more than 8 of 255. Gives the share, or null where the first cannot be drawn.
_COMPARE = """async pair => {
  const side = 400, drawn = [];
  for (const text of pair) {
    const image = new Image();
    image.src = 'data:image/svg+xml;base64,' + text;
    try { await image.decode(); } catch { drawn.push(null); continue; }
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = side;
    const pen = canvas.getContext('2d');
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, side, side);
    const width = image.naturalWidth || 300, height = image.naturalHeight || 300;
    const scale = Math.min(side / width, side / height);
    pen.drawImage(image, 0, 0, width * scale, height * scale);
    drawn.push(pen.getImageData(0, 0, side, side).data);
  }
  const [first, second] = drawn;
  if (!first || !second) return first ? 1 : null;
  let different = 0;
  for (let i = 0; i < first.length; i += 4)
    if ([0, 1, 2].some(c => Math.abs(first[i + c] - second[i + c]) > 8)) different++;
  return different / (side * side);
}"""


def differences(browser: Any, answers: dict[str, str], profile: str) -> dict[str, float | None]:
    """The share of pixels, by name, that sanitising changed; None where the original is broken."""
    page = browser.new_page()
    try:
        return {
            name: page.evaluate(_COMPARE, [_encoded(original(a)), _encoded(_safe(a, profile))])
            for name, a in answers.items()
        }
    finally:
        page.close()


def original(answer: str) -> str:
    """The picture as the model wrote it, named as SVG, which pasting it into a page would do."""
    best = extract(answer).best
    return _NO_NAMESPACE.sub(f'<svg xmlns="{SVG_NAMESPACE}"', best.markup) if best else ""


def share_of_same(found: dict[str, float | None]) -> tuple[int, int]:
    """How many look the same, of how many whose original can be drawn."""
    shares = [share for share in found.values() if share is not None]
    return sum(share <= SAME for share in shares), len(shares)


def _safe(answer: str, profile: str) -> str:
    return read_answer(answer, profile=profile).content


def _encoded(markup: str) -> str:
    return base64.b64encode(markup.encode("utf-8", "replace")).decode()
