"""Texts of the site: editors write and approve them, everybody of the staff reads how they came about."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from answers.models.append_only import GuardAppendOnly

EDITORS = ("Medical editors", "Managing editors")
GROUPS = {
    "view_sitetext": (*EDITORS, "Reviewers", "Auditors"),
    "write_sitetext": EDITORS,
    "approve_sitetext": EDITORS,
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


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0033_word_counts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SiteText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.CharField(choices=[('about', 'About us'), ('terms', 'Terms of use'), ('privacy', 'Privacy'), ('accessibility', 'Accessibility'), ('how-we-work', 'How we work: introduction')], max_length=20, verbose_name='text')),
                ('number', models.PositiveIntegerField()),
                ('written_at', models.DateTimeField()),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('frozen', models.ForeignKey(db_column='content_hash', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'site text',
                'verbose_name_plural': 'site texts',
                'ordering': ('place', '-number'),
                'permissions': (('write_sitetext', 'Can write the texts of the site'), ('approve_sitetext', 'Can approve the texts of the site')),
                'default_permissions': ('view',),
            },
        ),
        migrations.CreateModel(
            name='SiteTextApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content_hash', models.CharField(max_length=64)),
                ('approved_at', models.DateTimeField()),
                ('reviewed_on', models.DateField()),
                ('approved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='approvals', to='answers.sitetext')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'approval of a site text',
                'verbose_name_plural': 'approvals of site texts',
                'ordering': ('text', '-id'),
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='sitetext',
            constraint=models.UniqueConstraint(fields=('place', 'number'), name='a_version_of_a_site_text_is_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='sitetext',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_of_a_site_text_count_from_one'),
        ),
        migrations.AddConstraint(
            model_name='sitetextapproval',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', models.F('written_by')), _negated=True), name='nobody_approves_a_site_text_of_their_own'),
        ),
        GuardAppendOnly('SiteText'),
        GuardAppendOnly('SiteTextApproval'),
        migrations.RunPython(give, migrations.RunPython.noop),
    ]
