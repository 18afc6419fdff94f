"""Imports run one way: svgsite → generation → auditing → Django."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ["auditing", "generation", "svgsite"]


def imports_of(folder: Path) -> list[tuple[Path, str]]:
    found = []
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found += [(path, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.append((path, node.module))
    return found


def offenders(folder: str, *forbidden: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path, name in imports_of(ROOT / folder)
        if any(name == word or name.startswith(f"{word}.") for word in forbidden)
    ]


@pytest.mark.parametrize(("position", "layer"), list(enumerate(LAYERS)))
def test_no_layer_imports_one_above_it(position: int, layer: str) -> None:
    assert offenders(layer, *LAYERS[position + 1 :]) == []


def test_svg_is_pure() -> None:
    assert offenders("generation/svg", "django", "auditing", "generation.models") == []


def test_only_the_gateway_knows_the_vendor() -> None:
    found = offenders("generation", "snowflake", "fakesnow") + offenders("svgsite", "snowflake")

    assert [line for line in found if not line.startswith("generation/snowflake/")] == []


def test_the_stand_in_knows_nothing_of_the_application() -> None:
    inside = [
        line
        for line in offenders("generation/snowflake/local", "django", "generation")
        if "imports generation.snowflake.local" not in line
    ]
    assert inside == []


def test_the_drawing_engine_uses_the_standard_library_only() -> None:
    third_party = ("django", "httpx", "starlette", "fakesnow", "defusedxml", "bleach", "snowflake")

    assert offenders("generation/snowflake/local/drawing", *third_party) == []
