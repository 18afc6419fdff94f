"""Tokens that their issuers gave a shape of their own, as published by each of them."""

import re

from auditing.masking.marks import MASK
from auditing.masking.rules.rule import START, Rule, words

# the shape, and what begins it (lower case, for the quick look)
SHAPES: dict[str, tuple[str, ...]] = {
    # this site's own: of the API, and in the addresses of links
    r"svg(?:site|link)_[\w-]{20,}": ("svgsite_", "svglink_"),
    # clouds
    r"AKIA[A-Z0-9]{16}": ("akia",),
    r"ASIA[A-Z0-9]{16}": ("asia",),
    r"ABIA[A-Z0-9]{16}": ("abia",),
    r"ACCA[A-Z0-9]{16}": ("acca",),
    r"A3T[A-Z0-9]{17}": ("a3t",),
    r"A(?:ROA|IDA|GPA|IPA|NPA|NVA)[A-Z0-9]{16,17}": (
        "aroa",
        "aida",
        "agpa",
        "aipa",
        "anpa",
        "anva",
    ),
    r"AIza[\w-]{30,40}": ("aiza",),
    r"ya29\.[\w.-]{10,}": ("ya29.",),
    r"GOCSPX-[\w-]{20,}": ("gocspx-",),
    r"1//0[\w-]{20,}": ("1//0",),
    r"[\w~.-]{3}[78]Q~[\w~.-]{31,34}": ("q~",),
    r"do[oprt]_v1_[0-9a-fA-F]{32,}": ("dop_v1_", "doo_v1_", "dor_v1_", "dot_v1_"),
    r"LTAI[A-Za-z0-9]{16,24}": ("ltai",),
    # code and packages
    r"gh[pousr]_[A-Za-z0-9_]{20,}": ("ghp_", "gho_", "ghu_", "ghs_", "ghr_"),
    r"github_pat_\w{20,}": ("github_pat_",),
    r"gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{16,}(?:\.[\w-]{2,})*": (
        "glpat-",
        "gldt-",
        "glrt-",
        "glcbt-",
        "glptt-",
        "glft-",
        "glimt-",
        "glagent-",
        "gloas-",
        "glsoat-",
        "glffct-",
    ),
    r"npm_[A-Za-z0-9]{20,}": ("npm_",),
    r"pypi-AgE[\w-]{16,}": ("pypi-",),
    r"rubygems_[0-9a-f]{32,}": ("rubygems_",),
    r"dckr_[po]at_[\w-]{20,}": ("dckr_",),
    r"CCIPAT_\w{20,}": ("ccipat_",),
    r"AT(?:ATT|BB|CTT)3[\w=-]{20,}": ("atatt3", "atbb3", "atctt3"),
    r"HRKU-[\w-]{20,}": ("hrku-",),
    # chat and mail
    r"xox[abcdeoprs](?:\.xox[bp])?-[\w-]{10,}": ("xox",),
    r"xapp-\d-[\w-]{10,}": ("xapp-",),
    r"SG\.[\w-]{16,}\.[\w-]{16,}": ("sg.",),
    r"key-[0-9a-f]{32}": ("key-",),
    r"pubkey-[0-9a-f]{32}": ("pubkey-",),
    r"\d{6,12}:A[\w-]{30,40}": (":a",),
    # payments and shops
    r"(?:sk|rk|pk)_live_[A-Za-z0-9]{10,}": ("_live_",),
    r"(?:sk|rk|pk)_test_[A-Za-z0-9]{10,}": ("_test_",),
    r"whsec_[A-Za-z0-9+/=]{16,}": ("whsec_",),
    r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}": ("shpat_", "shpca_", "shppa_", "shpss_"),
    r"sq0[a-z]{3}-[\w-]{20,}": ("sq0",),
    # models
    r"sk-(?:[A-Za-z0-9]{20,}|(?=[\w-]{0,300}[0-9A-Z])[\w-]{20,})[\w-]*": ("sk-",),
    r"hf_[A-Za-z0-9]{20,}": ("hf_",),
    r"gsk_[A-Za-z0-9]{30,}": ("gsk_",),
    r"xai-[A-Za-z0-9]{30,}": ("xai-",),
    r"r8_[A-Za-z0-9]{30,}": ("r8_",),
    r"pplx-[A-Za-z0-9]{30,}": ("pplx-",),
    # data and operations
    r"d(?:api|kea|ose)[0-9a-f]{32}(?:-\d)?": ("dapi", "dkea", "dose"),
    r"hv[bsr]\.[\w-]{20,}": ("hvs.", "hvb.", "hvr."),
    r"ver:\d{1,2}-hint:\d{1,20}-[\w+/=-]{16,}": ("ver:",),
    r"gl(?:sa|c)_[\w+/=-]{20,}": ("glsa_", "glc_"),
    r"NRAK-[A-Z0-9]{20,}": ("nrak-",),
    r"sntry[su]_[\w+/=-]{30,}": ("sntrys_", "sntryu_"),
    r"dp\.(?:pt|st|ct|sa)\.[\w.-]{20,}": ("dp.pt.", "dp.st.", "dp.ct.", "dp.sa."),
    r"pscale_(?:tkn|oauth|pw)_[\w.-]{20,}": ("pscale_",),
    r"tskey-[\w-]{20,}": ("tskey-",),
    r"PMAK-[\w-]{30,}": ("pmak-",),
    r"figd_[\w-]{20,}": ("figd_",),
    r"lin_api_\w{20,}": ("lin_api_",),
    r"ntn_\w{30,}": ("ntn_",),
    r"pul-[0-9a-f]{40}": ("pul-",),
    r"\w{14}\.atlasv1\.[\w=-]{40,}": (".atlasv1.",),
    r"AGE-SECRET-KEY-1[0-9A-Z]{40,}": ("age-secret-key-",),
    # formats that many use
    r"eyJ[\w-]{5,}(?:\.[\w-]*){1,4}": ("eyj",),
}

_SHAPED = re.compile(START + "(?:" + "|".join(SHAPES) + ")")

# Without a beginning of their own: Twilio, Mailgun, Discord's bots, keys of random base64.
_TWILIO = r"(?:SK|AC)[0-9a-f]{32}"
_MAILGUN = r"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-])"
_DISCORD = r"[MNO][\w-]{22,28}\.[\w-]{6}\.[\w-]{27,45}"
_UNMARKED = re.compile(f"{START}(?:{_TWILIO}|{_MAILGUN}|{_DISCORD})")
_RANDOM_BASE64 = re.compile(
    r"(?:(?<![\w+/.-])|(?<=\\[nrt]))(?:[A-Za-z0-9+/]{86}==|[A-Za-z0-9+/]{40})(?![\w+/=-])"
)
# No token is shorter than this run of letters.
_LONG_RUN = re.compile(r"[\w.:+/~-]{16}")
FEWEST_DIFFERENT = 20


def _if_random(found: re.Match[str]) -> str:
    """An AWS secret key or an Azure storage key; not a path, not a digest in hex."""
    text = found[0]
    kinds = (str.islower, str.isupper, str.isdigit)
    mixed = all(any(kind(letter) for letter in text) for kind in kinds)
    return MASK if mixed and len(set(text)) >= FEWEST_DIFFERENT else text


_begins = words(*(needle for needles in SHAPES.values() for needle in needles))


def _may_hold_one(lowered: str) -> bool:
    return _LONG_RUN.search(lowered) is not None and bool(_begins(lowered))


RULES = (
    Rule(_may_hold_one, _SHAPED, MASK),
    Rule(_LONG_RUN.search, _UNMARKED, MASK),
    Rule(_LONG_RUN.search, _RANDOM_BASE64, _if_random),
)
