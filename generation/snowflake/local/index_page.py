"""The page at `/`: what this is, and how to make it misbehave."""

from collections.abc import Iterable
from html import escape

from .cortex_answer import ENGINE_NAME
from .faults import ACTIONS, DIRECTIVES
from .models import MODELS
from .state import World

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Local stand-in for Snowflake</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; color: #1d2530; background: #fff }}
.mark {{ background: #fff3cd; border: 1px solid #d8b44a; border-radius: .4rem;
  padding: .75rem 1rem }}
table {{ border-collapse: collapse; width: 100% }}
td, th {{ text-align: left; vertical-align: top; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid #dde3ea }}
code {{ background: #f1f4f8; border-radius: .2rem; padding: .1rem .3rem }}
</style></head><body>
<h1>Local stand-in for Snowflake</h1>
<p class="mark"><strong>This is not Snowflake.</strong> It is a stand-in on this machine, for
development, tests and a first look. No account, no cost, no language model: pictures come from the
{engine}.</p>
<h2>What it does</h2>
<p>Snowflake's wire protocol for the Python connector (SQL over DuckDB, internal stages, unloading
to them), presigned addresses, and <code>POST /api/v2/cortex/v1/chat/completions</code>. Any user
and password are accepted, but for names that begin with <code>DENIED</code>. It answers this
machine only.</p>
<p>{sessions} sessions, {stages} stages, {queries} statements remembered.</p>
<h2>Words in a prompt that make it misbehave</h2>
<table><tr><th>Words</th><th>What happens</th></tr>{directives}</table>
<h2>Faults in SQL statements</h2>
<p><code>POST /stand-in/faults</code> with
<code>{{"match": "COPY INTO", "action": "error", "times": 1, "seconds": 0}}</code>;
<code>DELETE /stand-in/faults</code> ends them. A QUERY_TAG with <code>standin sqlerror COPY</code>
in it makes statements fail that begin with COPY.</p>
<table><tr><th>Action</th><th>What happens</th></tr>{actions}</table>
<h2>Models</h2>
<table><tr><th>Name</th><th>Lifecycle</th><th>End of life</th></tr>{models}</table>
</body></html>
"""


def index_html(world: World) -> str:
    """The page, with what is going on at the moment."""
    return _PAGE.format(
        engine=escape(ENGINE_NAME),
        sessions=len(world.sessions),
        stages=len(world.stages.all()),
        queries=len(world.history.all()),
        directives=_rows((f"<code>{escape(k)}</code>", escape(v)) for k, v in DIRECTIVES.items()),
        actions=_rows((f"<code>{escape(k)}</code>", escape(v)) for k, v in ACTIONS.items()),
        models=_rows((m.name, m.lifecycle_status, m.eol_date or "") for m in MODELS),
    )


def _rows(rows: Iterable[tuple[str, ...]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return "".join(f"<tr>{row}</tr>" for row in cells)
