"""Managing editors choose the rules for a good page; auditors read them."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = {
    "change_gaterules": ("Managing editors",),
    "view_gaterules": ("Managing editors", "Auditors"),
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
    """Who chooses the rules."""

    dependencies = (("answers", "0009_pages_measured"),)
    operations = (migrations.RunPython(give, migrations.RunPython.noop),)
