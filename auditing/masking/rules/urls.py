"""URLs: user and password before the host, and signatures among the parameters."""

import re

from auditing.masking.marks import MASK
from auditing.masking.rules.rule import Rule, words

# The whole address at once, so that each letter is read once; `_without_credentials` judges it.
_ADDRESS = re.compile(r"(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9+.-]{1,40}:(?:\\?/){2})([^\s]+)")
_PORT = re.compile(r"[^/:@]*:\d{1,5}(?:[/?#]|$)")
SHORTEST_TOKEN = 16


def _without_credentials(found: re.Match[str]) -> str:
    """All up to the last @ goes, since a password may hold an @ or, written carelessly, a slash."""
    scheme, rest = found.groups()
    userinfo, at, host = rest.rpartition("@")
    if not at or not _is_userinfo(userinfo):
        return found[0]
    return f"{scheme}{MASK}@{host}"


def _is_userinfo(text: str) -> bool:
    if "://" in text:
        return True
    before_slash = re.split(r"[/?#]", text, maxsplit=1)[0]
    if ":" not in before_slash:
        # a token alone before the host, as git writes it
        return before_slash == text and len(text) >= SHORTEST_TOKEN
    return _PORT.match(text) is None


_ENCODED = re.compile(
    r"((?:%25)*%3A(?:%(?:25)*2F){2})(?:(?!%(?:25)*40|%(?:25)*2F)[^\s\"'&@]){1,2000}(?:%(?:25)*40|@)",
    re.I,
)
_SIGNED = re.compile(
    r"((?:[?&;]|&amp;|%26|%3F|\\u0026|\b)"
    r"(?:X-Amz-(?:Signature|Credential|Security-Token)|X-Goog-(?:Signature|Credential)"
    r"|AWSAccessKeyId|GoogleAccessId|SAMLResponse|assertion|client_assertion)(?:=|%3D))"
    r"[^\s&\"'<>\\]{1,8000}",
    re.I,
)
_SHORT_SIGNATURE = re.compile(
    r"((?:[?&;]|&amp;|%26|%3F|\\u0026)(?:sig|signature|hmac)(?:=|%3D))[^\s&\"'<>\\]{6,4000}", re.I
)
_KEY_PARAMETER = re.compile(
    r"([?&](?:key|code|auth|access|sid|ticket|otp|jwt)=)(?=[^&\s]{0,40}\d)[\w.~%+/=-]{16,4000}",
    re.I,
)
_WEBHOOK = re.compile(
    r"(hooks\.slack\.com/(?:services|workflows|triggers)/|discord(?:app)?\.com/api/webhooks/"
    r"|webhook\.office\.com/webhookb2/|api\.telegram\.org/(?:file/)?bot)[^\s\"'<>]{8,400}",
    re.I,
)

RULES = (
    Rule(words("://", ":\\/\\/"), _ADDRESS, _without_credentials),
    Rule(words("%3a"), _ENCODED, rf"\1{MASK}@"),
    Rule(
        words("x-amz-", "x-goog-", "accessid", "accesskeyid", "samlresponse", "assertion"),
        _SIGNED,
        rf"\1{MASK}",
    ),
    Rule(
        words("sig=", "signature=", "hmac=", "sig%3d", "signature%3d"),
        _SHORT_SIGNATURE,
        rf"\1{MASK}",
    ),
    Rule(
        words("key=", "code=", "auth=", "access=", "sid=", "ticket=", "otp=", "jwt="),
        _KEY_PARAMETER,
        rf"\1{MASK}",
    ),
    Rule(words("hooks.slack", "webhook", "telegram.org"), _WEBHOOK, rf"\1{MASK}"),
)
