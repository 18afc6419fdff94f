"""“You asked this three days ago”: the same words by the same person, found by an index."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from generation import services
from generation.models import SnowflakeStage, Status, SVGGenerationRequest
from generation.submitting.asked_before import asked_before, digest_of
from tests.factories import GeneratedSVGFactory, RequestFactory, UserFactory, VoteFactory
from tests.query_plans import plan_of

PROMPT = "a red house under a yellow sun"


def ask(owner: User, prompt: str = PROMPT, **fields: Any) -> SVGGenerationRequest:
    fields = {"status": Status.COMPLETED, "prompt_digest": digest_of(owner.pk, prompt), **fields}
    return RequestFactory.create(owner=owner, prompt_text=prompt, **fields)


@pytest.mark.parametrize(
    "spelt", [PROMPT, "  A red house\nunder a  yellow sun!", PROMPT.upper() + "."]
)
def test_the_same_words_are_found_however_spelt(staff: User, spelt: str) -> None:
    earlier = ask(staff)

    assert asked_before(staff, spelt) == earlier


def test_other_words_other_people_and_failures_are_not(staff: User) -> None:
    ask(UserFactory.create())
    ask(staff, status=Status.FAILED)
    ask(staff, origin="refined")

    assert asked_before(staff, PROMPT) is None
    assert asked_before(staff, "") is None
    ask(staff)
    assert asked_before(staff, "a red house under a yellow moon") is None


def test_one_of_an_open_comparison_is_not_since_it_would_tell_its_model(staff: User) -> None:
    group = uuid4()
    for _ in range(2):
        GeneratedSVGFactory.create(request=ask(staff, group=group, origin="compared"))
    assert asked_before(staff, PROMPT) is None

    VoteFactory.create(group=group, owner=staff)
    assert asked_before(staff, PROMPT) is not None


def test_the_same_model_is_found_before_newer_ones(staff: User) -> None:
    older = ask(staff, created_at=timezone.now() - timedelta(days=3))
    newer = ask(staff, selected_model="openai-gpt-5")

    assert asked_before(staff, PROMPT, model="claude-sonnet-4-5") == older
    assert asked_before(staff, PROMPT, model="claude-haiku-4-5") == newer


def test_each_submit_leaves_its_digest(staff: User, stage: SnowflakeStage) -> None:
    made = services.submit(
        by=staff,
        prompt_text=PROMPT,
        selected_model="claude-sonnet-4-5",
        filename="house",
        stage_name="SVG_STAGE",
        submission_key="k",
    )

    assert asked_before(staff, PROMPT) == made


def test_equal_prompts_of_two_people_have_nothing_in_common() -> None:
    assert digest_of(1, PROMPT) != digest_of(2, PROMPT)
    assert digest_of(None, PROMPT) == digest_of(1, " . ") == ""


def test_it_is_found_by_its_index(staff: User) -> None:
    with CaptureQueriesContext(connection) as queries:
        asked_before(staff, PROMPT)

    assert "idx_requests_digest" in plan_of(queries[0]["sql"])
