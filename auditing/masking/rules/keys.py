"""Private keys: PEM blocks, whole, cut off at either end or on one line, and bare base64 DER."""

import re

from auditing.masking.marks import MASK
from auditing.masking.rules.rule import Rule, words

_NEWLINE = r"(?:\r?\n|\\+r|\\+n)"

_BLOCK = re.compile(
    r"-----BEGIN [A-Z0-9 ]{1,40}-----"
    r"(?:"
    # to its end, where that comes in reach
    r"(?:(?!-----)[\s\S]){0,20000}-----END [A-Z0-9 ]{1,40}-----"
    # cut off: what can be part of it, headers as well
    rf"|(?:{_NEWLINE}|[ \t]|[\w-]{{1,20}}: [^\n\\]{{1,200}}|[A-Za-z0-9+/=]{{1,4000}}){{0,2000}}"
    r")"
)
# The beginning was cut off: lines of base64 before an end.
_TAIL = re.compile(
    r"(?:(?<=\n)|(?<=\\n)|^)"
    rf"(?:[A-Za-z0-9+/=]{{30,200}}{_NEWLINE}){{0,200}}+"
    r"[A-Za-z0-9+/=]{1,4000}(?:\r?\n|\\+n| )?-----END [A-Z0-9 ]{1,40}-----"
)
_DER = re.compile(
    r"(?<![A-Za-z0-9+/])(?:MII|MIG|MIH|MHcC|MC4C|b3BlbnNzaC1rZXk)[A-Za-z0-9+/]{40,}={0,2}"
    rf"(?:{_NEWLINE}[A-Za-z0-9+/]{{40,}}={{0,2}})*+"
    rf"(?:{_NEWLINE}[A-Za-z0-9+/]{{1,76}}={{0,2}}(?=[\s\"'\\]|$))?"
)
_SPACED = re.compile(
    r"(private[ _-]?key\b[^A-Za-z0-9+/]{0,12})(?:[A-Za-z0-9+/]{40,}={0,2}[ \t]?)+", re.I
)

RULES = (
    Rule(words("-----begin "), _BLOCK, MASK),
    Rule(words("-----end "), _TAIL, MASK),
    Rule(words("private"), _SPACED, rf"\1{MASK}"),
    Rule(words("mii", "mig", "mih", "mhcc", "mc4c", "b3blbnnzac1rzxk"), _DER, MASK),
)
