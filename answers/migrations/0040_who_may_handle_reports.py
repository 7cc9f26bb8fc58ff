"""Medical and managing editors handle what readers tell; managing editors may erase a reader's words at once."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = {
    "handle_report": ("Medical editors", "Managing editors"),
    "erase_report": ("Managing editors",),
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
    """Who may handle reports."""

    dependencies = (("answers", "0039_reports"),)
    operations = (migrations.RunPython(give, migrations.RunPython.noop),)
