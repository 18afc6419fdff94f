"""The certificate as a page of paper with lines to sign on."""

from typing import Any

from auditing.models import RetentionRun
from auditing.reports.pdf import Document
from auditing.retention.certificate import as_json, certificate, sha256_of

ACTIONS = {"delete": "deleted", "anonymise": "made anonymous"}
STATES = {
    "completed": "The purge ended completely.",
    "cancelled": "The purge was cancelled; what is counted here was done before.",
}


def as_pdf(run: RetentionRun) -> bytes:
    """One A4 document, the same bytes for the same run."""
    facts, approved = certificate(run), bool(run.approved_by_name)
    document = Document("Certificate of deletion", moment=run.ended_at or run.as_of)
    document.paragraph(_sentence(facts))
    document.section("What was done")
    document.facts(_done(facts))
    document.section("Who and when")
    document.facts(_who(facts))
    document.section("What was kept back")
    _held(document, facts["held_back"])
    document.section("Proof")
    document.facts(_proof(facts, sha256_of(as_json(run))))
    document.paragraph("How to work out the digest again is told in the JSON certificate.")
    document.signatures(["Records manager", "Second person"] if approved else ["Records manager"])
    return document.as_bytes()


def _sentence(facts: dict[str, Any]) -> str:
    did = ACTIONS[facts["policy"]["action"]]
    rows = "1 record" if facts["rows"] == 1 else f"{facts['rows']:,} records"
    were = "was" if facts["rows"] == 1 else "were"
    return (
        f"{rows} of the class “{facts['title']}” {were} {did} because the time that the retention "
        f"policy gives was over on {_words(facts['as_of'])}. {STATES.get(facts['state'], '')}"
    )


def _done(facts: dict[str, Any]) -> list[tuple[str, str]]:
    policy = facts["policy"]
    copies = [f"{name}: {count:,}" for name, count in facts["copies"].items() if count]
    left = [f"{name}: {count:,}" for name, count in facts["left_over"].items()]
    then = ACTIONS[policy["action"]]
    return [
        ("Policy", f"version {policy['version']}: kept {policy['keep']}, then {then}"),
        ("Policy approved by", policy["approved_by"]),
        ("Cut-off", _words(facts["cutoff"])),
        ("Records", f"{facts['rows']:,}"),
        ("Rows that went with them", f"{facts['rows_that_went_with_them']:,}"),
        ("Bytes", f"{facts['bytes']:,}"),
        ("Copies elsewhere", "; ".join(copies) or "none"),
        ("Left over afterwards", "; ".join(left) or "nothing"),
    ]


def _who(facts: dict[str, Any]) -> list[tuple[str, str]]:
    approval = facts["approval"]
    by = f"{approval['by']}, {_words(approval['at'])}" if approval["by"] else "not needed"
    return [
        ("Asked for by", f"{facts['requested_by']}, {_words(facts['requested_at'])}"),
        ("Second person", by),
        ("Started", _words(facts["started_at"])),
        ("Ended", _words(facts["ended_at"])),
    ]


def _held(document: Document, held: list[dict[str, Any]]) -> None:
    if not held:
        document.paragraph("Nothing: no legal hold named a record whose time was over.")
        return
    document.facts([(f"{entry['rows']:,} records", entry["matter"]) for entry in held])


def _proof(facts: dict[str, Any], digest_of_json: str) -> list[tuple[str, str]]:
    return [
        ("Purge", facts["run"]),
        ("Digest of the ids", facts["digest"]),
        ("Audit event", facts["audit_event"]["id"]),
        ("Its hash in the chain", facts["audit_event"]["hash"]),
        ("SHA-256 of the JSON", digest_of_json),
    ]


def _words(moment: str) -> str:
    """An ISO time as people write it, to the second."""
    return f"{moment[:10]} {moment[11:19]} UTC" if moment else "–"
