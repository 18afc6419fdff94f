"""AI_COMPLETE and SHOW CORTEX BASE MODELS."""

import json
import re
from typing import Any

from fakesnow.dialect import parse_one
from sqlglot import Expr, exp

from ..call import Call
from ..cortex_answer import (
    ENGINE_NAME,
    Answer,
    Message,
    RefusedError,
    answer,
    directive_in,
    refuse_if_asked,
    usable_model,
)
from ..errors import INVALID_ARGUMENT, ResetConnectionError, SqlError, unsupported
from ..models import DEFAULT_OUTPUT, MODELS
from ..results import Column, Reply, table, texts
from ..sql_text import identifier

_POSITIONS = ("MODEL", "PROMPT", "MODEL_PARAMETERS", "RESPONSE_FORMAT", "SHOW_DETAILS")
_KNOWN = {*_POSITIONS, "RETURN_ERROR_DETAILS"}
_LONGEST_OUTPUT = 8192


def show_models(call: Call, match: re.Match[str]) -> Reply:
    """The models, named in capitals as an account does."""
    names = ("name", "lifecycle_status", "legacy_date", "eol_date")
    rows = [(m.name.upper(), m.lifecycle_status, m.legacy_date, m.eol_date) for m in MODELS]
    return texts(names, rows)


def ai_complete(call: Call, match: re.Match[str]) -> Reply:
    """One completion; NULL, or {value, error}, where a model refuses."""
    function, alias = _function(call.sql)
    given = _arguments(call, function)
    details = bool(given.get("SHOW_DETAILS"))
    value: Any = None
    error = None
    try:
        found = _completed(call, given)
        value = _details(found) if details else found.text
    except RefusedError as refused:
        error = refused.message
    if given.get("RETURN_ERROR_DETAILS"):
        value, details = {"value": value, "error": error}, True
    shown = json.dumps(value) if details and value is not None else value
    return table([Column(alias or "AI_COMPLETE", "object" if details else "text")], [[shown]])


def _completed(call: Call, given: dict[str, Any]) -> Answer:
    messages = _messages(given["PROMPT"])
    directive = directive_in(messages, call.world.faults)
    if directive is not None:
        call.pause(directive.seconds)
        if directive.what == "reset":
            raise ResetConnectionError
        if directive.what == "sessionexpired":
            raise RefusedError(401, "session expired (asked of the local stand-in)")
    refuse_if_asked(directive)
    limit = int((given.get("MODEL_PARAMETERS") or {}).get("max_tokens", DEFAULT_OUTPUT))
    if not 1 <= limit <= _LONGEST_OUTPUT:
        raise RefusedError(400, f"max_tokens must be between 1 and {_LONGEST_OUTPUT}")
    return answer(usable_model(str(given["MODEL"])), messages, directive, limit)


def _details(found: Answer) -> dict[str, Any]:
    return {
        "choices": [{"messages": found.text}],
        "created": found.created,
        "model": found.model.name,
        "usage": found.usage,
        "stand_in": True,
        "answered_by": ENGINE_NAME,
        "not_drawn": found.not_drawn,
    }


def _messages(prompt: Any) -> list[Message]:
    if isinstance(prompt, list):
        return prompt
    return [{"role": "user", "content": str(prompt)}]


def _function(sql: str) -> tuple[exp.Anonymous, str | None]:
    """The call in `SELECT AI_COMPLETE(…) [AS name]`, which may not have a FROM."""
    query = parse_one(sql)
    if len(query.expressions) != 1 or query.args.get("from_") or query.args.get("from"):
        raise unsupported("AI_COMPLETE together with anything else in one query")
    only = query.expressions[0]
    alias = None
    if isinstance(only, exp.Alias):
        mark = only.args["alias"]
        alias, only = mark.name if mark.args.get("quoted") else identifier(mark.name), only.this
    if not isinstance(only, exp.Anonymous):
        raise unsupported("AI_COMPLETE inside another expression")
    return only, alias


def _arguments(call: Call, function: exp.Anonymous) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for position, argument in enumerate(function.expressions):
        if isinstance(argument, exp.Kwarg):
            given[argument.this.name.upper()] = _value(call, argument.expression)
        else:
            given[_POSITIONS[position]] = _value(call, argument)
    if not {"MODEL", "PROMPT"} <= set(given) or set(given) - _KNOWN:
        text = "SQL compilation error:\nInvalid argument names or count for function AI_COMPLETE"
        raise SqlError(INVALID_ARGUMENT, text, "42P13")
    return given


def _value(call: Call, node: Expr) -> Any:
    """What an argument's expression means; binds are taken in the order of the text."""
    match node:
        case exp.Placeholder():
            return call.next_bind()
        case exp.Literal():
            return node.this if node.is_string else float(node.this)
        case exp.Boolean():
            return node.this
        case exp.Null():
            return None
        case exp.Paren() | exp.Cast():
            return _value(call, node.this)
        case exp.ParseJSON():
            return json.loads(_value(call, node.this))
        case exp.Struct():
            return {pair.this.name: _value(call, pair.expression) for pair in node.expressions}
        case exp.Array():
            return [_value(call, item) for item in node.expressions]
        case exp.Anonymous() if node.name.upper() == "PROMPT":
            template, *rest = (_value(call, item) for item in node.expressions)
            return re.sub(r"\{(\d+)\}", lambda m: str(rest[int(m[1])]), template)
    raise unsupported(f"{node.sql(dialect='snowflake')} as an argument of AI_COMPLETE")
