"""What a secret looks like. The order matters: what encloses others comes first."""

from auditing.masking.rules import keys, named, places, tokens, urls
from auditing.masking.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *keys.RULES,
    *urls.RULES,
    *named.RULES,
    *tokens.RULES,
    *places.RULES,
)
