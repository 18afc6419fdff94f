"""The addresses of the pages that open for a role, out of `tests/access_table.py`."""

from collections.abc import Iterator
from uuid import uuid4

from django.urls import reverse

from tests.access_table import MODELS, PAGES, Model, Page

Keys = dict[str, str]

# Read by programs or by scripts of the admin, or no place to stay.
NO_PAGES = {"metrics", "alive", "retention-health", "admin:jsi18n", "admin:autocomplete"}
NO_PAGES |= {"admin:view_on_site", "logout", "admin:logout"}


class Nothing(Keys):
    """Keys of nothing, but for the stage that every site has."""

    def __missing__(self, key: str) -> str:
        return "SVG_STAGE" if key == "stage" else str(uuid4())


def pages_of(role: str, things: Keys, *, in_admin: bool = False) -> Iterator[tuple[str, str]]:
    """(name, address) of what opens for the role by GET, in the admin or outside of it.

    Args:
        things: what the words in braces of the table stand for.
    """
    for name, page in PAGES.items():
        is_for = page.method == "get" and role in page.who and not page.missing
        is_read = name not in NO_PAGES and not name.startswith("api-")
        if is_for and is_read and name.startswith("admin:") == in_admin:
            yield name, address_of(name, page, things)


def address_of(name: str, page: Page, things: Keys) -> str:
    url = reverse(name, args=[word.format_map(things) for word in page.args])
    query = "&".join(f"{key}={value.format_map(things)}" for key, value in page.query.items())
    return f"{url}?{query}" if query else url


def lists_of(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    """The list of each model that an administrator sees, but for the queue's own models."""
    for label, model in models.items():
        if "admin" in model.see and not label.startswith("django_q."):
            yield f"list of {label}", reverse(f"admin:{label.replace('.', '_')}_changelist")


def admin_lists(keys: Keys) -> Iterator[tuple[str, str]]:
    """Each such list, a row of it, and an empty form where rows are added.

    Args:
        keys: label → the key of a row.
    """
    for title, address in lists_of(MODELS):
        label = title.rsplit(" ", 1)[-1]
        yield title, address
        yield f"one {label}", f"{address}{keys[label]}/change/"
        if "admin" in MODELS[label].add:
            yield f"new {label}", f"{address}add/"
