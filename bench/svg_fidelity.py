"""Share of pictures that look the same after sanitising, in Chromium, for both profiles.

    python -m bench.svg_fidelity [FOLDER …]

Each folder is searched for *.svg files that hold answers; without one the tests' own pictures are
taken. A picture is the same where at most 1 % of its pixels differ. Originals that the browser
cannot draw are counted apart.
"""

import sys
from pathlib import Path

from generation.svg.policy import PROFILES
from tests.chromium import chromium
from tests.generation.svg.fidelity import SAME, differences, share_of_same

PICTURES = Path("tests/generation/svg/pictures")


def main(folders: list[Path]) -> None:
    with chromium() as browser:
        for folder in folders:
            paths = sorted(folder.rglob("*.svg"))
            answers = {path.stem: path.read_text(errors="replace") for path in paths}
            for profile in sorted(PROFILES, reverse=True):
                found = differences(browser, answers, profile)
                same, drawn = share_of_same(found)
                print(f"{folder.name}, {profile}: {same} of {drawn} the same "
                      f"({len(found) - drawn} originals cannot be drawn)")  # fmt: skip
                for name, share in found.items():
                    if share is not None and share > SAME:
                        print(f"  {name:40}{100 * share:6.1f} % of pixels differ")


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [PICTURES])
