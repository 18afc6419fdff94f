"""Variables as lines that a person can write: ``name | Label | type | choices | default``."""

from generation.templating.variables import Variable

EXAMPLE = "side | Seen from | choice | the front, the side, above | the front"


def read_lines(text: str) -> tuple[Variable, ...]:
    """A variable a line; empty lines count for nothing. What is missing is left empty."""
    return tuple(_read(line) for line in text.splitlines() if line.strip())


def _read(line: str) -> Variable:
    parts = [part.strip() for part in line.split("|")]
    name, label, kind, choices, default = (parts + [""] * 5)[:5]
    listed = tuple(choice for part in choices.split(",") if (choice := part.strip()))
    return Variable(name, label or name, kind or "text", listed, default)


def write_lines(variables: tuple[Variable, ...]) -> str:
    return "\n".join(
        " | ".join([v.name, v.label, v.type, ", ".join(v.choices), v.default]).rstrip(" |")
        for v in variables
    )
