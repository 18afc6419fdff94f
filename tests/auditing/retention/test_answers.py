"""Every model says what becomes of its rows, and what it says can be carried out."""

from typing import Any

import pytest
from django.db.models import CASCADE, PROTECT

from auditing.retention.classes import CLASSES
from auditing.retention.registry import all_records, answer_of, concrete_models, parent_of
from auditing.retention.rules import KeptBecause, RetentionRule


def test_every_model_has_an_answer() -> None:
    """To add a model: give it a `retention`, or, if it is not ours, a line in `elsewhere`."""
    # a table that the tests themselves have made is nobody's
    silent = [m._meta.label for m in concrete_models() if answer_of(m) is None]

    assert silent == []


@pytest.mark.parametrize("records", all_records(), ids=lambda records: records.label)
def test_what_a_rule_names_exists(records: Any) -> None:
    rule: RetentionRule = records.rule
    columns = {field.attname for field in records.model._meta.concrete_fields}

    assert rule.policy in CLASSES
    assert rule.counted_from in columns
    assert set(rule.owners) | set(rule.ids) <= columns | {"pk"}
    assert set(rule.size) | set(rule.anonymise or {}) <= {
        f.name for f in records.model._meta.concrete_fields
    }
    list(records.model._base_manager.values_list(*rule.search)[:0])


@pytest.mark.parametrize("records", all_records(), ids=lambda records: records.label)
def test_nothing_is_left_pointing_to_deleted_rows(records: Any) -> None:
    """A purge deletes in raw SQL: what would cascade must follow by declaration."""
    following = {child.model for child in records.children()}
    forgotten = [
        relation.related_model._meta.label
        for relation in records.model._meta.related_objects
        if relation.on_delete in (CASCADE, PROTECT) and relation.related_model not in following
    ]
    assert forgotten == []


@pytest.mark.parametrize("model", concrete_models(), ids=lambda model: model._meta.label)
def test_who_follows_a_parent_has_one_that_goes(model: Any) -> None:
    parent = parent_of(model)
    if not parent:
        answer = answer_of(model)
        assert not isinstance(answer, KeptBecause) or answer.reason.endswith(".")
        return
    field = model._meta.get_field(parent)
    assert answer_of(field.related_model) is not None
