"""The process that draws: one picture from standard input, its bytes to standard output.

It is started for each picture and imports nothing of this project, so that a picture that is made
to cost can only end this process. Its limits are set before the picture is read. By itself:

    python -I child.py png 512 < picture.svg > picture.png
"""

import resource
import sys
from collections.abc import Callable

CPU_SECONDS = 5
ADDRESS_SPACE = 1 << 30  # bytes; a picture of 2048 pixels a side takes 16 MiB a layer


def limit() -> None:
    """No more time and memory than stated; no file is written, no memory is dumped."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def png(svg: str, size: str) -> bytes:
    """Drawn on nothing, the longer side `size` pixels."""
    from resvg_py import svg_to_bytes

    return svg_to_bytes(svg_string=svg, width=int(size), height=int(size))


FORMATS: dict[str, Callable[[str, str], bytes]] = {"png": png}


if __name__ == "__main__":
    limit()
    kind, argument = sys.argv[1:]
    drawn = FORMATS[kind](sys.stdin.buffer.read().decode(), argument)
    sys.stdout.buffer.write(drawn)
