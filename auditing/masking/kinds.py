"""What kind of secret or personal data a text seems to hold, for a warning before it is sent."""

import re
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from auditing.masking.known import mask_known
from auditing.masking.rules import keys, named, places, tokens, urls
from auditing.masking.rules.rule import fold

_SECRETS = (
    (_("a private key"), keys.RULES),
    (_("an address with a password in it"), urls.RULES),
    (_("a password or a key"), named.RULES),
    (_("an access token"), tokens.RULES),
    (_("an account, an e-mail address or a home directory"), places.RULES),
)
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_PHONE = re.compile(r"(?<![\w.-])(?:\+|00?)\d{1,4}(?:[ ()./-]{0,2}\d{2,5}){2,5}(?![\w-])")


def kinds_in(text: str) -> list[Promise]:
    """Each kind once, in words such as “an access token”; nothing where none is seen.

    The masker's own rules, and bank accounts, payment cards and telephone numbers besides.
    """
    lowered = fold(text)
    found = [_("a secret of this system")] if mask_known(text) != text else []
    for words, rules in _SECRETS:
        if any(rule.sign(lowered) and rule.apply(text) != text for rule in rules):
            found.append(words)
    return found + [words for words, is_held in _PERSONAL if is_held(text)]


def _holds_card(text: str) -> bool:
    return any(_luhn(re.sub(r"\D", "", found[0])) for found in _CARD.finditer(text))


def _luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812)."""
    doubled = [int(d) * (1 + place % 2) for place, d in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _holds_iban(text: str) -> bool:
    return any(_mod_97(found[0].replace(" ", "")) for found in _IBAN.finditer(text))


def _mod_97(account: str) -> bool:
    """The check digits of bank accounts (ISO 13616)."""
    moved = account[4:] + account[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def _holds_phone(text: str) -> bool:
    return any(9 <= len(re.sub(r"\D", "", found[0])) <= 15 for found in _PHONE.finditer(text))


_PERSONAL: tuple[tuple[Promise, Callable[[str], bool]], ...] = (
    (_("a payment card"), _holds_card),
    (_("a bank account"), _holds_iban),
    (_("a telephone number"), _holds_phone),
)
