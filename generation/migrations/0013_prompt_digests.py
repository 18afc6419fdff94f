"""Gives the requests that stand their digest, so that they are found as asked before."""

from django.db import migrations

BATCH = 2_000


def fill(apps, schema_editor):
    from generation.submitting.asked_before import digest_of

    requests = apps.get_model("generation", "SVGGenerationRequest")
    rows = requests.objects.filter(prompt_digest="", owner__isnull=False).exclude(prompt_text="")
    found = rows.only("pk", "owner_id", "prompt_text").order_by("pk")
    batch = []
    for row in found.iterator(chunk_size=BATCH):
        row.prompt_digest = digest_of(row.owner_id, row.prompt_text)
        batch.append(row)
        if len(batch) == BATCH:
            requests.objects.bulk_update(batch, ["prompt_digest"], batch_size=500)
            batch = []
    requests.objects.bulk_update(batch, ["prompt_digest"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("generation", "0012_budgets")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
