"""What somebody had typed when their sign-in ran out: it waits for them, and for nobody else.

The form names who filled it in, signed; what was typed is kept in the session of the signed-out
browser until that person signs in again, at most for an hour.
"""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from generation.batch.reading import MOST_BYTES

KEY = "draft"
SALT = "generation.drafts"
KEPT_SECONDS = 3600
# A form may lie open over a weekend.
TOKEN_SECONDS = 7 * 24 * 3600
MOST_FIELDS, MOST_LETTERS = 40, 2000
# A prompt may be pasted far too long, and is shortened by its writer only; the lines of a batch.
LONG = {"prompt_text": 50_000, "wish": 50_000, "text": MOST_BYTES}
LEFT_OUT = ("csrfmiddlewaretoken", "submission_key", "typed_by")


def token_of(user: Any) -> str:
    """Goes into the form: whose it is."""
    return signing.dumps(user.pk, salt=SALT)


def ask_to_sign_in(request: HttpRequest, page: str = "") -> HttpResponse:
    """To the sign-in page and back; what was posted is kept meanwhile.

    Args:
        page: where the form stands, unless it was sent to its own page.
    """
    if request.method == "POST":
        _keep(request, page or request.get_full_path())
    return redirect_to_login(page or request.get_full_path())


def _keep(request: HttpRequest, page: str) -> None:
    try:
        by = signing.loads(request.POST.get("typed_by", ""), salt=SALT, max_age=TOKEN_SECONDS)
    except signing.BadSignature:
        return
    request.session[KEY] = {
        "by": by,
        "page": page,
        "fields": _typed(request.POST),
        "files": [str(file)[:100] for file in request.FILES.values()],
        "too_long": any(_is_too_long(name, request.POST) for name in LONG),
    }
    request.session.set_expiry(KEPT_SECONDS)


def _typed(post: QueryDict) -> dict[str, str]:
    names = [name for name in post if name not in LEFT_OUT][:MOST_FIELDS]
    typed = {name[:60]: str(post[name])[:MOST_LETTERS] for name in names}
    # Half of a table would be worse than none.
    long = {name: str(post[name]) for name in LONG if name in post}
    return typed | {n: "" if _is_too_long(n, post) else text for n, text in long.items()}


def _is_too_long(name: str, post: QueryDict) -> bool:
    return len(post.get(name, "")) > LONG[name]


def forget_of_others(request: HttpRequest, user: User) -> None:
    """At a sign-in: what another person had typed in this browser is gone."""
    if KEY not in request.session:
        return
    request.session.set_expiry(None)
    if request.session[KEY].get("by") != user.pk:
        del request.session[KEY]


def take(request: HttpRequest) -> dict[str, str]:
    """What the person had typed on this page, once; empty where nothing is kept.

    What could not be kept is said on the page.
    """
    if request.session.get(KEY, {}).get("page") != request.get_full_path():
        return {}
    kept = request.session.pop(KEY)
    if kept.get("by") != request.user.pk:
        return {}
    _say_what_is_lost(request, kept)
    return dict(kept.get("fields", {}))


def _say_what_is_lost(request: HttpRequest, kept: dict[str, Any]) -> None:
    for name in kept.get("files", ()):
        words = _("The sign-in ran out before the file %s was read. Choose it once more.")
        messages.warning(request, words % name)
    if kept.get("too_long"):
        words = _("What you wrote is too long to be kept over a sign-in. Paste it once more.")
        messages.warning(request, words)


def sent(request: HttpRequest, page: str, key: Any) -> HttpResponse:
    """To the page of what was made. Its address tells drafts.js which form was taken, by its key.

    Args:
        page: the name of the page; `key` is its one argument.
    """
    where, form = reverse(page, args=[key]), request.POST.get("submission_key", "")
    return redirect(f"{where}#sent={quote(form, safe='')}" if form else where)
