"""What a secret looks like. The order matters: what encloses others comes first."""

from itertools import groupby

from auditing.masking.rules import keys, named, places, tokens, urls
from auditing.masking.rules.rule import FoldedRule, Rule, fold

RULES: tuple[Rule | FoldedRule, ...] = (
    *keys.RULES,
    *urls.RULES,
    *named.RULES,
    *tokens.RULES,
    *places.RULES,
)

# Rules with the same sign stand beside each other, so that it is looked for once.
_GROUPS = [(sign, tuple(rules)) for sign, rules in groupby(RULES, key=lambda rule: rule.sign)]


def apply_rules(text: str) -> str:
    """Each rule once, in order; most texts show no sign of any."""
    lowered = fold(text)
    for shows_sign, rules in _GROUPS:
        if shows_sign(lowered):
            for rule in rules:
                text = rule.apply(text)
    return text
