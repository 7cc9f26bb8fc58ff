"""Medical and managing editors may merge sources; all four groups may read which were merged."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EDITORS = ("Medical editors", "Managing editors")
GROUPS = {
    "view_merge": (*EDITORS, "Reviewers", "Auditors"),
    "merge_source": EDITORS,
}


def give(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are made here too, as Django makes them only after all migrations."""
    config = apps.get_app_config("sources")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for codename, names in GROUPS.items():
        given = permission.objects.get(codename=codename, content_type__app_label="sources")
        for each in group.objects.filter(name__in=names).order_by("pk"):
            each.permissions.add(given)


class Migration(migrations.Migration):
    """Who may merge."""

    dependencies = (
        ("answers", "0007_threads_go_on"),
        ("sources", "0003_merges"),
    )
    operations = (migrations.RunPython(give, migrations.RunPython.noop),)
