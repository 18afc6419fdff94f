import auditing.models.fields
from django.db import migrations, models

from auditing.chain.founding import chain_events_of_before


def chain_them(apps, schema_editor):
    chain_events_of_before(
        apps.get_model("auditing", "AccessEvent"),
        apps.get_model("auditing", "AuditHead"),
        using=schema_editor.connection.alias,
    )


class Migration(migrations.Migration):

    dependencies = [
        ('auditing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditGate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'db_table': 'audit_gate',
            },
        ),
        migrations.CreateModel(
            name='AuditHead',
            fields=[
                ('chain', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('position', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                ('key_id', models.CharField(max_length=8)),
                ('mac', models.CharField(max_length=64)),
            ],
            options={
                'db_table': 'audit_heads',
            },
        ),
        migrations.CreateModel(
            name='PrunedStretch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.PositiveSmallIntegerField()),
                ('first', models.PositiveBigIntegerField()),
                ('last', models.PositiveBigIntegerField()),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('key_id', models.CharField(max_length=8)),
                ('mac', models.CharField(max_length=64)),
                ('pruned_at', models.DateTimeField()),
            ],
            options={
                'db_table': 'audit_pruned',
                'ordering': ['chain', 'first'],
            },
        ),
        migrations.AddField(
            model_name='accessevent',
            name='chain',
            field=models.PositiveSmallIntegerField(default=0, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accessevent',
            name='erased_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='accessevent',
            name='hash',
            field=models.CharField(default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accessevent',
            name='key_id',
            field=models.CharField(default='', editable=False, max_length=8),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accessevent',
            name='personal',
            field=auditing.models.fields.CanonicalJSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='accessevent',
            name='personal_digest',
            field=models.CharField(default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accessevent',
            name='position',
            field=models.PositiveBigIntegerField(default=0, editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accessevent',
            name='previous_hash',
            field=models.CharField(default='', editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='accessevent',
            name='real_actor_id',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='accessevent',
            name='real_actor_name',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='accessevent',
            name='request_id',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='accessevent',
            name='salt',
            field=models.CharField(blank=True, editable=False, max_length=32),
        ),
        migrations.AddField(
            model_name='accessevent',
            name='subject_owner_id',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='accessevent',
            name='context',
            field=auditing.models.fields.CanonicalJSONField(blank=True, default=dict),
        ),
        # Every event of before gets its place before places have to be unique.
        migrations.RunPython(chain_them, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='accessevent',
            index=models.Index(condition=models.Q(('subject_owner_id', ''), _negated=True), fields=['subject_owner_id', '-timestamp'], name='idx_events_owner'),
        ),
        migrations.AddIndex(
            model_name='accessevent',
            index=models.Index(condition=models.Q(('request_id', ''), _negated=True), fields=['request_id'], name='idx_events_request'),
        ),
        migrations.AddIndex(
            model_name='accessevent',
            index=models.Index(condition=models.Q(('erased_at__isnull', False)), fields=['erased_at'], name='idx_events_erased'),
        ),
        migrations.AddConstraint(
            model_name='accessevent',
            constraint=models.UniqueConstraint(fields=('chain', 'position'), name='unique_event_place'),
        ),
        migrations.AddConstraint(
            model_name='prunedstretch',
            constraint=models.UniqueConstraint(fields=('chain', 'first'), name='unique_pruned_first'),
        ),
    ]
