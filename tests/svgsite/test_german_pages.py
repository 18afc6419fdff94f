"""Every page in German: nothing on it is left in English.

Each page of `tests/access_table.py` is opened twice with the same rows, in English and in German. A
text that is the same in both is data, or a word that is the same in German (the translators said
so, or it stands in `SAME`), or English that somebody has forgotten.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.test import Client, TestCase
from django.utils.translation import trans_real

from tests import factories
from tests.access_table import MODELS
from tests.browser.world import key_of
from tests.every_page import Nothing, admin_lists, lists_of, pages_of
from tests.svgsite.messages import marked
from tests.svgsite.reading import WORD, data_of_all, texts_of
from tests.test_access_matrix import client_of, person, rolled_back, things_of

# Names and codes that are no row's data; and data that happens to be one of our texts, too.
SAME = {"English", "Deutsch", "svg", "md5", "ms", "UTC", "Warehouse"}
# Of the rows of the tests and of the program's groups and styles.
DATA = {"the owner asked for help", "somebody", "weekly report", "user", "line", "zzz"}
# Words that no German text has.
ENGLISH = {"the", "of", "and", "is", "are", "with", "for", "not", "by", "this", "that", "to", "be"}
ENGLISH |= {"been", "which", "who", "has", "have", "its", "from", "it", "there", "or", "no", "your"}
ENGLISH |= {"you", "one", "only", "than", "then", "when", "where", "what", "how", "all", "any"}
# A digest or an id, cut short or whole.
IDS = re.compile(r"[0-9a-f-]{8,}…|\w+\*{3,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@cache
def in_german() -> dict[str, str]:
    """Texts, ours and Django's, with their German."""
    texts: Any = trans_real.translation("de")
    found = texts._catalog.items()
    return {text: german for text, german in found if isinstance(text, str)}


@cache
def same_in_german() -> frozenset[str]:
    return frozenset(t.casefold() for t, de in in_german().items() if t.casefold() == de.casefold())


@cache
def with_own_german() -> frozenset[str]:
    """Texts of ours that German says otherwise: never data, even where a row holds one."""
    return frozenset(m.text for m in marked() if in_german().get(m.text, m.text) != m.text)


def left_over(english: str, german: str, data: re.Pattern[str]) -> Iterator[str]:
    """Texts of the German page that are English, or hold English."""
    known = set(texts_of(english))
    translated = {in_german()[text] for text in known if text in in_german()} - same_in_german()
    for text in dict.fromkeys(texts_of(german)):
        rest = IDS.sub(" ", data.sub(" ", text))
        words = WORD.findall(rest)
        english_words = ENGLISH & {word.lower() for word in words}
        is_english = text in known and text not in translated and not is_same(rest, words)
        if is_english or english_words:
            yield text


def is_same(text: str, words: Iterable[str]) -> bool:
    bare = text.strip(" ›·:|*…/.").casefold()
    return bare in same_in_german() or text.strip() in SAME or set(words) <= SAME


def pattern_of(data: set[str]) -> re.Pattern[str]:
    """Finds data in a text, the longest first."""
    texts = sorted((data - with_own_german()) | DATA, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, texts)) + r")(?!\w)")


def names() -> set[str]:
    """What is called the same everywhere: time zones, and models where their labels stand."""
    places = {part.replace("_", " ") for zone in available_timezones() for part in zone.split("/")}
    return places | {model.__name__ for model in apps.get_models()}


@pytest.mark.usefixtures("stand_in")
@pytest.mark.timeout(400)
class EveryPageInGerman(TestCase):
    def setUp(self) -> None:
        logging.disable()
        self.wrong: list[str] = []
        self.seen = 0

    def tearDown(self) -> None:
        logging.disable(logging.NOTSET)
        assert not self.wrong, "\n" + "\n".join(self.wrong)

    def walk(self, client: Client, pages: Iterable[tuple[str, str]]) -> None:
        data = pattern_of(data_of_all() | names())
        for name, address in pages:
            english, german = (self.open(client, address, code) for code in ("en", "de"))
            if english and german:
                self.seen += 1
                self.wrong += [f"{name}: {text}" for text in left_over(english, german, data)]

    def open(self, client: Client, address: str, code: str) -> str:
        """The page's HTML; nothing for what is no page."""
        with rolled_back():
            answer: Any = client.get(address, headers={"Accept-Language": code})
        kind = answer.headers.get("Content-Type", "")
        return answer.content.decode() if kind.startswith("text/html") else ""

    def test_pages_of_the_site(self) -> None:
        staff = factories.UserFactory.create(username="staff")
        self.walk(client_of(staff), pages_of("user", things_of(staff)))

        assert self.seen >= 20

    def test_pages_of_the_admin(self) -> None:
        things = things_of(factories.UserFactory.create(username="staff"))
        self.walk(client_of(person("superuser")), pages_of("superuser", things, in_admin=True))

        assert self.seen >= 20

    def test_lists_and_forms_of_the_admin(self) -> None:
        keys = {label: key_of(label, model.factory) for label, model in MODELS.items()}
        self.walk(client_of(person("superuser")), admin_lists(keys))

        assert self.seen > 80

    def test_where_nothing_is_yet(self) -> None:
        client = client_of(person("admin"))
        self.walk(client, [*pages_of("admin", Nothing()), *lists_of(MODELS)])
        self.walk(client, [("nothing found", "/history/?q=zzz")])
        self.walk(client, [("no page", "/no-such-page/"), ("none", "/admin/no-such-page/")])

    def test_who_is_not_let_in(self) -> None:
        self.walk(Client(), [("login", "/login/"), ("admin login", "/admin/login/")])
        self.walk(client_of(person("user")), [("refused", "/admin/auditing/accessevent/")])


def test_english_left_on_a_page_is_found() -> None:
    english = '<p>Queue</p><b title="Search here">Budgets</b><i>house</i><code>a of b</code>'
    german = '<p>Queue</p><b title="Search here">Budgets</b><i>house</i><code>a of b</code>'
    mixed = "<p>Warteschlange</p><p>die <em>house</em> of the sun</p>"
    data = pattern_of({"house", "Queue"})

    assert list(left_over(english, german, data)) == ["Queue", "Search here"]
    assert list(left_over(english, mixed, data)) == ["of the sun"]
