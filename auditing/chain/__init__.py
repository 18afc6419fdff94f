"""The chain: each access event carries a keyed hash over its content and its predecessor's hash.

`canonical` says what is hashed, `keys` with what, `appending` writes, `gate` and `triggers` keep
everybody else from changing, `erasing` and `pruning` take away what has to go and say so.
docs/decisions/audit-chain.md explains the choices.
"""
