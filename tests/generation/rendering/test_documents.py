"""Pictures as PDF, read back by other people's tools."""

import io
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generation.rendering import RenderingError, render_pdf, render_png
from generation.svg import read_answer, sanitise
from tests.generation.svg.hostile import GENERATORS

pytestmark = pytest.mark.skipif(not shutil.which("pdfinfo"), reason="needs poppler-utils")
PICTURES = sorted(Path("tests/generation/svg/pictures").glob("*.svg"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'


def pdf_of(body: str, title: str = "house", text: str = "A house") -> bytes:
    return render_pdf(f"{HEAD}{body}</svg>", title=title, alternative_text=text)


def tool(*command: str, pdf: bytes) -> bytes:
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout


def test_one_page_in_the_pictures_proportions() -> None:
    said = tool("pdfinfo", "-", pdf=pdf_of('<rect width="9" height="9"></rect>')).decode()

    assert "Pages:           1\n" in said
    assert "512 x 256 pts" in said
    assert "Title:           house\n" in said


def test_it_holds_vectors_and_no_image() -> None:
    images = tool("pdfimages", "-list", "-", pdf=pdf_of('<circle r="9" fill="red"></circle>'))

    assert len(images.decode().splitlines()) == 2  # its head


def test_words_can_be_searched() -> None:
    pdf = pdf_of('<text x="2" y="12" font-size="9">Hello</text>')

    assert tool("pdftotext", "-", "-", pdf=pdf).decode().strip() == "Hello"


@pytest.mark.parametrize("text", ['a "quoted" #word\\', "ü — 世界", "]\n#panic()", ""])
def test_what_people_wrote_is_text_and_no_command(text: str) -> None:
    assert pdf_of('<rect width="9" height="9"></rect>', text, text).startswith(b"%PDF-")


def test_the_same_bytes_each_time() -> None:
    assert pdf_of('<rect width="9" height="9"></rect>') == pdf_of('<rect width="9" height="9"></rect>')  # fmt: skip  # noqa: E501


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", ["spec", "extended"])
def test_it_looks_like_the_picture(path: Path, profile: str) -> None:
    """Letters are hinted otherwise by the other renderer, so the tolerance is in shares."""
    safe = read_answer(path.read_text(), profile=profile).content
    pdf = render_pdf(safe, title="", alternative_text="")
    pixels = tool("pdftoppm", "-r", "72", "-png", "-singlefile", "-", pdf=pdf)

    drawn = Image.open(io.BytesIO(render_png(safe, 512))).convert("RGBA")
    paper = Image.new("RGBA", drawn.size, "white")
    paper.alpha_composite(drawn)
    page = Image.open(io.BytesIO(pixels)).convert("RGB").resize(drawn.size)
    apart = ImageChops.difference(paper.convert("RGB"), page).convert("L").histogram()

    assert sum(apart[64:]) / (drawn.width * drawn.height) < 0.03


@pytest.mark.parametrize("name", ["looks in a line", "use of a long path", "long text"])
def test_hostile_pictures_are_made_into_one_within_bounds_or_not_at_all(name: str) -> None:
    safe = sanitise(GENERATORS[name](30_000), profile="extended").content
    started = time.monotonic()
    try:
        made = render_pdf(safe, title="", alternative_text="")
    except RenderingError:
        made = b""

    assert time.monotonic() - started < 14
    assert made[:5] in (b"", b"%PDF-")
