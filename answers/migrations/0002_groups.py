"""The four groups of people who work on answers, with what each may do, and the starting checklist.

`docs/permissions.md` says the same in words.
"""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

VIEWED = {
    "answers": (
        "answer question topic contributor revision round candidacy decision citationcheck thread comment "
        "publication event delivery formerslug phrasing doctorquestion citation setasidesource byline "
        "assignment recommendation checklistquestion sitetext synonymgroup missedsearch"
    ),
    "sources": "source notice merge",
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
    "merge_source",
    "add_synonymgroup",
    "change_synonymgroup",
    "delete_synonymgroup",
    "write_sitetext",
    "approve_sitetext",
    "handle_report",
)
MANAGERS = (
    *EDITORS,
    "read_record",
    "add_topic",
    "change_topic",
    "add_contributor",
    "change_contributor",
    "confirm_notice",
    "emergency_answer",
    "assign_answer",
    "add_checklistquestion",
    "change_checklistquestion",
    "redact_answer",
    "revoke_accesskey",
    "view_webhook",
    "add_webhook",
    "change_webhook",
    "erase_report",
)
GROUPS = {
    "Reviewers": REVIEWERS,
    "Medical editors": EDITORS,
    "Managing editors": MANAGERS,
    "Auditors": ("read_record", "confirm_redaction", "view_webhook"),
}
QUESTIONS = (
    "Does the first sentence of the short answer answer the question?",
    "Are harms told as clearly as benefits, each with how many people?",
    "Does the wording sound as sure as the studies are, and no surer?",
    "Could a patient follow every sentence without looking a word up?",
    "Do the most important and the newest studies that you know stand here?",
    "Does it say when to get help at once, where that matters?",
)


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


def ask(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """A starting set, which managing editors change as they like."""
    questions = apps.get_model("answers", "ChecklistQuestion").objects
    for order, text in enumerate(QUESTIONS, start=1):
        questions.create(text=text, order=order * 10)


class Migration(migrations.Migration):
    """Medical editors, reviewers, managing editors, auditors; and what a signer is asked."""

    dependencies = (
        ("answers", "0001_initial"),
        ("sources", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    )
    operations = (
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(ask, migrations.RunPython.noop),
    )
