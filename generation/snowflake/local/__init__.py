"""A stand-in for Snowflake on this machine: wire protocol, stages and Cortex route, over DuckDB.

Nothing here imports Django, and nothing outside this folder imports anything but `server`.
`docs/decisions/local-snowflake.md` says why it exists and where it differs from an account.
"""
