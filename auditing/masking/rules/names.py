"""Which names stand for a secret, and which only speak of one."""

import re
from functools import lru_cache

from auditing.masking.rules.rule import words

# Searched without regard to case, anywhere in a name: DB_PASSWORD_STAGING, clientSecret.
NAME = (
    r"(?:(?<![a-z/+])(?:pass|pw|otp)(?![a-z])|(?<=_)pat(?![a-z])|pass(?:word|wd|phrase|code)"
    r"|passwort|pwd|secret|token|jwt|credential|authorization|cookie"
    r"|(?:api|access|private|account|auth|shared|storage|encryption|signing|master|audit)[ _-]?key"
    r"|session[_-]?(?:id|key)\b|csrf\w{0,20}|xsrf\w{0,10}|auth[_-]?code|client[_-]?auth"
    r"|connection[ _-]?string|_auth\b)"
)

# Each match of NAME holds one of them.
SPOKEN = words(
    "pass", "pw", "otp", "_pat", "secret", "token", "jwt", "credential", "authorization",
    "cookie", "key", "session", "csrf", "xsrf", "authcode", "auth_code", "auth-code", "_auth",
    "client-auth", "clientauth", "connection",
)  # fmt: skip

# What goes on after the name and makes it speak of something else: token_count, password_changed.
_BENIGN_MORE = re.compile(
    r"less|iz(?:er|e|ed|es|ing|ation)\w*|ary|arial|ed|"
    r"s?[_.-]?(?:types?|counts?|used|usage|limits?|budget|expir\w*|ttl|age|length|len|min\w*|max\w*"
    r"|reset|policy|policies|changed\w*|updated\w*|created\w*|at|hints?|fields?|form|validators?"
    r"|validation|hashers?|help\w*|uri|path|file|name|label|id|cost|price|per\w*|rate|rotation"
    r"|required|stdin|prompt|error\w*|strength|total|in|out|left)"
    r"(?:[_.-]?(?:at|on|by|seconds|minutes|hours|days|count|code|path|name|id|file|ms))?",
    re.I,
)
_PLURAL = re.compile(r"s(?:[_.-]\w{0,20})?", re.I)
_NUMBER = re.compile(r"[\d.,_]{1,20}[^\w]{0,4}$")

# Words that follow `password:` or `password is` in a sentence, and types in source lines.
_ORDINARY = frozenset(
    re.findall(
        r"\w+",
        """a accepted again already also always an are as at be been being blank by can cannot case
    changed common correct could data did different disabled does empty enabled encrypted enter
    entirely expired expires failed field for from given has hashed have hidden if in incorrect
    invalid is it kept left long longer masked may mismatch missing must need needed needs never
    new no none not nothing now null of ok old on only optional or please read refused rejected
    required reset revoked right rotated same sent set shared short shorter shown similar should
    still stored strong such that the their then there these they this those to too true false
    undefined unknown unset unusable up use used valid very was weak were what when where which
    will with without written wrong yes you your str int bytes bool any optional float list dict
    tuple object self click choose secretstr""",
    )
)
# A session of ours goes by a UUID that opens nothing; the cookie's value is another.
_SESSION_ID = re.compile(r"session[_-]?id", re.I)
_UUID = re.compile(r"[\"'\\]{0,3}[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.I)
_EMPTY = frozenset(("none", "null", "true", "false", "undefined", "nil", "...", "…"))


def is_benign(key: str, more: str, value: str) -> bool:
    """True where the whole name speaks of something that is no secret."""
    if more and _BENIGN_MORE.fullmatch(more):
        return True
    if _PLURAL.fullmatch(more) and _NUMBER.match(value):
        return True  # prompt_tokens=12
    if is_session_id(key + more, value):
        return True
    # the shell's working directory
    return key == "PWD" and value.startswith(("/", "~"))


def is_session_id(key: str, value: str) -> bool:
    return bool(_SESSION_ID.search(key) and _UUID.match(value))


def is_ordinary(value: str, *, strict: bool) -> bool:
    """True where a bare value is a word of a sentence, or says that there is none.

    `strict`: only the latter, since nobody writes a sentence after an equals sign.
    """
    word = value.strip("\"'`.,;:!?)]}").lower()
    word = re.split(r"[|\[(,=]", word, maxsplit=1)[0] if not strict else word
    return word in _EMPTY or word == "" or (not strict and word in _ORDINARY)


@lru_cache(maxsize=2_000)
def names_secret(key: str) -> bool:
    """True where whatever stands under `key` is to be masked."""
    found = None
    for found in _NAME.finditer(key[:200]):
        rest = key[found.end() : found.end() + 24]
        if not _BENIGN_MORE.fullmatch(rest) and not (rest.startswith("s") and found[0] == "token"):
            return True
    return False


_NAME = re.compile(NAME, re.I)
