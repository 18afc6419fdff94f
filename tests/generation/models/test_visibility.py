"""Who sees which rows, for every model that has an owner."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from generation.models import (
    CortexResponse,
    GeneratedSVG,
    SVGGenerationRequest,
    TemporaryTable,
    UserSession,
)
from tests import factories

pytestmark = pytest.mark.django_db

OWNED = [
    (SVGGenerationRequest, factories.RequestFactory),
    (GeneratedSVG, factories.GeneratedSVGFactory),
    (CortexResponse, factories.CortexResponseFactory),
    (UserSession, factories.UserSessionFactory),
    (TemporaryTable, factories.TemporaryTableFactory),
]


@pytest.mark.parametrize(("model", "make"), OWNED)
@pytest.mark.parametrize(
    ("role", "sees_others"), [("user", False), ("manager", False), ("none", False), ("admin", True)]
)
def test_others_rows(model: Any, make: Any, role: str, sees_others: bool) -> None:
    make.create()

    assert model.objects.visible_to(factories.UserFactory.create(role=role)).exists() == sees_others


@pytest.mark.parametrize(("model", "make"), OWNED)
def test_own_rows(model: Any, make: Any) -> None:
    row = make.create()

    assert model.objects.visible_to(row.owner).get() == row


@pytest.mark.parametrize(("model", "make"), OWNED)
def test_nobody_sees_nothing(model: Any, make: Any) -> None:
    row = make.create()
    row.owner.is_active = False

    assert not model.objects.visible_to(AnonymousUser()).exists()
    assert not model.objects.visible_to(row.owner).exists()


def test_the_system_role_sees_temporary_tables_only() -> None:
    table = factories.TemporaryTableFactory.create()
    system = factories.UserFactory.create(role="system")

    assert TemporaryTable.objects.visible_to(system).get() == table
    assert not SVGGenerationRequest.objects.visible_to(system).exists()
