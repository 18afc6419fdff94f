"""No page answers with an error of the program, whatever stands in its address or its forms.

Each page of `tests/access_table.py` and each view of each model of the admin is read once to see
which names it asks for; then these are sent hostile values, by turns and all at once.
"""

import json
import logging
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.test import Client, TestCase, override_settings
from django.urls import NoReverseMatch, reverse

from generation import api_tokens
from generation.api.wanted import FIELDS, WISHES
from generation.parameters import LIMITS
from tests.access_table import MODELS, PAGES
from tests.hostile import UNKNOWN, VALUES, Pair, encoded, names_read
from tests.test_access_matrix import Things, rolled_back, things_of

# What the admin reads of an address: of a list, which looks at everything there, and of a form.
OF_LISTS = ["q", "o", "p", "all", "e", "period", "from", "to", "after", "before", "person"]
OF_FORMS = ["_to_field", "_changelist_filters"]
# Snowflake was asked and gave nothing: an answer of ours, told in words.
NOT_OURS = 502
# Refused before any page is asked: it would hide what stands beside it.
NUL = VALUES["a NUL"]
# Of JSON, where a text is wanted.
KINDS: list[Any] = [None, True, -1, 10**30, 1.5, float("nan"), [], ["x"], {}, {"x": {"\0": []}}]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Target:
    """One address, and how it is asked."""

    name: str
    url: str
    method: str


def pages(things: Things) -> Iterator[Target]:
    for name, page in PAGES.items():
        url = reverse(name, args=[word.format_map(things) for word in page.args])
        yield from (Target(name, url, method) for method in ("get", "post"))


def views_of_models() -> Iterator[Target]:
    """The lists and forms of the admin; what is posted only where a superuser may."""
    for label, model in MODELS.items():
        key, name = quote(model.factory().pk), f"admin:{label.replace('.', '_')}"
        yield Target(f"{name}_changelist", reverse(f"{name}_changelist"), "get")
        for view, args, who in (("change", [key], model.change), ("add", [], model.add)):
            url = reverse(f"{name}_{view}", args=args)
            methods = ["get", "post"] if "superuser" in who else ["get"]
            yield from (Target(f"{name}_{view}", url, method) for method in methods)


def addresses_of_nothing(things: Things) -> Iterator[Target]:
    """Hostile values where an address has a text of its own."""
    for name, page in PAGES.items():
        for at in range(len(page.args)):
            args = [word.format_map(things) for word in page.args]
            for value in VALUES.values():
                try:
                    url = reverse(name, args=[*args[:at], value, *args[at + 1 :]])
                except (NoReverseMatch, UnicodeEncodeError):
                    continue  # no such address
                yield Target(name, url, page.method)


def bodies(things: Things) -> Iterator[str]:
    """Good ones but for one part, which is of another kind or has a hostile value."""
    good = {"prompt_text": "a house", "stage_name": "SVG_STAGE", "filename": "house"}
    values = [*VALUES.values(), *KINDS]
    for name in FIELDS:
        yield from (json.dumps({**good, name: value}) for value in values[::2])
    for value in values[::2]:
        yield json.dumps({"parent": things["request"], "prompt_text": value})
    for name in WISHES:
        yield from (json.dumps({**good, "wishes": {name: value}}) for value in values[::2])
    for name in LIMITS:
        yield from (json.dumps({**good, "parameters": {name: value}}) for value in KINDS)
    yield from ("", "[]", "nan", "{" * 3000, "9" * 5000, '{"a": ' + "9" * 4000 + "}")


@pytest.mark.usefixtures("stand_in")
@pytest.mark.timeout(400)
class HostileValues(TestCase):
    """One world for all; each request is rolled back."""

    client: Client
    person: User
    things: Things
    token: str

    @classmethod
    def setUpTestData(cls) -> None:
        cls.person = User.objects.create_superuser("root", password="secret-for-tests")
        cls.things = things_of(cls.person)
        cls.token = api_tokens.create(by=cls.person, name="test", days=1)[1]

    def setUp(self) -> None:
        self.wrong: list[str] = []
        self.turn = count()
        self.client.force_login(self.person)
        self.client.raise_request_exception = False
        logging.disable()

    def tearDown(self) -> None:
        logging.disable(logging.NOTSET)
        assert not self.wrong, "\n" + "\n".join(self.wrong)

    def test_pages(self) -> None:
        for target in pages(self.things):
            names = sorted(self.names_of(target))
            for name in names:
                self.ask(target, [(name, self.next_value()), UNKNOWN])
            self.try_at_once(target, names)

    def test_views_of_models(self) -> None:
        for target in views_of_models():
            if target.name.endswith("_changelist"):
                self.try_at_once(target, OF_LISTS)
                continue
            for name in OF_FORMS:  # one alone: what it is refused for would hide the others
                self.ask(target, [(name, self.next_value())])
            if target.method == "post":
                self.try_at_once(target, sorted(self.names_of(target)))

    def test_addresses(self) -> None:
        for target in addresses_of_nothing(self.things):
            self.ask(target, [])

    @override_settings(API_CALLS_PER_MINUTE=10_000)
    def test_bodies_of_the_api(self) -> None:
        url = reverse("api-requests")
        for body in bodies(self.things):
            with rolled_back():
                answer = self.client.post(url, body, "application/json", headers=self.headers)
            self.judge(body[:100], answer)

    def names_of(self, target: Target) -> set[str]:
        with names_read() as names:
            answer = self.ask(target, [UNKNOWN])
        return set() if answer.status_code == 405 else names

    def try_at_once(self, target: Target, names: list[str]) -> None:
        """Each twice with values that differ; then all with the same."""
        if names:
            self.ask(target, [(name, self.next_value(NUL)) for name in names * 2])
            self.ask(target, [(name, value) for value in [self.next_value(NUL)] for name in names])

    def next_value(self, without: str = "") -> str:
        values = [value for value in VALUES.values() if value != without or not without]
        return values[next(self.turn) % len(values)]

    def ask(self, target: Target, pairs: list[Pair]) -> Any:
        client, cookies = self.client, deepcopy(self.client.cookies)
        with rolled_back():
            if target.method == "get":
                answer = client.get(target.url, QUERY_STRING=encoded(pairs), headers=self.headers)
            else:
                body = encoded(pairs)
                answer = client.post(target.url, body, content_type=FORM, headers=self.headers)
        client.cookies = cookies
        self.judge(f"{target.method} {target.name} {target.url} {short(pairs)}", answer)
        return answer

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def judge(self, what: str, answer: Any) -> None:
        if answer.status_code >= 500 and answer.status_code != NOT_OURS:
            error = getattr(answer, "exc_info", None)
            told = f"{what[:300]}: {answer.status_code}"
            self.wrong.append(f"{told} {error[1]!r:.200}" if error else told)


def short(pairs: list[Pair]) -> str:
    return json.dumps([(name, value[:30]) for name, value in pairs])
