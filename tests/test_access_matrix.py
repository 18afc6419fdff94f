"""Every address of the site and of the admin × every role × own, other people's and no object.

What is right stands in `tests/access_table.py`. All roles are tried in one world that is made once;
each address is opened in a savepoint that is rolled back.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from django.contrib import admin
from django.contrib.admin.utils import quote
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client, RequestFactory, TestCase
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests import factories
from tests.access_table import ADMINS, MODELS, PAGES, ROLES, Model, Page

# Was in once, and is not let in any more; or never was.
SIGNED_OUT = ("signed out", "deactivated")
OWNED = {name: page for name, page in PAGES.items() if page.owned}
MODEL_VIEWS = ("changelist", "add", "change", "delete", "history")

Things = dict[str, str]


@dataclass
class World:
    people: dict[str, User]
    clients: dict[str, Client]
    own: dict[str, Things]
    others: Things
    nobodys: Things


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_world() -> World:
    people = {role: person(role) for role in sorted(ROLES)}
    leaver = factories.UserFactory.create(role="admin")
    clients = {role: client_of(someone) for role, someone in people.items()}
    clients |= {"signed out": Client(), "deactivated": client_of(leaver)}
    leaver.is_active = False
    leaver.save()
    return World(
        people=people,
        clients=clients,
        own={role: things_of(someone) for role, someone in people.items()},
        others=things_of(factories.UserFactory.create()),
        nobodys=dict.fromkeys(things_of(factories.UserFactory.create()), str(uuid4())),
    )


def person(role: str) -> User:
    if role == "superuser":
        return User.objects.create_superuser("root", password="secret-for-tests")
    return factories.UserFactory.create(role=role)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def things_of(owner: User) -> Things:
    """What the words in braces in the table stand for: the keys of some rows of `owner`."""
    svg = factories.GeneratedSVGFactory.create(
        owner=owner, request=factories.RequestFactory.create(owner=owner, group=uuid4())
    )
    factories.SnowflakeStageFactory.create()
    link_text = f"svglink_of_{owner.get_username()}"
    return {
        "link": str(factories.StageLinkFactory.create(svg=svg, text=link_text).pk),
        "link_text": link_text,
        "check": str(factories.StageCheckFactory.create().pk),
        "request": str(svg.request.pk),
        "drawn": str(factories.PartialPictureFactory.create(request__owner=owner).pk),
        "group": str(svg.request.group),
        "svg": str(svg.pk),
        "stage": "SVG_STAGE",
        "user": str(owner.pk),
        "hold": str(factories.LegalHoldFactory.create().pk),
        "run": str(factories.RetentionRunFactory.create().pk),
        "error": str(factories.ErrorGroupFactory.create().pk),
        "token": str(factories.ApiTokenFactory.create(owner=owner).pk),
        "export": str(factories.ExportJobFactory.create(owner=owner).pk),
    }


# What there is


def all_patterns(
    patterns: list[Any] | None = None, namespace: str = "", route: str = ""
) -> Iterator[tuple[str, str]]:
    """(name with its namespace or nothing, route) of every address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from all_patterns(pattern.url_patterns, inner, where)
        elif isinstance(pattern, URLPattern):
            yield (f"{namespace}{pattern.name}" if pattern.name else ""), where


def names_of_models() -> set[str]:
    return {model._meta.label_lower for model in admin.site._registry}


def views_of_models() -> set[str]:
    labels = [label.replace(".", "_") for label in names_of_models()]
    return {f"admin:{label}_{view}" for label in labels for view in MODEL_VIEWS}


def test_every_page_is_in_the_table() -> None:
    names = {name for name, _route in all_patterns() if name} - views_of_models()

    new, gone = names - set(PAGES), set(PAGES) - names
    assert not new, f"Say who may open {sorted(new)}: one line each in PAGES, tests/access_table.py"
    assert not gone, f"No such page any more: remove {sorted(gone)} from tests/access_table.py"


def test_every_model_of_the_admin_is_in_the_table() -> None:
    new, gone = names_of_models() - set(MODELS), set(MODELS) - names_of_models()

    assert not new, f"Say who may see {sorted(new)}: one line each in MODELS, tests/access_table.py"
    assert not gone, f"Not in the admin any more: {sorted(gone)} in tests/access_table.py"


def test_addresses_without_a_name_are_the_admins_own() -> None:
    """Its old addresses of objects, which lead to the new ones, and the one that catches the rest.

    An address of ours gets a name, so that it can stand in the table.
    """
    nameless = {route for name, route in all_patterns() if not name}
    old = {f"admin/{label.replace('.', '/')}/<path:object_id>/" for label in names_of_models()}

    assert nameless == {*old, "admin/(?P<url>.*)$"}


# Who may open it


def answer(client: Client, url: str, method: str = "get", **data: str) -> str:
    """One of: opens, 403, 404, sign in."""
    cookies = deepcopy(client.cookies)
    response = getattr(client, method)(url, data)
    client.cookies = cookies  # a sign-out is rolled back, too
    if response.status_code in (403, 404):
        return str(response.status_code)
    location = response.headers.get("Location", "")
    return "sign in" if location.startswith(("/login/", "/admin/login/")) else "opens"


def open_page(client: Client, name: str, page: Page, things: Things) -> str:
    arguments = [word.format(**things) for word in page.args]
    query = "&".join(f"{key}={value.format(**things)}" for key, value in page.query.items())
    url = reverse(name, args=arguments) + (f"?{query}" if query else "")
    data = {key: value.format(**things) for key, value in page.data.items()}
    with rolled_back():
        return answer(client, url, page.method, **data)


def expected(name: str, page: Page, role: str, *, is_own: bool = True) -> str:
    """In the admin the role is looked at first, elsewhere whose object it is."""
    if name.startswith("admin:") and role not in page.who:
        return "403"
    if page.owned and not is_own and (page.private or role not in ADMINS):
        return "404"
    if role not in page.who:
        return "403"
    return "404" if page.missing else "opens"


def model_url(label: str, view: str, *args: str) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_{view}", args=args)


def model_requests(model: Model) -> list[tuple[str, str, frozenset[str]]]:
    """(view, method, who may) of what can be done with a model in the admin."""
    return [
        ("changelist", "get", model.see),
        ("change", "get", model.see),
        ("history", "get", model.see),
        ("add", "get", model.add),
        ("add", "post", model.add),
        ("change", "post", model.change),
        ("delete", "get", model.delete),
        ("delete", "post", model.delete),
    ]


def right_for(roles: frozenset[str]) -> dict[str, str]:
    """Who is signed in and may not is refused; who is not signed in is asked to."""
    signed_in = {role: "opens" if role in roles else "403" for role in ROLES}
    return signed_in | dict.fromkeys(SIGNED_OUT, "sign in")


@pytest.mark.usefixtures("stand_in")
@pytest.mark.timeout(400)
class EveryAddress(TestCase):
    """One world for all: its rows are made once, and each request is rolled back."""

    world: World

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.world = make_world()

    def setUp(self) -> None:
        self.wrong: list[str] = []
        logging.disable()  # a thousand refusals would hide the few that are wrong

    def tearDown(self) -> None:
        logging.disable(logging.NOTSET)
        assert not self.wrong, "\n" + "\n".join(self.wrong)

    def compare(self, what: str, who: str, found: str, right: str) -> None:
        if found != right:
            self.wrong.append(f"{what} for {who}: {found}, should be: {right}")

    def test_pages_open_for_their_roles(self) -> None:
        for name, page in PAGES.items():
            for role in () if page.public else ROLES:
                found = open_page(self.world.clients[role], name, page, self.world.own[role])
                self.compare(name, role, found, expected(name, page, role))

    def test_other_peoples_objects_are_not_there(self) -> None:
        for name, page in OWNED.items():
            for role in ROLES:
                found = open_page(self.world.clients[role], name, page, self.world.others)
                self.compare(name, role, found, expected(name, page, role, is_own=False))

    def test_an_object_that_is_nowhere(self) -> None:
        for name, page in OWNED.items():
            for role in ROLES:
                found = open_page(self.world.clients[role], name, page, self.world.nobodys)
                is_refused = name.startswith("admin:") and role not in page.who
                self.compare(name, role, found, "403" if is_refused else "404")

    def test_signed_out_people_are_asked_to_sign_in(self) -> None:
        for name, page in PAGES.items():
            for who in () if page.public else SIGNED_OUT:
                found = open_page(self.world.clients[who], name, page, self.world.others)
                self.compare(name, who, found, "sign in")

    def test_public_pages_answer_everybody(self) -> None:
        for name, page in PAGES.items():
            for who, client in self.world.clients.items() if page.public else ():
                found = open_page(client, name, page, self.world.others)
                if found not in ("opens", "sign in"):
                    self.compare(name, who, found, "opens")

    def test_models_of_the_admin(self) -> None:
        for label, model in MODELS.items():
            with rolled_back():
                key = quote(model.factory().pk)
                for view, method, roles in model_requests(model):
                    args = () if view in ("changelist", "add") else (key,)
                    self.try_model(
                        f"{method} {view} of {label}", model_url(label, view, *args), method, roles
                    )

    def try_model(self, what: str, url: str, method: str, roles: frozenset[str]) -> None:
        for who, right in right_for(roles).items():
            if what.startswith(("get add", "get delete")) and right != "opens":
                continue  # its post is refused, which is tried as well
            with rolled_back():
                self.compare(what, who, answer(self.world.clients[who], url, method), right)

    def test_actions_are_offered_to_their_roles(self) -> None:
        for label, model in MODELS.items():
            for role in ROLES & model.see:
                right = {name for name, roles in model.actions.items() if role in roles}
                right |= {"delete_selected"} if role in model.delete else set()
                found = self.offered_actions(label, role)
                self.compare(f"actions of {label}", role, str(sorted(found)), str(sorted(right)))

    def offered_actions(self, label: str, role: str) -> set[str]:
        found = (site for m, site in admin.site._registry.items() if m._meta.label_lower == label)
        request = RequestFactory().get("/")
        request.user = self.world.people[role]
        return set(next(found).get_actions(request))

    def test_who_sees_no_list_can_post_no_action_to_it(self) -> None:
        for label, model in MODELS.items():
            for name in model.actions:
                for role in ROLES - model.see:
                    data = {"action": name, "_selected_action": "1"}
                    url = model_url(label, "changelist")
                    with rolled_back():
                        found = answer(self.world.clients[role], url, "post", **data)
                    self.compare(f"{name} of {label}", role, found, "403")

    def test_a_manager_sees_no_model_in_the_admin(self) -> None:
        page = self.world.clients["manager"].get(reverse("admin:index"))

        assert page.context["app_list"] == []
