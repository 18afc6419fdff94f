"""A token, and a client that sends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from generation import api_tokens
from generation.models import SnowflakeStage


@dataclass
class Api:
    """Calls as a script would make them, with a token and no cookie."""

    text: str = ""

    def call(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": f"Bearer {self.text}"} if self.text else {}
        headers |= more.pop("headers", {})
        client = Client(raise_request_exception=False)
        return getattr(client, method)(f"/api/v1/{path}", headers=headers, **more)

    def get(self, path: str, **query: str) -> Any:
        return self.call("get", path, data=query)

    def post(self, path: str, data: Any = None, **headers: str) -> HttpResponse:
        response: HttpResponse = self.call(
            "post", path, data=data or {}, content_type="application/json", headers=headers
        )
        return response


@pytest.fixture(autouse=True)
def no_calls_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def api(staff: User, stage: SnowflakeStage) -> Api:
    return Api(api_tokens.create(by=staff, name="test", days=1)[1])
