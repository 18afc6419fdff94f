"""Reconciliation: has each record its file on the stage, each file its record, the same bytes?

`services` starts and cancels checks and asks for fixes; `running` and `mending` carry them out in
a worker; `surveying` and `comparing` find out. Why it is done so: docs/decisions/stage-checks.md.
"""
