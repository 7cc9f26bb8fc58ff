"""Managing editors keep the webhooks; auditors read which there are."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = {
    "add_webhook": ("Managing editors",),
    "change_webhook": ("Managing editors",),
    "view_webhook": ("Managing editors", "Auditors"),
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
    """Who keeps webhooks."""

    dependencies = (("answers", "0037_webhooks"),)
    operations = (migrations.RunPython(give, migrations.RunPython.noop),)
