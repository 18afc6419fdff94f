"""Anchors: what they fix, where they go, and what they find that the chain alone cannot."""

import json
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from django.utils import timezone

from auditing.anchoring import (
    Publisher,
    files,
    make_anchor,
    publish_pending,
    publishing,
    unpublished,
)
from auditing.anchoring.health import late
from auditing.anchoring.signing import SigningKeyMissing, public_key_text, read_public_key
from auditing.chain.founding import found_chain
from auditing.chain.heads import read_heads
from auditing.chain.pruning import prune
from auditing.models import AccessEvent, AuditAnchor, AuditHead
from auditing.verification import verify
from tests.auditing.tampering import run, write

pytestmark = pytest.mark.django_db


class Elsewhere:
    """A place that can be down."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []
        self.down = False

    def publish(self, line: dict[str, Any]) -> None:
        if self.down:
            raise OSError("password=hunter2 refused")
        self.lines.append(json.loads(json.dumps(line)))


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    place = Elsewhere()
    publisher = Publisher(place.publish, lambda: place.lines)
    monkeypatch.setattr(publishing, "_publishers", {"elsewhere": publisher})
    return place


@pytest.fixture(autouse=True)
def anchor_file(settings: Any, tmp_path: Path) -> Iterator[Path]:
    settings.AUDIT_ANCHOR_FILE = tmp_path / "audit" / "anchors.jsonl"
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "key.pem"
    yield settings.AUDIT_ANCHOR_FILE


def problems(place: Elsewhere | None = None, **more: Any) -> list[str]:
    anchors = {"elsewhere": place.lines} if place else {}
    found = verify(anchors=anchors, **more).findings
    return [f"{one.kind} {one.check} {one.what}" for one in found]


def test_an_anchor_names_every_lane_and_the_anchor_before(elsewhere: Elsewhere) -> None:
    write(2)
    first, second = make_anchor(by=None), make_anchor(by=None)

    head = read_heads("default")[1]
    assert second.statement["lanes"] == {"1": [head.position, head.hash, 4]}
    assert second.previous == first.digest
    assert problems() == []


def test_a_head_put_back_with_its_rows_cut_off_is_found(elsewhere: Elsewhere) -> None:
    """An old, genuine head and the rows up to it: the chain alone cannot tell."""
    write(3)
    old = AuditHead.objects.get(chain=1)
    write(3)
    make_anchor(by=None)
    publish_pending()

    run("DELETE FROM access_events WHERE position > 3")
    run("DELETE FROM audit_anchors")
    old.save()

    assert problems() == []
    assert len(problems(elsewhere)) == 2
    assert "ends at 3 now: its end was cut off" in problems(elsewhere)[1]


def test_rows_written_anew_with_the_key_are_found(elsewhere: Elsewhere) -> None:
    write(2)
    make_anchor(by=None)
    run("DELETE FROM access_events")
    run("DELETE FROM audit_heads")
    found_chain()
    write(5)

    assert len(problems()) == 1
    assert "another hash stood at this place" in problems()[0]


@pytest.mark.parametrize("column", ["statement", "digest", "signature", "previous"])
def test_a_changed_anchor_is_found(elsewhere: Elsewhere, column: str) -> None:
    make_anchor(by=None)
    make_anchor(by=None)
    publish_pending()
    if column == "previous":  # not signed by itself: the statement repeats it
        AuditAnchor.objects.order_by("-pk").update(statement={})
    else:
        first = AuditAnchor.objects.earliest("pk")
        AuditAnchor.objects.filter(pk=first.pk).update(**{column: '{"lanes":{}}'})

    assert problems(elsewhere) != []


def test_a_removed_anchor_is_found(elsewhere: Elsewhere) -> None:
    for _ in range(3):
        make_anchor(by=None)
    publish_pending()
    AuditAnchor.objects.order_by("pk")[1].delete()

    words = problems(elsewhere)
    assert any("was removed" in line for line in words)
    assert any("is missing here" in line for line in words)


def test_another_signing_key_is_not_believed(elsewhere: Elsewhere, settings: Any) -> None:
    make_anchor(by=None)
    first = public_key_text()
    Path(settings.AUDIT_SIGNING_KEY_FILE).unlink()

    assert "unknown key" in problems()[0]
    assert problems(public_keys=[first]) == []
    settings.AUDIT_OLD_PUBLIC_KEYS = [first]
    assert problems() == []


def test_two_anchors_cannot_follow_the_same(elsewhere: Elsewhere) -> None:
    make_anchor(by=None)
    row = AuditAnchor.objects.get()

    with pytest.raises(IntegrityError):
        AuditAnchor.objects.create(made_at=row.made_at, previous=row.previous, digest="x")


def test_pruning_leaves_anchors_true(elsewhere: Elsewhere) -> None:
    events = write(3)
    make_anchor(by=None)
    prune(by=None, event_ids=[event.pk for event in events])
    anchored = AccessEvent.objects.get(action="audit.anchor")
    assert problems() == []

    prune(by=None, event_ids=[anchored.pk])
    assert problems() == []


def test_a_place_that_is_down_is_tried_again(elsewhere: Elsewhere) -> None:
    elsewhere.down = True
    make_anchor(by=None)
    make_anchor(by=None)

    assert publish_pending() == 2
    assert "hunter2" not in unpublished()[0].problem
    elsewhere.down = False
    assert publish_pending() == 0
    assert [line["digest"] for line in elsewhere.lines] == list(
        AuditAnchor.objects.order_by("pk").values_list("digest", flat=True)
    )


def test_what_is_late_is_said(elsewhere: Elsewhere) -> None:
    elsewhere.down = True
    make_anchor(by=None)
    publish_pending()
    assert list(late()) == []

    AuditAnchor.objects.update(made_at=timezone.now() - timedelta(days=3))
    assert len(list(late())) == 2


def test_the_file_takes_each_line_once_and_survives_a_crash(anchor_file: Path) -> None:
    anchor = make_anchor(by=None)
    files.append(anchor.line)
    files.append(anchor.line)
    assert len(files.read()) == 1

    with anchor_file.open("ab") as file:
        file.write(b'{"statement": {"made')
    files.append(make_anchor(by=None).line)

    assert [sorted(line) for line in files.read()][1] == ["unreadable"]
    assert any("line 2" in one.what for one in verify(anchors={"file": files.read()}).findings)


def test_keys_are_read_from_pem_and_base64(tmp_path: Path) -> None:
    text = public_key_text()
    assert read_public_key(text) == text
    with pytest.raises(ValueError, match=r".+"):
        read_public_key("nonsense")


def test_no_key_is_said_in_plain_words(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.pem").write_text("no key")
    settings.AUDIT_SIGNING_KEY_FILE = tmp_path / "bad.pem"

    with pytest.raises(SigningKeyMissing, match="AUDIT_SIGNING_KEY_FILE"):
        make_anchor(by=None)


def command(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_commands(elsewhere: Elsewhere, anchor_file: Path) -> None:
    write(2)
    assert command("anchor_audit", "--public-key").strip() == public_key_text()
    assert "published to: elsewhere" in command("anchor_audit")
    files.append(elsewhere.lines[0])

    assert "everything as it was written" in command("verify_audit")
    report = json.loads(command("verify_audit", "--json", "--anchors", str(anchor_file)))
    assert (report["rows"], report["anchors"], report["findings"]) == (3, 2, [])


def test_the_command_fails_and_names_the_row() -> None:
    event = write(2)[0]
    run("UPDATE access_events SET action = 'x' WHERE position = 1")
    out = StringIO()

    with pytest.raises(CommandError) as caught:
        call_command("verify_audit", stdout=out, stderr=StringIO())

    assert caught.value.returncode == 1
    assert f"[content] lane 1, position 1, event {event.pk.hex}:" in out.getvalue()


@pytest.mark.parametrize("arguments", [("--anchors", "/nowhere"), ("--public-key", "nonsense")])
def test_the_command_says_what_it_cannot_read(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match=r"no file|cannot be read"):
        command("verify_audit", *arguments)


def test_the_command_says_that_anchors_wait(elsewhere: Elsewhere) -> None:
    elsewhere.down = True

    with pytest.raises(CommandError, match="1 anchors wait"):
        command("anchor_audit")
