"""Every action that the code can record about somebody's data, read from the code itself.

`record_event(action=…)` is followed back: where the action is a parameter, to those who call the
function, and so on to where it is written out. What is always a refusal is left out: its owner is
not told. So is what is recorded about nothing that has an owner: neither `resource` nor
`subject_owner` is given.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("auditing", "generation", "svgsite")
ARGUMENT = "action"
Function = ast.FunctionDef | ast.AsyncFunctionDef
Place = tuple["Module", ast.Call, Function | None]


@dataclass(frozen=True)
class Module:
    name: str
    tree: ast.Module

    def functions(self) -> Iterator[Function]:
        yield from (node for node in ast.walk(self.tree) if isinstance(node, Function))

    @cached_property
    def calls(self) -> list[tuple[ast.Call, Function | None]]:
        """Each call with the function that it stands in."""
        inside = {
            id(node): function
            for function in self.functions()  # outer ones come first: the inner one stays
            for node in ast.walk(function)
        }
        calls = [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]
        return [(call, inside.get(id(call))) for call in calls]


@cache
def modules() -> list[Module]:
    files = [file for folder in FOLDERS for file in sorted((ROOT / folder).rglob("*.py"))]
    return [
        Module(str(file.relative_to(ROOT)), ast.parse(text))
        for file in files
        if "migrations" not in file.parts and ARGUMENT in (text := file.read_text())
    ]


def recorded_actions(holes: Mapping[str, list[str]]) -> dict[str, str]:
    """action → where it stands.

    Args:
        holes: what can stand in the braces of an f-string, by the expression there.

    Raises:
        KeyError: an expression that nobody has told the values of.
    """
    found: dict[str, str] = {}
    for module, call, function in _calls_of("record_event"):
        if _is_about_an_owner(call) and not _is_refusal(call):
            _follow(module, call, function, holes, found)
    return found


def _follow(
    module: Module,
    call: ast.Call,
    function: Function | None,
    holes: Mapping[str, list[str]],
    found: dict[str, str],
) -> None:
    given = _argument(call)
    if given is None:
        return
    if function and isinstance(given, ast.Name) and given.id in _parameters(function):
        for where, further, outer in _calls_of(function.name, module):
            _follow(where, further, outer, holes, found)
        return
    for action in _values(given, holes):
        found.setdefault(action, f"{module.name}:{call.lineno}")


def _calls_of(name: str, home: Module | None = None) -> list[Place]:
    """The calls of a function: a private one is called in its own module only."""
    searched = [home] if home and name.startswith("_") else modules()
    return [
        (module, call, function)
        for module in searched
        for call, function in module.calls
        if _name(call.func) == name or _is_handed_on(call, name)
    ]


def _is_handed_on(call: ast.Call, name: str) -> bool:
    """`_find(get_request, …, action=…)`: the function that is given is the one that records."""
    return any(isinstance(part, ast.Name) and part.id == name for part in call.args)


def _name(function: ast.expr) -> str:
    return getattr(function, "id", getattr(function, "attr", ""))


def _parameters(function: Function) -> set[str]:
    given = function.args
    return {part.arg for part in (*given.posonlyargs, *given.args, *given.kwonlyargs)}


def _argument(call: ast.Call) -> ast.expr | None:
    """The action of a call: by name, else the one that is written as an action is."""
    named = [part.value for part in call.keywords if part.arg == ARGUMENT]
    placed = [part for part in call.args if _is_action(part)]
    return next(iter([*named, *placed]), None)


def _is_action(part: ast.expr) -> bool:
    if isinstance(part, ast.Name):
        return part.id in (ARGUMENT, "verb") or "." in _constants().get(part.id, "")
    is_text = isinstance(part, ast.Constant) and isinstance(part.value, str)
    return is_text and "." in part.value  # type: ignore[attr-defined]


def _is_about_an_owner(call: ast.Call) -> bool:
    return bool({"resource", "subject_owner"} & {part.arg for part in call.keywords})


def _is_refusal(call: ast.Call) -> bool:
    results = [ast.unparse(part.value) for part in call.keywords if part.arg == "result"]
    return any(text in ("AccessEvent.Result.DENIED", "denied", "'denied'") for text in results)


@cache
def _constants() -> dict[str, str]:
    """Texts that modules give a name, as `WATCH = "request.watch"`."""
    return {
        target.id: value.value
        for module in modules()
        for names, value in _pairs(module.tree)
        for target in names
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    }


def _pairs(tree: ast.Module) -> Iterator[tuple[list[ast.Name], ast.expr]]:
    for node in tree.body:
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name):
                yield [target], node.value
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for name, value in zip(target.elts, node.value.elts, strict=True):
                    if isinstance(name, ast.Name):
                        yield [name], value


def _values(given: ast.expr, holes: Mapping[str, list[str]]) -> list[str]:
    if isinstance(given, ast.Constant):
        return [str(given.value)]
    if isinstance(given, ast.JoinedStr):
        return _filled(given, holes)
    text = ast.unparse(given)
    if isinstance(given, ast.Name) and given.id in _constants():
        return [_constants()[given.id]]
    return holes[text]


def _filled(given: ast.JoinedStr, holes: Mapping[str, list[str]]) -> list[str]:
    found = [""]
    for part in given.values:
        inner = part.value if isinstance(part, ast.FormattedValue) else None
        texts = holes[ast.unparse(inner)] if inner else [str(part.value)]  # type: ignore[attr-defined]
        found = [f"{start}{text}" for start in found for text in texts]
    return found
