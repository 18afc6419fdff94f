"""Access: levels and restrictions bind everywhere, changes are events, drift is found."""

from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from auditing.access_control import change_access, create_account, types_left
from auditing.access_drift import drift
from auditing.access_signals import follow_all
from auditing.levels import Level
from auditing.models import AccessControl, AccessEvent
from auditing.restrictions import Restrictions
from generation import api_tokens, services
from generation.models import Status, SVGGenerationRequest, UserSession
from tests.factories import GeneratedSVGFactory, RequestFactory, SnowflakeStageFactory, UserFactory

pytestmark = pytest.mark.django_db

WHY = "agreed with their manager"


def settle(user: User, level: str = Level.FULL, **how: Any) -> User:
    """Through the service, by the program; the account as it stands afterwards."""
    UserFactory.create(role="admin")
    bound = Restrictions(**how) if how else None
    change_access(by=None, user=user, level=level, restrictions=bound, reason=WHY)
    return User.objects.get(pk=user.pk)


def restricted(role: str = "user", **how: Any) -> User:
    return settle(UserFactory.create(role=role), Level.RESTRICTED, **how)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# Levels


@pytest.mark.parametrize(
    ("level", "left"),
    [
        ("full", {"view": True, "submit": True, "change": True}),
        ("limited", {"view": False, "submit": True, "change": False}),
        ("read_only", {"view": True, "submit": False, "change": False}),
        ("no_access", {"view": False, "submit": False, "change": False}),
    ],
)
def test_what_a_level_leaves_an_admin(level: str, left: dict[str, bool]) -> None:
    admin = settle(UserFactory.create(role="admin"), level)

    assert admin.has_perm("auditing.view_everything") == left["view"]
    assert admin.has_perm("generation.submit_request") == left["submit"]
    assert admin.has_perm("auditing.change_accesscontrol") == left["change"]


def test_limited_sees_own_data_only_and_no_admin() -> None:
    other, admin = RequestFactory.create(), UserFactory.create(role="admin")
    client = signed_in(settle(admin, Level.LIMITED))

    assert not SVGGenerationRequest.objects.visible_to(User.objects.get(pk=admin.pk)).exists()
    assert client.get(reverse("request", args=[other.pk])).status_code == 404
    assert client.get("/admin/").status_code == 403
    assert client.get("/history/").status_code == 200


def test_read_only_looks_and_downloads() -> None:
    svg = GeneratedSVGFactory.create()
    failed = RequestFactory.create(owner=svg.owner, status=Status.FAILED)
    client = signed_in(settle(svg.owner, Level.READ_ONLY))

    assert client.get(reverse("request", args=[svg.request.pk])).status_code == 200
    assert client.get(reverse("download", args=[svg.request.pk])).status_code == 200
    for address in ("/", reverse("cancel", args=[failed.pk]), reverse("retry", args=[failed.pk])):
        assert client.post(address).status_code == 403
    assert AccessEvent.objects.filter(action="access.read_only", result="denied").count() == 3


def test_read_only_binds_the_services_too() -> None:
    owner = settle(UserFactory.create(), Level.READ_ONLY)
    request = RequestFactory.create(owner=owner)

    with pytest.raises(PermissionDenied):
        services.cancel(by=owner, request_id=request.pk)


def test_no_access_ends_a_running_session_at_once() -> None:
    user = UserFactory.create()
    client = signed_in(user)
    assert client.get("/history/").status_code == 200

    settle(user, Level.NO_ACCESS)

    assert client.get("/history/").headers["Location"].startswith("/login/")
    assert not UserSession.objects.filter(owner=user, is_active=True).exists()
    assert not Client().login(username=user.username, password="secret-for-tests")


def test_the_sign_in_page_says_no_more_than_to_a_wrong_password() -> None:
    user = settle(UserFactory.create(), Level.NO_ACCESS)
    pages = [
        Client().post("/login/", {"username": name, "password": word}).content.decode()
        for name, word in ((user.username, "secret-for-tests"), ("nobody", "wrong"))
    ]
    errors = [page[page.index('role="alert"') : page.index("<form class")] for page in pages]

    assert errors[0] == errors[1]
    assert "not open" in errors[0]


def test_a_superuser_flag_below_full_lets_nobody_in() -> None:
    user = settle(UserFactory.create(), Level.READ_ONLY)
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_superuser=True)

    assert client.get("/history/").status_code == 302


@pytest.mark.parametrize(
    ("role", "level", "types"),
    [
        ("user", "full", ["execute"]),
        ("admin", "full", ["read", "write", "execute", "admin"]),
        ("admin", "read_only", ["read"]),
        ("admin", "no_access", []),
        ("none", "full", []),
    ],
)
def test_the_specifications_types(role: str, level: str, types: list[str]) -> None:
    assert types_left(role, level) == types


# Restrictions


def ask(by: User, model: str = "claude-4-sonnet", stage: str = "SVG_STAGE") -> Any:
    SnowflakeStageFactory.create()
    return services.submit(
        by=by,
        prompt_text="a red house under a yellow sun",
        selected_model=model,
        filename="house",
        stage_name=stage,
        nudge=False,
    )


@pytest.mark.parametrize("how", [{"models": ("claude-haiku-4-5",)}, {"stages": ("OTHER_STAGE",)}])
def test_only_these_models_and_stages(how: dict[str, Any]) -> None:
    with pytest.raises(PermissionDenied):
        ask(restricted(**how))
    assert AccessEvent.objects.get(action="request.submit").result == "denied"


def test_what_is_allowed_still_works() -> None:
    assert ask(restricted(models=("claude-4-sonnet",), stages=("SVG_STAGE",))).pk


def test_the_form_offers_only_these() -> None:
    SnowflakeStageFactory.create()
    client = signed_in(restricted(models=("claude-4-sonnet",)))

    choices = client.get("/").context["form"].fields["selected_model"].choices
    assert [value for value, _label in choices] == ["claude-4-sonnet"]


def test_no_downloads() -> None:
    user = restricted(no_downloads=True)
    svg = GeneratedSVGFactory.create(owner=user, request=RequestFactory.create(owner=user))
    client = signed_in(user)

    assert client.get(reverse("picture", args=[svg.request.pk])).status_code == 200
    assert client.get(reverse("download", args=[svg.request.pk])).status_code == 403


def test_no_retries() -> None:
    user = restricted(no_retries=True)
    failed = RequestFactory.create(owner=user, status=Status.FAILED)

    with pytest.raises(PermissionDenied):
        services.retry(by=user, request_id=failed.pk)


def test_until_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(restricted(until=timezone.now() + timedelta(minutes=1)))
    assert client.get("/history/").status_code == 200

    later = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    assert client.get("/history/").status_code == 302


def test_only_from_these_networks(settings: Any) -> None:
    user = restricted(networks=(ip_network("10.0.0.0/8"),))
    client = signed_in(user)

    assert client.get("/history/").status_code == 403
    assert client.get("/history/", REMOTE_ADDR="10.1.2.3").status_code == 200
    # What a client writes itself proves nothing, unless a proxy of ours has added to it.
    told = {"x-forwarded-for": "10.1.2.3"}
    assert client.get("/history/", headers=told).status_code == 403
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    assert client.get("/history/", headers=told).status_code == 200
    given = {"username": user.username, "password": "secret-for-tests"}
    assert Client().post("/login/", given).status_code == 200  # not signed in


# The service


def test_a_change_is_an_event_with_its_reason(admin_user: User, staff: User) -> None:
    change_access(by=admin_user, user=staff, role="manager", reason=WHY)

    staff = User.objects.get(pk=staff.pk)
    event = AccessEvent.objects.get(action="access.change")
    assert (staff.access_control.role, staff.is_staff) == ("manager", True)
    assert (event.actor_name, event.context["reason"]) == ("boss", WHY)
    assert event.subject_owner_id == str(staff.pk)
    assert (event.context["before"]["role"], event.context["state"]["role"]) == ("user", "manager")


def test_a_failing_event_changes_nothing(
    admin_user: User, staff: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("full disk")

    monkeypatch.setattr("auditing.access_control.record_event", fail)
    with pytest.raises(RuntimeError):
        change_access(by=admin_user, user=staff, role="admin", reason=WHY)

    assert User.objects.get(pk=staff.pk).access_control.role == "user"


@pytest.mark.parametrize("reason", ["", "short", "   x    "])
def test_a_reason_is_needed(admin_user: User, staff: User, reason: str) -> None:
    with pytest.raises(ValidationError):
        change_access(by=admin_user, user=staff, role="admin", reason=reason)


@pytest.mark.parametrize("role", ["user", "manager", "system", "none"])
def test_only_admins_change_access(staff: User, role: str) -> None:
    with pytest.raises(PermissionDenied):
        change_access(by=UserFactory.create(role=role), user=staff, role="admin", reason=WHY)

    assert AccessEvent.objects.get(action="access.change").result == "denied"


def test_nobody_changes_their_own(admin_user: User) -> None:
    UserFactory.create(role="admin")
    with pytest.raises(PermissionDenied):
        change_access(by=admin_user, user=admin_user, role="user", reason=WHY)


def test_an_admin_does_not_touch_a_superuser(admin_user: User) -> None:
    root = User.objects.create_superuser("root", password="secret-for-tests")
    with pytest.raises(PermissionDenied):
        change_access(by=admin_user, user=root, level=Level.NO_ACCESS, reason=WHY)

    client = signed_in(admin_user)
    url = reverse("admin:auth_user_password_change", args=[root.pk])
    assert client.get(url).status_code == 403


@pytest.mark.parametrize("how", [{"role": "user"}, {"level": "read_only"}, {"is_active": False}])
def test_the_last_administrator_stays(admin_user: User, how: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="last administrator"):
        change_access(by=None, user=admin_user, reason=WHY, **how)

    assert User.objects.get(pk=admin_user.pk).access_control.role == "admin"


def test_the_first_administrator_of_a_new_site() -> None:
    call_command("createsuperuser", username="first", email="", interactive=False)

    first = AccessControl.objects.get(user__username="first")
    assert (first.role, first.access_level) == ("admin", "full")


# In step, and drift


def test_the_row_follows_groups_and_flags(staff: User) -> None:
    staff.groups.set([Group.objects.get(name="manager")])
    assert AccessControl.objects.get(user=staff).role == "manager"

    staff.is_active = False
    staff.save()
    assert AccessControl.objects.get(user=staff).account["is_active"] is False
    assert list(drift()) == []


def test_a_new_account_is_one_event(admin_user: User) -> None:
    create_account(by=admin_user, username="new", role="user", reason=WHY)

    event = AccessEvent.objects.get()
    assert (event.action, event.actor_name) == ("access.create", "boss")
    assert list(drift()) == []


@pytest.mark.parametrize(
    "around",
    [
        lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
        lambda user: User.objects.filter(pk=user.pk).update(is_staff=True),
        lambda user: User.groups.through.objects.create(
            user=user, group=Group.objects.get(name="admin")
        ),
        lambda user: AccessControl.objects.filter(user=user).update(access_level="limited"),
        lambda user: AccessControl.objects.filter(user=user).update(restrictions={"stages": ["A"]}),
        lambda user: AccessControl.objects.filter(user=user).delete(),
    ],
)
def test_what_was_changed_around_the_services_is_found(around: Any) -> None:
    user = create_account(by=None, username="new", role="user", reason=WHY)
    assert not list(drift())

    around(user)

    assert [line for line in drift() if line.startswith("new:")]


def test_a_changed_group_is_found() -> None:
    Group.objects.get(name="user").permissions.clear()

    assert "the group user" in next(iter(drift()))


def test_the_admin_shows_it_loudly(client: Client, admin_user: User, staff: User) -> None:
    User.objects.filter(pk=staff.pk).update(is_superuser=True)
    client.force_login(admin_user)

    page = client.get(reverse("admin:auditing_accesscontrol_changelist")).content.decode()

    assert "staff: is_superuser is True, but was settled as False" in page


# The admin's pages


def test_the_page_changes_access(client: Client, admin_user: User, staff: User) -> None:
    client.force_login(admin_user)
    url = reverse("admin:auditing_accesscontrol_change", args=[staff.pk])
    data = {
        "role": "user",
        "access_level": "restricted",
        "is_active": "on",
        "networks": "10.0.0.0/8",
        "reason": WHY,
    }

    assert client.post(url, data).status_code == 302

    assert AccessControl.objects.get(user=staff).restrictions == {"networks": ["10.0.0.0/8"]}
    assert WHY in client.get(url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"reason": "short"}, "at least 10 characters"),
        ({"networks": "here"}, "is no network"),
        ({"access_level": "restricted"}, "Name a restriction"),
    ],
)
def test_the_page_says_what_is_wrong(
    client: Client, admin_user: User, staff: User, wrong: dict[str, str], message: str
) -> None:
    client.force_login(admin_user)
    url = reverse("admin:auditing_accesscontrol_change", args=[staff.pk])
    data = {"role": "user", "access_level": "full", "is_active": "on", "reason": WHY, **wrong}

    assert message in client.post(url, data).content.decode()


def test_making_an_account_in_the_admin(client: Client, admin_user: User) -> None:
    client.force_login(admin_user)
    data = {
        "username": "new",
        "password1": "a-long-pass-phrase",
        "password2": "a-long-pass-phrase",
        "role": "manager",
        "reason": WHY,
    }

    assert client.post(reverse("admin:auth_user_add"), data).status_code == 302

    assert User.objects.get(username="new").access_control.role == "manager"
    assert Client().login(username="new", password="a-long-pass-phrase")


def test_a_new_password_ends_the_persons_sessions(
    client: Client, admin_user: User, staff: User
) -> None:
    running = signed_in(staff)
    client.force_login(admin_user)
    data = {"password1": "a-long-pass-phrase", "password2": "a-long-pass-phrase"}

    client.post(reverse("admin:auth_user_password_change", args=[staff.pk]), data)

    assert running.get("/history/").status_code == 302
    assert AccessEvent.objects.get(action="account.change").actor_name == "boss"


def test_no_access_ends_a_token_too() -> None:
    owner = UserFactory.create()
    _token, text = api_tokens.create(by=owner, name="script", days=1)
    told = {"authorization": f"Bearer {text}"}
    assert Client().get("/api/v1/whoami/", headers=told).status_code == 200

    settle(owner, Level.NO_ACCESS)

    assert Client().get("/api/v1/whoami/", headers=told).status_code == 401


def test_a_manager_from_before_levels_gets_into_the_admin() -> None:
    manager = UserFactory.create(role="manager")
    User.objects.filter(pk=manager.pk).update(is_staff=False)
    AccessControl.objects.filter(pk=manager.pk).delete()

    follow_all()

    manager.refresh_from_db()
    assert manager.is_staff
    assert AccessControl.objects.get(pk=manager.pk).account["is_staff"]
