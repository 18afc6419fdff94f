"""The statements the stand-in answers itself, in the order of trying; fakesnow gets the rest."""

import re
from collections.abc import Callable

from .call import Call
from .results import Reply
from .sql_text import IDENTIFIER, NAME, QUOTED
from .statements import (
    copy_into,
    cortex_sql,
    databases,
    listing,
    presigned,
    session,
    stage_ddl,
    tables,
    transfer,
)
from .statements.stage_refs import STAGE_REF

Handler = Callable[[Call, re.Match[str]], Reply]

_STAGE = rf"(?P<stage>{STAGE_REF})"
_REST = r"(?P<rest>.*)"
_NAMED = rf"(?P<name>{NAME})"
_BOUND = rf"(?:(?P<bound>IDENTIFIER\s*\(\s*\?\s*\))|{_NAMED})"
_COLUMN = rf"\(\s*(?P<column>{IDENTIFIER})"
_SHOWN = rf"(?:\s+LIKE\s+(?P<like>{QUOTED}))?(?:\s+IN\s+(?P<scope>.+))?"
_IF_EXISTS = r"(?P<exists>\s+IF\s+EXISTS)?"
_IF_NEW = r"(?P<exists>\s+IF\s+NOT\s+EXISTS)?"
_OR_REPLACE = r"(?P<replace>\s+OR\s+REPLACE)?"
_VARCHAR = r"(?:VARCHAR|TEXT|STRING)(?:\(\d+\))?"
_AS = r"(?:\s+(?:AS\s+)?(?P<alias>\"[^\"]+\"|\w+))?"
_TEXT_OR_BIND = rf"{QUOTED}|\?"
_CONTEXT = rf"{session.CONTEXT}(?:\s+(?:AS\s+)?(?:\"[^\"]+\"|\w+))?"

_TABLE: tuple[tuple[str, Handler], ...] = (
    # A generation's statements
    (
        rf"CREATE{_OR_REPLACE}\s+(?P<kind>TEMP(?:ORARY)?|TRANSIENT)\s+TABLE{_IF_NEW}\s+{_BOUND}"
        rf"\s*{_COLUMN}\s+{_VARCHAR}(?P<required>\s+NOT\s+NULL)?\s*\)",
        tables.create_table,
    ),
    (rf"INSERT\s+INTO\s+{_BOUND}\s*{_COLUMN}\s*\)\s*SELECT\s+\?", tables.insert_text),
    (rf"COPY\s+INTO\s+{_STAGE}\s+FROM\s*{_REST}", copy_into.unload),
    (rf"(?:LIST|LS)\s+{_STAGE}{_REST}", listing.list_files),
    (rf"DROP\s+TABLE{_IF_EXISTS}\s+{_BOUND}(?:\s+(?:CASCADE|RESTRICT))?", tables.drop_table),
    # Files
    (rf"GET\s+{_STAGE}\s+(?P<file>{transfer.FILE_URL}){_REST}", transfer.get),
    (rf"PUT\s+(?P<file>{transfer.FILE_URL})\s+{_STAGE}{_REST}", transfer.put),
    (rf"(?:REMOVE|RM)\s+{_STAGE}{_REST}", listing.remove_files),
    (
        rf"SELECT\s+GET_PRESIGNED_URL\s*\(\s*{_STAGE}\s*,\s*(?P<path>{_TEXT_OR_BIND})"
        rf"(?:\s*,\s*(?P<seconds>\d+|\?))?\s*\){_AS}",
        presigned.presigned_url,
    ),
    # Stages
    (
        rf"CREATE{_OR_REPLACE}(?P<temporary>\s+TEMP(?:ORARY)?)?\s+STAGE{_IF_NEW}\s+{_NAMED}{_REST}",
        stage_ddl.create_stage,
    ),
    (rf"ALTER\s+STAGE\s+{_NAMED}\s+{_REST}", stage_ddl.alter_stage),
    (rf"SHOW\s+STAGES{_SHOWN}", stage_ddl.show_stages),
    (rf"DESC(?:RIBE)?\s+STAGE\s+{_NAMED}", stage_ddl.describe_stage),
    (rf"DROP\s+STAGE{_IF_EXISTS}\s+{_NAMED}", stage_ddl.drop_stage),
    # Cortex
    (r"SELECT\s+AI_COMPLETE\s*\(.*", cortex_sql.ai_complete),
    (
        r"SHOW\s+CORTEX\s+BASE\s+MODELS(?:\s+IN\s+SCHEMA\s+SNOWFLAKE\.MODELS)?",
        cortex_sql.show_models,
    ),
    # Databases, tables and the session
    (
        rf"CREATE{_OR_REPLACE}(?:\s+TRANSIENT)?\s+DATABASE{_IF_NEW}\s+(?P<name>{IDENTIFIER})",
        databases.create_database,
    ),
    (rf"USE\s+DATABASE\s+(?P<name>{IDENTIFIER})", databases.use_database),
    (
        rf"DROP\s+DATABASE{_IF_EXISTS}\s+(?P<name>{IDENTIFIER})(?:\s+(?:CASCADE|RESTRICT))?",
        databases.drop_database,
    ),
    (
        rf"DROP\s+SCHEMA{_IF_EXISTS}\s+{_NAMED}(?:\s+(?:CASCADE|RESTRICT))?",
        databases.drop_schema,
    ),
    (rf"SHOW\s+TABLES{_SHOWN}", tables.show_tables),
    (rf"SELECT\s+(?P<list>{_CONTEXT}(?:\s*,\s*{_CONTEXT})*)", session.current_values),
    (rf"USE\s+(?P<what>WAREHOUSE|ROLE)\s+(?P<name>{IDENTIFIER})", session.use),
    (rf"ALTER\s+SESSION\s+(?P<what>SET|UNSET)\s+{_REST}", session.alter_session),
    (
        rf"SHOW\s+PARAMETERS(?:\s+LIKE\s+(?P<like>{QUOTED}))?(?:\s+(?:IN|FOR)\s+SESSION)?",
        session.show_parameters,
    ),
)
HANDLERS = tuple((re.compile(p, re.IGNORECASE | re.DOTALL), handler) for p, handler in _TABLE)


def find(sql: str) -> tuple[Handler, re.Match[str]] | None:
    """The handler of a statement and what it found in it, or None for fakesnow."""
    for pattern, handler in HANDLERS:
        if match := pattern.fullmatch(sql):
            return handler, match
    return None
