"""How long the admin's lists take, beside Django's stock ModelAdmin over the same rows.

    DATABASE_URL=... .venv/bin/python -m bench.filling
    DATABASE_URL=... .venv/bin/python -m bench.admin_lists [--runs 9]

Each page is asked for through the real address with Django's test client, middleware, templates and
event included; the stock pages by a second admin site in the same process, with the search, the
filters and the date hierarchy that these lists had as a stock ModelAdmin. A stock page that takes
longer than ten seconds is asked for once.
"""

import argparse
import statistics
import time
from typing import Any

from bench.filling import COMMON, RARE, set_up_django

SLOW_SECONDS = 10.0
Address = tuple[str, dict[str, str]]


def stock_site() -> Any:
    """Django's own admin over requests and events."""
    from django.contrib import admin
    from django.contrib.auth.models import User

    from auditing.models import AccessEvent
    from generation.models import SVGGenerationRequest
    from svgsite.admin import SvgAdminSite

    class StockRequests(admin.ModelAdmin):
        list_display = ["created_at", "owner", "prompt_text", "selected_model", "status"]
        list_filter = ["status", "error_category", "selected_model", "stage_name"]
        list_select_related = ["owner"]
        search_fields = ["request_id", "filename", "prompt_text", "owner__username"]
        date_hierarchy = "created_at"

    class StockEvents(admin.ModelAdmin):
        list_display = ["timestamp", "actor_name", "action", "resource_label", "resource_id"]
        list_filter = ["result", "action", "resource_label"]
        search_fields = ["actor_name", "action", "resource_id"]
        date_hierarchy = "timestamp"

    site = SvgAdminSite(name="stock")
    site.register(User)
    site.register(SVGGenerationRequest, StockRequests)
    site.register(AccessEvent, StockEvents)
    return site


def add_stock_addresses() -> None:
    from django.urls import clear_url_caches, path

    from svgsite import urls

    urls.urlpatterns.insert(0, path("stock/", stock_site().urls))
    clear_url_caches()


def signed_in() -> Any:
    from django.contrib.auth.models import User
    from django.test import Client

    boss, _ = User.objects.get_or_create(username="bench-boss", is_staff=True, is_superuser=True)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(boss)
    return client


def seconds(client: Any, address: Address) -> float:
    started = time.perf_counter()
    response = client.get(*address)
    assert response.status_code == 200, (address, response.status_code)
    return time.perf_counter() - started


def measure(client: Any, address: Address, runs: int) -> list[float]:
    first = seconds(client, address)
    if first > SLOW_SECONDS:
        return [first]
    return [seconds(client, address) for _ in range(runs)]


def deep_cursor(model: Any, time_field: str) -> str:
    """The cursor in the middle of the table: page 10,000 of 1,000,000 requests."""
    from auditing.keyset import Keyset

    rows = model.objects.order_by(f"-{time_field}", "-pk")
    ends = [
        rows.values_list(time_field, flat=True)[:1][0],
        rows.reverse().values_list(time_field, flat=True)[:1][0],
    ]
    middle = ends[1] + (ends[0] - ends[1]) / 2
    page = Keyset(rows.filter(**{f"{time_field}__lte": middle})).page(1)
    return page.following


def pages() -> list[tuple[str, Address, Address]]:
    """What is looked at, ours, stock."""
    from auditing.models import AccessEvent
    from generation.models import SVGGenerationRequest

    found: list[tuple[str, Address, Address]] = []
    for name, path, model, field, filters in (
        (
            "requests",
            "generation/svggenerationrequest",
            SVGGenerationRequest,
            "created_at",
            {"status__exact": "failed"},
        ),
        ("events", "auditing/accessevent", AccessEvent, "timestamp", {"result__exact": "denied"}),
    ):
        ours, stock = f"/admin/{path}/", f"/stock/{path}/"
        newest = model.objects.order_by(f"-{field}").values_list(field, flat=True)[0]
        month = {f"{field}__year": str(newest.year), f"{field}__month": str(newest.month)}
        deep = {"after": deep_cursor(model, field)}
        pages_deep = "5000" if name == "requests" else "15000"
        found += [
            (f"{name}: first page", (ours, {}), (stock, {})),
            (f"{name}: page in the middle", (ours, deep), (stock, {"p": pages_deep})),
            (f"{name}: filtered", (ours, filters), (stock, filters)),
            (f"{name}: one month", (ours, {"period": f"{newest:%Y-%m}"}), (stock, month)),
        ]
        words = (COMMON, RARE, "nowhere") if name == "requests" else ("picture.download", "bench1")
        for word in words:
            found.append((f"{name}: search {word}", (ours, {"q": word}), (stock, {"q": word})))
    return found


def show(what: str, ours: list[float], stock: list[float]) -> None:
    middle, theirs = statistics.median(ours) * 1000, statistics.median(stock) * 1000
    p95 = statistics.quantiles(ours, n=20)[-1] * 1000 if len(ours) > 1 else middle
    print(
        f"| {what} | {middle:,.0f} | {p95:,.0f} | {theirs:,.0f} | {theirs / middle:,.1f} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=9)
    runs = parser.parse_args().runs
    set_up_django()
    add_stock_addresses()
    client = signed_in()
    print("| Page | ours, median ms | 95th percentile | stock, median ms | times faster |")
    print("|---|---|---|---|---|")
    seconds(client, ("/admin/", {}))
    for what, ours, stock in pages():
        show(what, measure(client, ours, runs), measure(client, stock, runs=3))


if __name__ == "__main__":
    main()
