"""Whose and where: Snowflake accounts, e-mail addresses, home directories."""

import re

from auditing.masking.marks import MASK
from auditing.masking.rules.rule import Rule, words

_HOST = re.compile(
    r"(?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(snowflakecomputing\.(?:com|cn|app)"
    r"|snowflake\.app)\b",
    re.I,
)
_REGION = (
    r"(?:us|eu|ap|ca|sa|me|af|il|uk|uae|swedencentral|switzerland|central|east|west|north"
    r"|australia|canada|japan|korea|india|southeast)"
)
_LOCATOR = re.compile(
    rf"(?<![\w./-])[A-Za-z]{{2,3}}\d{{4,6}}\.(?:fhplus-|{_REGION}[a-z]{{0,12}}-?)[\w-]{{2,30}}"
    r"(?:\.(?:aws|azure|gcp|privatelink))*(?![\w-])",
    re.I,
)
_NAMED_ACCOUNT = re.compile(
    r"(\b(?:snowflake[ _-]?)?account(?:[_ ]?(?:name|locator|identifier|id|url))?[\"']?\s{0,3}"
    r"(?:[=:]|is|%3D)\s{0,3}[\"']?)"
    r"(?:[A-Za-z]\w{1,60}-[A-Za-z]\w{1,60}(?:\.privatelink)?"
    r"|[A-Za-z]{2,3}\d{4,6}(?:\.[\w-]{1,40}){0,3})(?![\w-])",
    re.I,
)
_SETTING = re.compile(
    r"((?:snowflake_account|account_(?:identifier|locator))[\"']?\s{0,3}[=:]\s{0,3}[\"']?)"
    r"[\w.-]{2,120}",
    re.I,
)
_SAID_ACCOUNT = re.compile(
    r"(\baccount[ \t](?:name[ \t]|locator[ \t]|identifier[ \t])?)"
    r"([\"']?)(?=[A-Za-z0-9_.-]{0,60}\d|[A-Z0-9_]{2,40}-)"
    r"(?:[A-Za-z]\w{1,40}-[A-Za-z]\w{1,40}|[A-Za-z]{2,3}\d{4,6}(?:\.[\w-]{1,40}){0,3})(?![\w-])\2",
)
_E_MAIL = re.compile(
    r"(?<![\w.+%'@-])(?!git@)[\w.+%'-]{1,64}(?:@|%40)[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[^\W\d_]{2,24}\b"
    r"(?!/\d{4}/)"
)
_PERSON = r"(?:[^\s/\\\"':;,)(\]\[<>|?*]{1,64})"
_UNIX_HOME = re.compile(
    rf"(?<![\w.~])(?:/export|/var|/mnt/[a-z]|/[a-z])?/(?:home|Users)/(?!Shared/){_PERSON}"
)
_ENCODED_HOME = re.compile(r"%2F(?:home|Users)%2F[\w.+-]{1,64}", re.I)
_WINDOWS_HOME = re.compile(
    r"\b[A-Za-z]:(?:\\{1,4}|/)(?:Users|Documents and Settings)(?:\\{1,4}|/)"
    rf"(?:[^\\/:*?\"<>|\r\n]{{1,64}}(?=\\|/)|{_PERSON})",
    re.I,
)
_SHARE = re.compile(
    r"(?<![\\\w])\\{2,4}[\w.-]{1,64}\\{1,2}(?:(?:Users|homes?|profiles?|redirected)\$?\\{1,2})"
    rf"(?:[^\\/:*?\"<>|\r\n]{{1,64}}(?=\\)|{_PERSON})",
    re.I,
)

RULES = (
    Rule(words("snowflakecomputing.", "snowflake.app"), _HOST, rf"{MASK}.\1"),
    Rule(words("account"), _SETTING, rf"\1{MASK}"),
    Rule(words("account"), _NAMED_ACCOUNT, rf"\1{MASK}"),
    Rule(words("account "), _SAID_ACCOUNT, rf"\1{MASK}"),
    Rule(words("-", "."), _LOCATOR, MASK),
    Rule(words("@", "%40"), _E_MAIL, MASK),
    Rule(words("/home/", "/users/"), _UNIX_HOME, "~"),
    Rule(words("%2fhome%2f", "%2fusers%2f"), _ENCODED_HOME, "~"),
    Rule(words(":\\", ":/"), _WINDOWS_HOME, "~"),
    Rule(words("\\\\"), _SHARE, "~"),
)
