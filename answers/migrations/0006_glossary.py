"""The glossary: editors write and approve its words, everybody of the staff reads how they came about."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from answers import search
from answers.models.append_only import GuardAppendOnly

EDITORS = ("Medical editors", "Managing editors")
GROUPS = {
    "view_term": (*EDITORS, "Reviewers", "Auditors"),
    "write_term": EDITORS,
    "approve_term": EDITORS,
}


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are made here too, as Django makes them only after all migrations."""
    config = apps.get_app_config("answers")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for codename, names in GROUPS.items():
        given = permission.objects.get(codename=codename, content_type__app_label="answers")
        for each in group.objects.filter(name__in=names).order_by("pk"):
            each.permissions.add(given)


def prepare(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Search has one field more: the words that a page explains."""
    search.prepare(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ("answers", "0005_last_runs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Glossary',
            fields=[
                ('language', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('stamp', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'glossary',
                'verbose_name_plural': 'glossaries',
                'ordering': ('language',),
            },
        ),
        migrations.AddField(
            model_name='publishedpage',
            name='glossary_stamp',
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=120)),
                ('headword', models.CharField(max_length=80)),
                ('retired_at', models.DateTimeField(null=True)),
                ('retired_because', models.CharField(blank=True, max_length=300)),
                ('glossary', models.ForeignKey(db_column='language', on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='answers.glossary')),
                ('retired_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'glossary word',
                'verbose_name_plural': 'glossary words',
                'ordering': ('headword', 'id'),
                'permissions': (('write_term', 'Can write the words of the glossary'), ('approve_term', 'Can approve and retire the words of the glossary')),
                'default_permissions': ('view',),
            },
        ),
        migrations.AddField(
            model_name='publishedpage',
            name='terms',
            field=models.ManyToManyField(related_name='pages', to='answers.term'),
        ),
        migrations.CreateModel(
            name='TermVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('written_at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('frozen', models.ForeignKey(db_column='content_hash', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='answers.term')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'version of a glossary word',
                'verbose_name_plural': 'versions of glossary words',
                'ordering': ('term', '-number'),
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='TermApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('approved_at', models.DateTimeField()),
                ('reviewed_on', models.DateField()),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='answers.termversion')),
            ],
            options={
                'verbose_name': 'approval of a glossary word',
                'verbose_name_plural': 'approvals of glossary words',
                'ordering': ('version', '-id'),
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='term',
            name='live',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.termversion'),
        ),
        migrations.AddConstraint(
            model_name='termversion',
            constraint=models.UniqueConstraint(fields=('term', 'number'), name='a_version_of_a_word_is_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='termversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_of_a_word_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='termapproval',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('written_by')), _negated=True), name='nobody_approves_a_word_of_their_own'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.UniqueConstraint(fields=('glossary', 'slug'), name='a_word_stands_at_one_address'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(('retired_by__isnull', False), models.Q(('retired_because', ''), _negated=True)), _connector='OR'), name='a_retired_word_says_why'),
        ),
        GuardAppendOnly("TermVersion"),
        GuardAppendOnly("TermApproval"),
        migrations.RunPython(give, migrations.RunPython.noop),
        migrations.RunPython(prepare, migrations.RunPython.noop),
    ]
