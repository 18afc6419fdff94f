"""Secrets known by the name that they stand under: `password=…`, `"token": "…"`, `--api-key …`.

A value goes whole: quoted ones to their closing quote, past escaped quotes; bare ones to the next
blank, or to the next `&name=` or `;name=` of a connection string or an address.
"""

import re

from auditing.masking.marks import LONGEST_SECRET, MASK
from auditing.masking.rules.names import NAME, SPOKEN, is_benign, is_ordinary
from auditing.masking.rules.rule import FoldedRule, Rule, words

_N = LONGEST_SECRET
_QUOTED = (
    rf"[\[(]?\s?(?:\w{{1,30}}\()?[bruf]{{0,2}}(?:"
    # escaped once or more, as JSON inside JSON: to the same quote, escaped as often
    rf"(?P<esc>\\{{1,7}}[\"'])(?:(?!(?<!\\)(?P=esc))[\s\S]){{0,{_N}}}(?:(?P=esc)|$)"
    # doubled quotes are quotes inside it
    rf"|(?:\"(?:[^\"\\]|\\[\s\S]){{0,{_N}}}\")+|(?:'(?:[^'\\]|\\[\s\S]){{0,{_N}}}')+"
    # never closed
    rf"|[\"'][^\n]{{0,{_N}}})"
)
_BLOCK = r"[|>][+-]?[ \t]*\n[ \t]+[^\n]+"
_BRACED = r"(?<==)\{(?:[^}\n]|\}\}){0,500}\}"
# The patterns meet the text in lower case only.
_VALUE = rf"(?:{_QUOTED}|{_BLOCK}|{_BRACED}|\S{{1,{_N}}})"

_ASSIGNED = re.compile(
    rf"(?P<key>{NAME})(?P<more>[\w.-]{{0,24}})"
    r"(?P<sep>\\{0,7}[\"']?\]?[ \t]{0,5}(?:=>|:=|==?|:|%3[ad])[ \t]{0,5})"
    rf"(?P<value>{_VALUE})",
)
_OPTION = re.compile(
    rf"(?P<key>(?<![\w-])--?[\w-]{{0,30}}{NAME})(?P<more>[\w-]{{0,24}})(?P<sep>[ \t]{{1,5}})"
    rf"(?P<value>(?![-|>&<])(?:{_VALUE}))",
)
_SAID = re.compile(
    rf"(?P<key>{NAME})(?P<more>s?)"
    r"(?P<sep>(?:[ \t]+(?:for|of)(?:[ \t]+[\w'\".@-]{1,64}){1,4}?)?"
    r"[ \t]+(?:is|was|equals|set[ \t]to|changed[ \t]to)[ \t]*:?[ \t]+"
    r"|[ \t]+(?:for|of)(?:[ \t]+[\w'\".@-]{1,64}){1,4}?[ \t]*[:=][ \t]*"
    r"|[ \t]+(?=[\"'][^\"'\s]{4}))"
    rf"(?P<value>{_VALUE})",
)
_ELEMENT = re.compile(
    rf"(?P<key><[\w:.-]{{0,40}}{NAME})(?P<more>[\w.-]{{0,24}})(?P<sep>[^<>]{{0,200}}>)"
    rf"(?P<value>[^<]{{1,{_N}}})",
)
# Where a bare value ends before its blank: at the next name of the same string, or at what closes.
_END = re.compile(
    r"(?:[,;&|]|&amp;|%26|%3B|\\u0026|\\+[nrt])"
    r"(?=\\{0,3}[\"']?[\w .%-]{1,40}\\{0,3}[\"']?(?:[=:]|%3D))"
    r"|\\{0,3}[\"'](?=[,;)}\]])",
    re.I,
)
_CLOSING = "\"'`,;)]}>\\"


def _hide(found: re.Match[str], text: str) -> str:
    key, value = text[slice(*found.span("key"))], text[slice(*found.span("value"))]
    if is_benign(key, found["more"], value):
        return text[found.start() : found.end()]
    if value[0] not in "\"'\\[(" and is_ordinary(value, strict="=" in found["sep"]):
        return text[found.start() : found.end()]
    return text[found.start() : found.start("value")] + MASK + _rest(value)


def _rest(value: str) -> str:
    """What stands behind the secret in the same run of letters; nothing after a quoted one."""
    if value[0] in "\"'\\|{[(" or _CALLED.match(value):
        return ""
    end = _END.search(value)
    if end is not None:
        return value[end.start() :]
    kept = len(value.rstrip(_CLOSING))
    # the bracket of an earlier mask closes nothing else
    kept += value[: kept + 1].endswith(MASK)
    return value[kept:] if kept else ""


_CALLED = re.compile(r"\w{0,30}\(?[\"']")

# The rest of the line: schemes, parameters, several cookies.
_HEADER = re.compile(
    r"((?:proxy[_-]?)?authorization|(?:set[_-]?)?cookie2?|x-[\w-]{0,30}(?:key|token|auth|secret))"
    r"([\"']?[ \t]{0,5}[:=][ \t]{0,5}|[\"'], ?)"
    r"(?!\[masked\])(?:\"(?:[^\"\\\n]|\\.){1,4000}\"|'(?:[^'\\\n]|\\.){1,4000}'"
    r"|[^\s\"'][^\n\"']{3,4000})",
    re.I,
)
_SCHEME = re.compile(
    r"\b(bearer|basic|digest|negotiate|apikey|token)((?:[ \t]|%20|\+)+)"
    r"(?=[\w.~+/=:%-]{0,200}(?:[0-9_=+/]|\.[\w]|(?-i:[a-z][A-Z])))[\w.~+/:%-]{8,8000}={0,3}",
    re.I,
)
_SNOWFLAKE_TOKEN = re.compile(r"(snowflake token=\\{0,7}\"?)(?:[^\"\s\\]{4,8000}|)\\{0,7}\"?", re.I)
_COMMAND_USER = re.compile(
    r"(?<![\w-])((?:-u|--user|--userpwd)[ =]?)([\"']?)([^\s:\"']{1,64}:[^\s\"']{1,200})\2"
)
_COMMAND_PASSWORD = re.compile(
    r"(\b(?:mysql\w{0,10}|mariadb\w{0,10}|sshpass|snowsql|mongo\w{0,10}|(?:docker|podman|helm"
    r"|az|oc|cf)[ \t]\w{0,10})\b(?:[ \t][^\s|;&]{1,100}){0,12}?[ \t]-p[ \t=]?)"
    r"(\"[^\"]{1,200}\"|'[^']{1,200}'|[^\s|;&-][^\s|;&]{0,200})"
)
_BARE_P = re.compile(
    r"((?<![\w-])-p[ \t]+)(?=[^\s/]{6,200}(?:\s|$))(?=\S{0,200}\d)(?=\S{0,200}[A-Za-z])"
    r"[^\s:,]{6,200}"
)

RULES = (
    Rule(words("snowflake token"), _SNOWFLAKE_TOKEN, rf"\1{MASK}"),
    Rule(words("authorization", "cookie", "x-"), _HEADER, rf"\1\2{MASK}"),
    Rule(
        words("bearer", "basic", "digest", "negotiate", "apikey", "token"), _SCHEME, rf"\1\2{MASK}"
    ),
    FoldedRule(SPOKEN, _ASSIGNED, _hide),
    FoldedRule(SPOKEN, _OPTION, _hide),
    FoldedRule(SPOKEN, _SAID, _hide),
    FoldedRule(SPOKEN, _ELEMENT, _hide),
    Rule(words("-u", "--user"), _COMMAND_USER, rf"\1{MASK}"),
    Rule(words(" -p"), _COMMAND_PASSWORD, rf"\1{MASK}"),
    Rule(words("-p "), _BARE_P, rf"\1{MASK}"),
)
