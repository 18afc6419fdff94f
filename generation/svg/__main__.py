"""`python -m generation.svg [--profile P] < answer > safe.svg`; the receipt goes to stderr."""

import argparse
import codecs
import json
import sys

from generation.svg import read_answer
from generation.svg.policy import PROFILES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def main(arguments: list[str] | None = None) -> int:
    """Read an answer from standard input; 0 where a picture was written, else 1."""
    parser = argparse.ArgumentParser(prog="python -m generation.svg")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="spec")
    options = parser.parse_args(arguments)
    result = read_answer(_decode(sys.stdin.buffer.read()), profile=options.profile)
    sys.stdout.buffer.write(result.content.encode())
    json.dump(result.receipt, sys.stderr, ensure_ascii=False, indent=1)
    sys.stderr.write("\n")
    return 0 if result.content else 1


def _decode(data: bytes) -> str:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    return data.decode(encoding, "replace")


if __name__ == "__main__":
    sys.exit(main())
