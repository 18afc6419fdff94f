"""CSV as people's programs write it, and any bytes at all."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from hypothesis import example, given
from hypothesis import strategies as st

from generation.batch.reading import MOST_BYTES, MOST_LINES, Line, read_csv


@pytest.mark.parametrize(
    "data",
    [
        b"prompt,filename\na red house,house\n",
        b"\xef\xbb\xbfPrompt;File name\r\na red house;house\r\n",
        "prompt\tname\na red house\thouse".encode("utf-16"),
        b'\n"prompt","filename"\n"a red house","house"\n\n  ,\n',
        b"prompt,filename\ra red house,house\r",
        b"sep=;\r\nprompt;filename\r\na red house;house\r\n",
    ],
)
def test_it_is_read_however_it_was_saved(data: bytes) -> None:
    (line,) = read_csv(data).lines

    assert line.cells == {"prompt": "a red house", "filename": "house"}
    assert not line.extra


def test_a_line_that_tells_the_separator_keeps_the_numbers_of_the_others() -> None:
    assert read_csv(b"sep=;\nprompt\na red house\n").lines[0].number == 3


def test_lines_have_their_numbers_and_what_is_unknown_is_told() -> None:
    sheet = read_csv(b'id,prompt\n1,"one, two"\n\n2,a "big" house\n3,a, b\n')

    assert sheet.lines == (
        Line(2, {"prompt": "one, two"}),
        Line(4, {"prompt": 'a "big" house'}),
        Line(5, {"prompt": "a"}, extra=True),
    )
    assert sheet.ignored == ("id",)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "The first line has to name the columns"),
        (b"a red house\na blue house", "The first line has to name the columns"),
        (b"prompt,filename\n", "no line with a prompt"),
        (b"prompt,text\na,b", "two columns “prompt”"),
        (b"prompt\na red house\na caf\xe9", "Line 3 is not UTF-8"),
        (b'prompt\n"a red house', "is opened and not closed"),
        (b"PK\x03\x04whatever", "a workbook, not CSV"),
        (b"prompt\na\0b", "zero bytes"),
        (b"prompt\n" + b"x" * MOST_BYTES, "larger than 512 KiB"),
        (b"prompt\n" + b"a red house\n" * (MOST_LINES + 1), "more than 100 lines"),
        (b"prompt\n" + b"x" * 200_000, "Line"),
    ],
)
def test_what_cannot_be_read_is_explained(data: bytes, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        read_csv(data)
    assert told in caught.value.messages[0]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_give_lines_or_a_reason(data: bytes) -> None:
    for content in (data, b"prompt,style\n" + data):
        try:
            sheet = read_csv(content)
        except ValidationError as error:
            assert error.messages[0]
        else:
            assert 0 < len(sheet.lines) <= MOST_LINES


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=40),
        min_size=1,
        max_size=20,
    ),
    st.sampled_from([",", ";", "\t"]),
)
def test_what_a_program_writes_comes_back(prompts: list[str], separator: str) -> None:
    written = io.StringIO()
    rows = csv.writer(written, delimiter=separator)
    rows.writerow(["prompt", "filename", "model"])
    rows.writerows([prompt, "name", "m"] for prompt in prompts)

    lines = read_csv(written.getvalue().encode()).lines

    assert [line.cells["prompt"] for line in lines] == [prompt.strip() for prompt in prompts]
