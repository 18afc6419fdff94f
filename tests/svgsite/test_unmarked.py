"""What Python says to people is marked for the translators, where it is said."""

import ast
import re
from collections.abc import Iterator

from tests.svgsite.messages import PLACES, ROOT

# What takes words for people as one of its arguments.
SAYS = {"message_user", "ValidationError", "PermissionDenied", "Http404", "add_error", "refuse"}
SAYS |= {"RegexValidator", "success", "info", "warning", "error", "AdminPage"}
# The same names are a logger's.
OF_MESSAGES = {"success", "info", "warning", "error"}
NAMED = {"label", "help_text", "description", "title", "verbose_name", "verbose_name_plural"}
# Read by programs and on the command line, in English.
FOR_PROGRAMS = ["generation/api/", "generation/snowflake/", "generation/parameters.py"]
FOR_PROGRAMS += ["command_line", "management/", "migrations/"]
WORDS = re.compile(r"[^\W\d_]{2,} |[ ][^\W\d_]{2,}")


def is_words(node: ast.AST) -> bool:
    """A text of several words that stands there as it is."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    texts = [part.value for part in parts if isinstance(part, ast.Constant)]
    return any(isinstance(text, str) and WORDS.search(text) for text in texts)


def unmarked(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _said_by(node)
        elif isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (v for k, v in pairs if _is_title(k) and is_words(v))


def _said_by(call: ast.Call) -> Iterator[ast.expr]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    owner = getattr(getattr(call.func, "value", None), "id", "")
    if name in SAYS and (name not in OF_MESSAGES or owner == "messages"):
        inner = [v for a in call.args if isinstance(a, ast.Dict) for v in a.values]
        yield from (text for text in (*call.args, *inner) if is_words(text))
    yield from (k.value for k in call.keywords if k.arg in NAMED and is_words(k.value))


def _is_title(key: ast.AST | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "title"


def test_what_is_said_is_marked() -> None:
    found = []
    for path in sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py")):
        name = str(path.relative_to(ROOT))
        if not any(part in name for part in FOR_PROGRAMS):
            for text in unmarked(ast.parse(path.read_text())):
                found.append(f"{name}:{text.lineno} {ast.unparse(text)}")

    assert found == [], "See CONTRIBUTING.md, “a text that people read”:\n" + "\n".join(found)


def test_it_is_found() -> None:
    code = """
messages.info(request, f"{n} rows are kept")
raise ValidationError({"amount": "Give a number."})
raise ValidationError(_("Give a number."))
log.info("not for people")
forms.CharField(label="Kept for", help_text=_("Days."))
context = {"title": "My exports"}
"""
    lines = [text.lineno for text in unmarked(ast.parse(code))]

    assert sorted(lines) == [2, 3, 6, 7]
