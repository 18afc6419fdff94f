"""Reading whatever was pasted: nothing raises, and ids are found in any spelling."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.search import read_needle

KEY = UUID("0b7c9a52-4c3e-4b8e-9d57-3a1f5b1c2d3e")


@pytest.mark.parametrize(
    "spelling",
    [
        str(KEY),
        str(KEY).upper(),
        KEY.hex,
        f"{{{KEY}}}",
        f'  "{KEY}"\r\n',
        f"%7B{KEY}%7D",
        f"\0{KEY}\0",
        f"https://svg.example.org/requests/{KEY}/download/?x=1",
        f'@"DB"."PUBLIC"."SVG_STAGE"/2026/11/24/{KEY}/house.svg',
        f"https://bucket.s3.amazonaws.com/stages/2026/11/24/{KEY}/house.svg?X-Amz-Signature=abc",
        f"TMP_SVG_{KEY.hex.upper()}_1",
        f"tmp_svg_{KEY.hex}_1",
    ],
)
def test_an_id_is_found_in_any_spelling(spelling: str) -> None:
    assert read_needle(spelling).uuids == (KEY,)


def test_a_digest_is_no_id() -> None:
    needle = read_needle("AB" * 32)

    assert needle.digests == ("ab" * 32,)
    assert needle.uuids == ()


def test_a_table_in_an_address_of_the_admin() -> None:
    address = f"/admin/generation/temporarytable/TMP_5FSVG_5F{KEY.hex.upper()}_5F2/change/"

    assert read_needle(address).tables == (f"TMP_SVG_{KEY.hex.upper()}_2",)


def test_a_stage_path_names_its_stage() -> None:
    assert read_needle("@db.public.svg_stage").stage == "SVG_STAGE"


def test_many_ids_are_read_up_to_a_limit() -> None:
    assert len(read_needle(" ".join(str(uuid4()) for _ in range(1_000))).uuids) == 5


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    needle = read_needle(text)

    assert "\0" not in needle.text
