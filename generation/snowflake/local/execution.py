"""Run one statement and put it into the history; nothing that goes wrong in it escapes as a 500."""

import logging
import re
import uuid
from datetime import datetime
from typing import Any

from . import dispatch, passthrough
from .call import Call
from .errors import ResetConnectionError, SqlError, as_sql_error
from .faults import Fault
from .history import Query, now
from .results import Reply, status

log = logging.getLogger(__name__)
_READS = re.compile(r"SELECT|SHOW|LIST|LS|DESC", re.IGNORECASE)


def execute(call: Call, fault: Fault | None = None) -> dict[str, Any]:
    """The whole answer to a statement, as the connector expects it.

    A request that comes twice, because its client heard nothing, waits for the first and gets the
    same answer.
    """
    session = call.session
    try:
        with session.lock:
            answer = session.answers.get(call.request_id)
            if answer is None:
                answer = _executed(call, fault)
                session.remember(call.request_id, answer)
            return answer
    finally:
        if session.closed:
            session.close()


def _executed(call: Call, fault: Fault | None) -> dict[str, Any]:
    query_id, begin = str(uuid.uuid4()), now()
    try:
        answer = _success(call, query_id, _answer(call, fault))
    except ResetConnectionError:
        raise
    except Exception as problem:
        log.debug("Statement failed: %s", call.sql, exc_info=True)
        error = as_sql_error(problem)
        _record(call, query_id, begin, error)
        return _failure(query_id, error)
    _record(call, query_id, begin, None)
    return answer


def _answer(call: Call, fault: Fault | None) -> Reply:
    call.session.cancelled.clear()
    if fault is not None and fault.action == "slow":
        call.pause(fault.seconds)
    if fault is not None and fault.action == "error":
        raise SqlError(fault.code, fault.message, "XX000")
    found = dispatch.find(call.sql)
    if found is None or call.batch is not None:
        return passthrough.run(call)
    if call.describe_only and not _READS.match(call.sql):
        return {**status(""), "rowset": [], "total": 0}
    handler, match = found
    return handler(call, match)


def _success(call: Call, query_id: str, reply: Reply) -> dict[str, Any]:
    data = {
        "parameters": [],
        "queryId": query_id,
        "finalDatabaseName": call.database,
        "finalSchemaName": call.schema,
        "finalWarehouseName": call.session.warehouse,
        "finalRoleName": call.session.role,
        **reply,
    }
    return {"data": data, "code": None, "message": None, "success": True}


def _failure(query_id: str, error: SqlError) -> dict[str, Any]:
    code = f"{error.code:06d}"
    data = {"errorCode": code, "sqlState": error.sqlstate, "queryId": query_id}
    return {"data": data, "code": code, "message": error.message, "success": False}


def _record(call: Call, query_id: str, begin: datetime, error: SqlError | None) -> None:
    end = now()
    call.world.history.add(
        Query(
            query_id=query_id,
            query_text=call.sql,
            query_tag=call.setting("QUERY_TAG"),
            user_name=call.session.user,
            role_name=call.session.role,
            warehouse_name=call.session.warehouse,
            session_id=call.session.id,
            execution_status="FAILED_WITH_ERROR" if error else "SUCCESS",
            error_code=str(error.code) if error else None,
            error_message=error.message if error else None,
            start_time=begin,
            end_time=end,
            total_elapsed_time=int((end - begin).total_seconds() * 1000),
        )
    )
