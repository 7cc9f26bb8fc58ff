"""The four groups of people who work on answers, with what each may do (design: docs/permissions)."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VIEWED = {
    "answers": (
        "answer question topic contributor revision round candidacy decision citationcheck thread comment "
        "publication event delivery formerslug phrasing doctorquestion citation setasidesource byline"
    ),
    "sources": "source notice",
}

REVIEWERS = ("comment_answer", "check_answer")
EDITORS = (
    *REVIEWERS,
    "add_answer",
    "change_answer",
    "submit_answer",
    "approve_answer",
    "publish_answer",
    "schedule_answer",
    "withdraw_answer",
    "import_answer",
    "add_question",
    "change_question",
    "add_phrasing",
    "change_phrasing",
    "delete_phrasing",
    "add_source",
    "change_source",
)
MANAGERS = (
    *EDITORS,
    "read_record",
    "add_topic",
    "change_topic",
    "add_contributor",
    "change_contributor",
    "confirm_notice",
)
GROUPS = {
    "Reviewers": REVIEWERS,
    "Medical editors": EDITORS,
    "Managing editors": MANAGERS,
    "Auditors": ("read_record",),
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the groups; permissions are made here too, as Django makes them only after all migrations."""
    for label in ("answers", "sources"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    viewing = [
        permission.objects.get(codename=f"view_{model}", content_type__app_label=label)
        for label, models in VIEWED.items()
        for model in models.split()
    ]
    for name, codenames in GROUPS.items():
        made, _created = group.objects.get_or_create(name=name)
        doing = permission.objects.filter(
            codename__in=codenames, content_type__app_label__in=("answers", "sources")
        )
        made.permissions.set([*viewing, *doing])


class Migration(migrations.Migration):
    """Medical editors, reviewers, managing editors, auditors."""

    dependencies = (
        ("answers", "0001_initial"),
        ("sources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    )
    operations = (migrations.RunPython(make_groups, migrations.RunPython.noop),)
