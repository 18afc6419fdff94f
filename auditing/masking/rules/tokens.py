"""Tokens that their issuers gave a shape of their own, as published by each of them."""

import re

from auditing.masking.marks import MASK
from auditing.masking.rules.rule import START, Rule

# what begins it (lower case, for the quick look) → the shape
SHAPES: dict[str, str] = {
    # clouds
    "akia": r"AKIA[A-Z0-9]{16}",
    "asia": r"ASIA[A-Z0-9]{16}",
    "abia": r"ABIA[A-Z0-9]{16}",
    "acca": r"ACCA[A-Z0-9]{16}",
    "a3t": r"A3T[A-Z0-9]{17}",
    "aroa": r"A(?:ROA|IDA|GPA|IPA|NPA|NVA)[A-Z0-9]{16,17}",
    "aiza": r"AIza[\w-]{30,40}",
    "ya29.": r"ya29\.[\w.-]{10,}",
    "gocspx-": r"GOCSPX-[\w-]{20,}",
    "1//0": r"1//0[\w-]{20,}",
    "q~": r"[\w~.-]{3}[78]Q~[\w~.-]{31,34}",
    "do": r"do[oprt]_v1_[0-9a-fA-F]{32,}",
    "ltai": r"LTAI[A-Za-z0-9]{16,24}",
    # code and packages
    "gh": r"gh[pousr]_[A-Za-z0-9_]{20,}",
    "github_pat_": r"github_pat_\w{20,}",
    "gl": r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{16,}(?:\.[\w-]{2,})*",
    "npm_": r"npm_[A-Za-z0-9]{20,}",
    "pypi-": r"pypi-AgE[\w-]{16,}",
    "rubygems_": r"rubygems_[0-9a-f]{32,}",
    "dckr_": r"dckr_[po]at_[\w-]{20,}",
    "ccipat_": r"CCIPAT_\w{20,}",
    "atatt3": r"AT(?:ATT|BB|CTT)3[\w=-]{20,}",
    "hrku-": r"HRKU-[\w-]{20,}",
    # chat and mail
    "xox": r"xox[abcdeoprs](?:\.xox[bp])?-[\w-]{10,}",
    "xapp-": r"xapp-\d-[\w-]{10,}",
    "sg.": r"SG\.[\w-]{16,}\.[\w-]{16,}",
    "key-": r"key-[0-9a-f]{32}",
    "pubkey-": r"pubkey-[0-9a-f]{32}",
    ":a": r"\d{6,12}:A[\w-]{30,40}",
    "sk": r"(?:SK|AC)[0-9a-f]{32}",
    "ac": r"AC[0-9a-f]{32}",
    # payments and shops
    "_live_": r"(?:sk|rk|pk)_live_[A-Za-z0-9]{10,}",
    "_test_": r"(?:sk|rk|pk)_test_[A-Za-z0-9]{10,}",
    "whsec_": r"whsec_[A-Za-z0-9+/=]{16,}",
    "shp": r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
    "sq0": r"sq0[a-z]{3}-[\w-]{20,}",
    # models
    "sk-": r"sk-(?:[A-Za-z0-9]{20,}|(?=[\w-]{0,300}[0-9A-Z])[\w-]{20,})[\w-]*",
    "hf_": r"hf_[A-Za-z0-9]{20,}",
    "gsk_": r"gsk_[A-Za-z0-9]{30,}",
    "xai-": r"xai-[A-Za-z0-9]{30,}",
    "r8_": r"r8_[A-Za-z0-9]{30,}",
    "pplx-": r"pplx-[A-Za-z0-9]{30,}",
    # data and operations
    "dapi": r"d(?:api|kea|ose)[0-9a-f]{32}(?:-\d)?",
    "hv": r"hv[bsr]\.[\w-]{20,}",
    "ver:": r"ver:\d{1,2}-hint:\d{1,20}-[\w+/=-]{16,}",
    "glsa_": r"gl(?:sa|c)_[\w+/=-]{20,}",
    "nrak-": r"NRAK-[A-Z0-9]{20,}",
    "sntry": r"sntry[su]_[\w+/=-]{30,}",
    "dp.": r"dp\.(?:pt|st|ct|sa)\.[\w.-]{20,}",
    "pscale_": r"pscale_(?:tkn|oauth|pw)_[\w.-]{20,}",
    "tskey-": r"tskey-[\w-]{20,}",
    "pmak-": r"PMAK-[\w-]{30,}",
    "figd_": r"figd_[\w-]{20,}",
    "lin_api_": r"lin_api_\w{20,}",
    "ntn_": r"ntn_\w{30,}",
    "pul-": r"pul-[0-9a-f]{40}",
    ".atlasv1.": r"\w{14}\.atlasv1\.[\w=-]{40,}",
    "age-secret-key-": r"AGE-SECRET-KEY-1[0-9A-Z]{40,}",
    # formats that many use
    "eyj": r"eyJ[\w-]{5,}(?:\.[\w-]*){1,4}",
}

# Signs of a kind: a bot token of Discord, keys that are random base64 of one length.
_DISCORD = re.compile(rf"{START}[MNO][\w-]{{22,28}}\.[\w-]{{6}}\.[\w-]{{27,45}}")
_MAILGUN = re.compile(rf"{START}[0-9a-f]{{32}}-[0-9a-f]{{8}}-[0-9a-f]{{8}}(?![\w-])")
_RANDOM_BASE64 = re.compile(
    r"(?:(?<![\w+/.-])|(?<=\\[nrt]))(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{40})(?![\w+/=-])"
)
FEWEST_DIFFERENT = 20


def _if_random(found: re.Match[str]) -> str:
    """An AWS secret key or an Azure storage key; not a path, not a digest in hex."""
    text = found[0]
    kinds = (str.islower, str.isupper, str.isdigit)
    mixed = all(any(kind(letter) for letter in text) for kind in kinds)
    return MASK if mixed and len(set(text)) >= FEWEST_DIFFERENT else text


def _rule(needle: str, shape: str) -> Rule:
    return Rule((needle,), re.compile(START + shape), MASK)


RULES = (
    *(_rule(needle, shape) for needle, shape in SHAPES.items()),
    Rule((".",), _DISCORD, MASK),
    Rule(("-",), _MAILGUN, MASK),
    Rule(("",), _RANDOM_BASE64, _if_random),
)
