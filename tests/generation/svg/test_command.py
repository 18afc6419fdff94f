"""`python -m generation.svg`."""

import io
import json
import sys
from types import SimpleNamespace

import pytest

from generation.svg.__main__ import main

PICTURE = '<svg viewBox="0 0 9 9"><script/><rect width="9" height="9"/></svg>'


def run(monkeypatch: pytest.MonkeyPatch, data: bytes, arguments: list[str]) -> tuple[int, str, str]:
    written, told = io.BytesIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(buffer=written))
    monkeypatch.setattr(sys, "stderr", told)
    return main(arguments), written.getvalue().decode(), told.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_picture(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    code, safe, receipt = run(monkeypatch, PICTURE.encode(encoding), ["--profile", "extended"])

    assert code == 0
    assert safe.startswith("<svg") and "script" not in safe
    assert json.loads(receipt)[-1]["what"] == "script"


def test_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    code, safe, receipt = run(monkeypatch, b"\xff\xfe\x00none", [])

    assert (code, safe) == (1, "")
    assert json.loads(receipt)[0]["code"] == "no_svg"
