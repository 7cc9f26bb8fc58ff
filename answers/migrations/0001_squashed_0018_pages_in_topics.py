"""Every table of the app as 0001 to 0018 leave it, in one step: what a new database runs in their place.

A database that has some of them goes on with the others, and has this one with the last of them. No row is
moved here, because there is none yet. `tests/test_migrations.py` holds both ways to the same end.
"""

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import simple_history.models
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from answers import search
from answers.models import append_only

VIEWED = {
    "answers": (
        "answer question topic contributor revision round candidacy decision citationcheck thread comment "
        "publication event delivery formerslug phrasing doctorquestion citation setasidesource byline "
        "assignment recommendation checklistquestion sitetext synonymgroup missedsearch term"
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
    "write_term",
    "approve_term",
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
    "view_gaterules",
    "change_gaterules",
)
GROUPS = {
    "Reviewers": REVIEWERS,
    "Medical editors": EDITORS,
    "Managing editors": MANAGERS,
    "Auditors": ("read_record", "confirm_redaction", "view_webhook", "view_gaterules"),
}
QUESTIONS = (
    "Does the first sentence of the short answer answer the question?",
    "Are harms told as clearly as benefits, each with how many people?",
    "Does the wording sound as sure as the studies are, and no surer?",
    "Could a patient follow every sentence without looking a word up?",
    "Do the most important and the newest studies that you know stand here?",
    "Does it say when to get help at once, where that matters?",
)


class CreateTogether(migrations.SeparateDatabaseAndState):
    """Many new models, of which each may point to any other: their tables are made when all are known.

    Django's own operations would compose every model anew for each one that comes to them.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models; they are composed once, by whoever asks for them next."""
        state.__dict__.pop("apps", None)
        super().state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Each table with all that belongs to it."""
        for each in self.state_operations:
            model = to_state.apps.get_model(app_label, each.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Every table goes."""
        for each in reversed(self.state_operations):
            model = from_state.apps.get_model(app_label, each.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        """One line for `migrate` and `sqlmigrate`."""
        return f"Create {len(self.state_operations)} models together"


def prepare_search(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The engine's own tables, with their triggers."""
    search.prepare(schema_editor.connection)


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


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """All that a site begins with; in one operation, because Django composes the models for each."""
    prepare_search(apps, schema_editor)
    make_groups(apps, schema_editor)
    ask(apps, schema_editor)


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('answers', '0001_initial'),
        ('answers', '0002_groups'),
        ('answers', '0003_passed_warnings'),
        ('answers', '0004_where_questions_come_from'),
        ('answers', '0005_last_runs'),
        ('answers', '0006_glossary'),
        ('answers', '0007_benefits_and_harms'),
        ('answers', '0008_signing_in'),
        ('answers', '0009_pages_measured'),
        ('answers', '0010_who_chooses_rules'),
        ('answers', '0011_certainty_of_sentences'),
        ('answers', '0012_related_questions'),
        ('answers', '0013_measures'),
        ('answers', '0014_tallies'),
        ('answers', '0015_lists_of_staff'),
        ('answers', '0016_answers_as_public'),
        ('answers', '0017_answers_by_day_due'),
        ('answers', '0018_pages_in_topics'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('sources', '0001_initial'),
    ]

    operations = [
        CreateTogether(
            state_operations=[
                migrations.CreateModel(
                    name='Topic',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, unique=True, verbose_name='name')),
                        ('slug', models.SlugField(max_length=120, unique=True, verbose_name='address')),
                        ('introduction', models.TextField(blank=True, verbose_name='introduction for patients')),
                        ('emergency_signs', models.TextField(blank=True, help_text='For every answer under this topic that has none of its own, one sign a line. An answer takes them over when it is saved, so that they are reviewed with it.', verbose_name='signs of an emergency')),
                        ('urgent_signs', models.TextField(blank=True, verbose_name='signs to call about today')),
                        ('soon_signs', models.TextField(blank=True, verbose_name='signs to see a doctor about')),
                        ('emergency_signs_needed', models.BooleanField(default=False, help_text='Tick it where a reader of these pages may be in danger and must know when to call.', verbose_name='each page needs an emergency card')),
                        ('in_languages', models.JSONField(blank=True, default=dict, verbose_name='the same in other languages')),
                        ('review_months', models.PositiveSmallIntegerField(blank=True, help_text="Leave empty for the site's own interval. Three years at most.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='review every … months')),
                        ('approvals_needed', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='approvals needed')),
                        ('clinician_needed', models.BooleanField(default=False, verbose_name="one approval must be a clinician's")),
                        ('reading_asked', models.CharField(choices=[('quote only', 'the quote that the writer gave'), ('abstract only', 'the abstract'), ('read the source', 'the source itself')], default='quote only', help_text='What a checker must have read at least, so that a citation counts as checked.', max_length=20, verbose_name='a check must rest on')),
                        ('small_changes_by_anyone', models.BooleanField(default=False, help_text="Where an approval must be a clinician's: whether a change of wording that touches no number, medicine or the like may be signed by any approver.", verbose_name='small changes without a clinician')),
                        ('profile', models.CharField(blank=True, choices=[('starter', 'starter: everything else only warns'), ('full standard', 'full standard: what the standards ask for blocks')], help_text="Leave empty for the site's own choice. A question with several topics follows the strictest.", max_length=20, verbose_name='rules for a good page')),
                        ('severities', models.JSONField(blank=True, default=dict, verbose_name='single rules')),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='answers.topic', verbose_name='part of')),
                        ('responsible', models.ManyToManyField(blank=True, related_name='topics', to=settings.AUTH_USER_MODEL, verbose_name='people responsible')),
                    ],
                    options={
                        'verbose_name': 'topic',
                        'verbose_name_plural': 'topics',
                        'ordering': ('name', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='a_topic_is_not_part_of_itself'), models.CheckConstraint(condition=models.Q(('review_months__isnull', True), ('review_months__range', (1, 36)), _connector='OR'), name='a_topic_is_reviewed_within_three_years'), models.CheckConstraint(condition=models.Q(('approvals_needed__range', (1, 5))), name='a_topic_asks_for_one_to_five_approvals'), models.CheckConstraint(condition=models.Q(('reading_asked__in', ['read the source', 'abstract only', 'quote only'])), name='a_topic_asks_for_a_known_reading'), models.CheckConstraint(condition=models.Q(('profile', ''), ('profile__in', ['starter', 'full standard']), _connector='OR'), name='a_topic_has_a_known_profile')],
                    },
                ),
                migrations.CreateModel(
                    name='Question',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wording', models.CharField(help_text="In a patient's own words.", max_length=300, verbose_name='question')),
                        ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                        ('slug', models.SlugField(allow_unicode=True, max_length=200, verbose_name='address')),
                        ('created_at', models.DateTimeField(verbose_name='created')),
                        ('original', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='translations', to='answers.question', verbose_name='translation of')),
                        ('main_topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='main_questions', to='answers.topic', verbose_name='main topic')),
                        ('topics', models.ManyToManyField(blank=True, related_name='questions', to='answers.topic', verbose_name='further topics')),
                        ('origin', models.CharField(blank=True, choices=[('patients', 'patients asked us'), ('readers', 'readers of this site reported it as missing'), ('clinic', 'doctors or nurses hear it from their patients'), ('group', "a patients' group or help line hears it"), ('searches', 'people search for it'), ('study', 'a study asked patients what they want to know'), ('editors', 'our editors thought of it')], help_text='Pages are for what patients want to know: say how we know that they do.', max_length=20, verbose_name='where it comes from')),
                        ('origin_note', models.CharField(blank=True, help_text='For example how many asked, when and where. Name no patient.', max_length=500, verbose_name='more about that')),
                        ('kind', models.CharField(blank=True, choices=[('treatment', 'a treatment'), ('test', 'a test'), ('condition', 'an illness'), ('living with it', 'living with an illness'), ('other', 'something else')], help_text='A page about a treatment is asked for benefits, harms and other choices.', max_length=20, verbose_name='it is about')),
                    ],
                    options={
                        'verbose_name': 'question',
                        'verbose_name_plural': 'questions',
                        'ordering': ('wording', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('language', 'slug'), name='an_address_leads_to_one_question'), models.UniqueConstraint(condition=models.Q(('original__isnull', False)), fields=('original', 'language'), name='a_question_is_translated_once_into_a_language'), models.CheckConstraint(condition=models.Q(('original__isnull', True), models.Q(('original', models.F('id')), _negated=True), _connector='OR'), name='a_question_is_not_its_own_translation'), models.CheckConstraint(condition=models.Q(models.Q(('wording', ''), _negated=True), models.Q(('slug', ''), _negated=True)), name='a_question_has_words_and_an_address'), models.CheckConstraint(condition=models.Q(('origin', ''), ('origin__in', ['patients', 'readers', 'clinic', 'group', 'searches', 'study', 'editors']), _connector='OR'), name='a_question_has_a_known_origin'), models.CheckConstraint(condition=models.Q(('kind', ''), ('kind__in', ['treatment', 'test', 'condition', 'living with it', 'other']), _connector='OR'), name='a_question_is_of_a_known_kind')],
                        'indexes': [models.Index(fields=['wording', 'id'], name='questions_by_wording')],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('short_answer', models.TextField(blank=True, verbose_name='short answer')),
                        ('certainty', models.CharField(blank=True, choices=[('high', 'We are confident in this.'), ('moderate', 'We are fairly confident in this.'), ('low', 'We are not very sure.'), ('very_low', 'We are very unsure.'), ('expert', 'This is what experts say. It has not been tested well.'), ('none', 'We found no studies.')], max_length=10, verbose_name='how sure are we?')),
                        ('certainty_reason', models.CharField(blank=True, max_length=500, verbose_name='why')),
                        ('research', models.TextField(blank=True, verbose_name='what the research says')),
                        ('unknowns', models.TextField(blank=True, verbose_name='what we do not know')),
                        ('evidence_searched_to', models.DateField(blank=True, null=True, verbose_name='evidence searched up to')),
                        ('search_notes', models.TextField(blank=True, verbose_name='how we searched')),
                        ('drafted_with', models.CharField(blank=True, help_text='Any writing tool that was used, and how its text was checked; else “No writing tool”.', max_length=300, verbose_name='drafted with')),
                        ('translates', models.PositiveIntegerField(default=0, help_text='The version of the original that this text says the same as.', verbose_name="follows the original's version")),
                        ('emergency_signs', models.TextField(blank=True, verbose_name='signs of an emergency')),
                        ('urgent_signs', models.TextField(blank=True, verbose_name='signs to call about today')),
                        ('soon_signs', models.TextField(blank=True, verbose_name='signs to see a doctor about')),
                        ('latest_number', models.PositiveIntegerField(default=0, editable=False)),
                        ('public_state', models.CharField(choices=[('unpublished', 'not public'), ('published', 'public'), ('withdrawn', 'withdrawn')], default='unpublished', max_length=12, verbose_name='public state')),
                        ('withdrawn_reason', models.CharField(blank=True, max_length=500, verbose_name='reason for withdrawing')),
                        ('expires_at', models.DateTimeField(editable=False, null=True, verbose_name='taken down at')),
                        ('expiry_reason', models.CharField(blank=True, editable=False, max_length=500, verbose_name='reason for taking it down')),
                        ('last_reviewed_on', models.DateField(editable=False, null=True, verbose_name='last reviewed')),
                        ('review_due_on', models.DateField(editable=False, null=True, verbose_name='next review due')),
                        ('called_due_on', models.DateField(editable=False, null=True)),
                        ('falls_short_since', models.DateTimeField(editable=False, null=True)),
                        ('is_sample', models.BooleanField(default=False, editable=False, verbose_name='sample content')),
                        ('created_at', models.DateTimeField(editable=False, verbose_name='created')),
                        ('created_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('expiry_set_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('question', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='answer', to='answers.question', verbose_name='question')),
                        ('live_revision', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                        ('how_it_works', models.TextField(blank=True, verbose_name='how it works')),
                        ('no_treatment', models.TextField(blank=True, verbose_name='no treatment or waiting')),
                        ('other_choices', models.TextField(blank=True, verbose_name='other choices')),
                        ('outcomes', models.JSONField(blank=True, default=list, verbose_name='possible benefits and harms')),
                        ('quality_of_life', models.TextField(blank=True, verbose_name='daily life')),
                        ('fails_gates', models.BooleanField(default=False, editable=False)),
                        ('certainties', models.JSONField(blank=True, default=list, verbose_name='how sure we are of single sentences')),
                    ],
                    options={
                        'verbose_name': 'answer',
                        'verbose_name_plural': 'answers',
                        'ordering': ('-created_at', '-id'),
                        'permissions': (('submit_answer', 'Can submit an answer for review'), ('comment_answer', 'Can comment on a revision'), ('check_answer', "Can check an answer's citations"), ('approve_answer', 'Can approve a revision or request changes'), ('assign_answer', 'Can ask people to review'), ('publish_answer', 'Can publish an approved revision'), ('schedule_answer', 'Can schedule an approved revision'), ('withdraw_answer', 'Can withdraw a public answer'), ('emergency_answer', 'Can correct a public answer urgently'), ('import_answer', 'Can import pages'), ('read_record', 'Can read the editorial record'), ('redact_answer', 'Can ask for words to be removed from the record'), ('confirm_redaction', 'Can confirm or refuse the removal of words')),
                        'indexes': [models.Index(condition=models.Q(('falls_short_since__isnull', False)), fields=['falls_short_since', 'id'], name='answers_short_of_rules'), models.Index(fields=['public_state', 'id'], name='answers_of_a_public_state'), models.Index(fields=['is_sample', 'id'], name='answers_that_are_samples'), models.Index(fields=['public_state', 'live_revision', 'latest_number', 'id'], name='answers_as_public'), models.Index(fields=['public_state', 'review_due_on', 'question'], name='answers_by_day_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('public_state', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='a_withdrawn_answer_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at__isnull', True), ('expiry_reason', ''), ('expiry_set_by__isnull', True)), models.Q(('expires_at__isnull', False), ('expiry_set_by__isnull', False), models.Q(('expiry_reason', ''), _negated=True)), _connector='OR'), name='an_expiry_says_when_why_and_who_set_it'), models.CheckConstraint(condition=models.Q(('expires_at__isnull', True), ('public_state', 'published'), _connector='OR'), name='only_a_public_answer_expires'), models.CheckConstraint(condition=models.Q(('review_due_on__isnull', True), ('review_due_on__gt', models.F('last_reviewed_on')), _connector='OR'), name='a_review_is_due_after_the_last_one'), models.CheckConstraint(condition=models.Q(('certainty', ''), ('certainty__in', ('high', 'moderate', 'low', 'very_low', 'expert', 'none')), _connector='OR'), name='certainty_is_one_of_six_wordings'), models.CheckConstraint(condition=models.Q(models.Q(('public_state', 'published'), _negated=True), models.Q(('last_reviewed_on__isnull', False), ('live_revision__isnull', False), ('review_due_on__isnull', False)), _connector='OR'), name='a_public_answer_has_a_live_revision_and_review_dates'), models.CheckConstraint(condition=models.Q(models.Q(('public_state', 'unpublished'), _negated=True), ('live_revision__isnull', True), _connector='OR'), name='an_unpublished_answer_has_no_live_revision')],
                    },
                ),
                migrations.CreateModel(
                    name='PublishedPage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=12)),
                        ('slug', models.CharField(max_length=200)),
                        ('title', models.CharField(max_length=300)),
                        ('summary', models.TextField()),
                        ('certainty', models.CharField(blank=True, max_length=10)),
                        ('last_reviewed_on', models.DateField()),
                        ('text', models.TextField()),
                        ('html', models.TextField()),
                        ('gzip', models.BinaryField()),
                        ('brotli', models.BinaryField()),
                        ('is_packed_best', models.BooleanField(default=False)),
                        ('document', models.BinaryField(default=b'')),
                        ('etag', models.CharField(max_length=64)),
                        ('rendered_at', models.DateTimeField()),
                        ('changed_at', models.DateTimeField()),
                        ('fresh_until', models.DateField(null=True)),
                        ('is_stale', models.BooleanField(default=False)),
                        ('render_version', models.CharField(max_length=64)),
                        ('standing_stamps', models.PositiveBigIntegerField(default=0)),
                        ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='page', to='answers.answer')),
                        ('sources', models.ManyToManyField(related_name='published_pages', to='sources.source')),
                        ('glossary_stamp', models.PositiveBigIntegerField(default=0)),
                        ('terms', models.ManyToManyField(related_name='pages', to='answers.term')),
                        ('is_introduced', models.BooleanField(default=False)),
                        ('naming_stamp', models.PositiveBigIntegerField(default=0)),
                        ('naming_stamps', models.PositiveBigIntegerField(default=0)),
                        ('related', models.ManyToManyField(db_constraint=False, related_name='named_on', to='answers.publishedpage')),
                    ],
                    options={
                        'ordering': ('title', 'id'),
                        'indexes': [models.Index(django.db.models.functions.text.Lower('title'), models.F('id'), name='pages_by_title'), models.Index(fields=['-last_reviewed_on', '-id'], name='pages_reviewed_last'), models.Index(condition=models.Q(('is_packed_best', False)), fields=['id'], name='pages_to_pack'), models.Index(condition=models.Q(('is_introduced', False)), fields=['id'], name='pages_to_introduce')],
                        'constraints': [models.UniqueConstraint(fields=('language', 'slug'), name='a_page_stands_at_one_address')],
                    },
                ),
                migrations.CreateModel(
                    name='Purge',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message_id', models.CharField(max_length=200, unique=True)),
                        ('state', models.CharField(choices=[('owed', 'owed'), ('sent', 'sent'), ('given up', 'given up'), ('not wanted', 'not wanted by the person')], default='owed', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('key', models.CharField(max_length=40)),
                    ],
                    options={
                        'verbose_name': 'purge',
                        'verbose_name_plural': 'purges',
                        'ordering': ('next_try_at', 'id'),
                    },
                ),
                migrations.CreateModel(
                    name='FrozenText',
                    fields=[
                        ('digest', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('text', models.TextField()),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('digest__regex', '^[0-9a-f]{64}$')), name='a_frozen_text_stands_under_a_sha256')],
                    },
                ),
                migrations.CreateModel(
                    name='Revision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('saved_at', models.DateTimeField()),
                        ('origin', models.CharField(choices=[('saved', 'saved'), ('imported', 'imported'), ('restored', 'restored'), ('suggestion', 'suggestion accepted'), ('newer', 'newer edition')], default='saved', max_length=12)),
                        ('note', models.CharField(blank=True, max_length=500)),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='answers.answer')),
                        ('frozen', models.ForeignKey(db_column='content_hash', on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='answers.frozentext')),
                        ('restored_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                        ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('answer', '-number'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'number'), name='a_revision_number_is_used_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='revisions_count_from_one'), models.CheckConstraint(condition=models.Q(('restored_from__isnull', True), ('origin', 'restored'), _connector='OR'), name='only_a_restored_revision_names_another')],
                    },
                ),
                migrations.CreateModel(
                    name='Publication',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('version', models.PositiveIntegerField()),
                        ('renewal', models.PositiveSmallIntegerField(default=0)),
                        ('kind', models.CharField(choices=[('published', 'published'), ('confirmed', 'confirmed unchanged'), ('corrected', 'corrected urgently'), ('second check', 'checked by a second person')], default='published', max_length=12)),
                        ('reason', models.CharField(blank=True, max_length=500)),
                        ('published_at', models.DateTimeField()),
                        ('last_reviewed_on', models.DateField()),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='answers.answer')),
                        ('published_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='answers.revision')),
                    ],
                    options={
                        'ordering': ('answer', '-version', '-renewal'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'version', 'renewal'), name='a_public_version_is_numbered_once'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('confirmed', 'second check')), ('renewal__gte', 1)), models.Q(('kind__in', ('published', 'corrected')), ('renewal', 0)), _connector='OR'), name='only_a_later_signature_renews_a_version'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'corrected'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='an_urgent_correction_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Report',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('mistake', 'a mistake'), ('missing', 'something missing'), ('question', 'a new question')], max_length=10, verbose_name='kind')),
                        ('could_harm', models.BooleanField(default=False, verbose_name='could harm someone')),
                        ('place', models.CharField(blank=True, max_length=64)),
                        ('received_at', models.DateTimeField(verbose_name='received')),
                        ('key', models.CharField(max_length=64, unique=True)),
                        ('state', models.CharField(choices=[('new', 'new'), ('taken', 'taken'), ('confirmed', 'a mistake indeed, to be corrected'), ('closed', 'closed')], default='new', max_length=10, verbose_name='state')),
                        ('closed_at', models.DateTimeField(null=True, verbose_name='closed')),
                        ('outcome', models.CharField(blank=True, choices=[('nothing to do', 'nothing to do'), ('corrected', 'corrected'), ('drafted', 'made a draft'), ('unfit', 'not meant for us')], max_length=13, verbose_name='outcome')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='answers.answer')),
                        ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.answer')),
                        ('handled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.publication')),
                        ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'report from a reader',
                        'verbose_name_plural': 'reports from readers',
                        'ordering': ('-received_at', '-id'),
                        'permissions': (('handle_report', 'Can handle reports from readers'), ('erase_report', 'Can erase the words of a report at once')),
                        'indexes': [models.Index(condition=models.Q(('state', 'closed'), _negated=True), fields=['received_at', 'id'], name='open_reports')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ('mistake', 'missing', 'question'))), name='a_report_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('could_harm', False), ('kind', 'mistake'), _connector='OR'), name='only_a_mistake_could_harm'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('kind', 'mistake'), _connector='OR'), name='only_a_mistake_is_confirmed'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state', 'closed'), models.Q(('outcome', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('outcome', '')), _connector='OR'), name='a_closed_report_says_when_and_how'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'nothing to do'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='a_report_with_nothing_to_do_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', True), ('place', ''), ('revision__isnull', True)), models.Q(('answer__isnull', False), ('revision__isnull', False)), _connector='OR'), name='a_report_on_a_page_names_its_text'), models.CheckConstraint(condition=models.Q(models.Q(('handled_by__isnull', True), ('state', 'new')), models.Q(('handled_by__isnull', False), ('state__in', ('taken', 'confirmed', 'closed'))), _connector='OR'), name='a_new_report_is_nobodys'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'corrected'), ('publication__isnull', False)), models.Q(models.Q(('outcome', 'corrected'), _negated=True), ('publication__isnull', True)), _connector='OR'), name='a_corrected_report_names_its_version'), models.CheckConstraint(condition=models.Q(models.Q(('draft__isnull', False), ('outcome', 'drafted')), models.Q(models.Q(('outcome', 'drafted'), _negated=True), ('draft__isnull', True)), _connector='OR'), name='a_drafted_report_names_its_draft')],
                    },
                ),
                migrations.CreateModel(
                    name='SearchWord',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('word', models.CharField(max_length=40, unique=True)),
                        ('stem', models.CharField(db_index=True, max_length=40)),
                        ('pages', models.IntegerField()),
                        ('groups', models.IntegerField(default=0)),
                    ],
                    options={
                        'ordering': ('word',),
                    },
                ),
                migrations.CreateModel(
                    name='Webhook',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(help_text='Who hears of it, such as “Hospital site”.', max_length=100, unique=True, verbose_name='name')),
                        ('address', models.CharField(help_text='Begins with https:// and stands on the public internet.', max_length=300, unique=True, verbose_name='address')),
                        ('wants_published', models.BooleanField(default=True, verbose_name='an answer is published')),
                        ('wants_corrected', models.BooleanField(default=True, verbose_name='an answer is corrected urgently or redacted')),
                        ('wants_withdrawn', models.BooleanField(default=True, verbose_name='an answer is withdrawn')),
                        ('wants_standing', models.BooleanField(default=True, verbose_name='the standing of a cited source changes')),
                        ('is_on', models.BooleanField(default=True, verbose_name='is switched on')),
                        ('salt', models.CharField(editable=False, max_length=64)),
                        ('mark', models.CharField(editable=False, max_length=16)),
                        ('former_salt', models.CharField(blank=True, editable=False, max_length=64)),
                        ('former_mark', models.CharField(blank=True, editable=False, max_length=16)),
                        ('rotated_at', models.DateTimeField(editable=False, null=True)),
                        ('listens_since', models.DateTimeField(editable=False)),
                        ('last_sent_at', models.DateTimeField(editable=False, null=True)),
                        ('failing_since', models.DateTimeField(editable=False, null=True)),
                        ('problem', models.CharField(blank=True, editable=False, max_length=500)),
                    ],
                    options={
                        'verbose_name': 'webhook',
                        'verbose_name_plural': 'webhooks',
                        'ordering': ('name', 'id'),
                    },
                ),
                migrations.CreateModel(
                    name='Helpfulness',
                    fields=[
                        ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='helpfulness', serialize=False, to='answers.answer')),
                        ('helpful', models.PositiveIntegerField(default=0)),
                        ('unhelpful', models.PositiveIntegerField(default=0)),
                    ],
                    options={
                        'verbose_name': 'helpfulness',
                        'verbose_name_plural': 'helpfulness',
                        'ordering': ('answer',),
                    },
                ),
                migrations.CreateModel(
                    name='Round',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveIntegerField()),
                        ('opened_at', models.DateTimeField()),
                        ('approvals_needed', models.PositiveSmallIntegerField()),
                        ('clinician_needed', models.BooleanField()),
                        ('note', models.CharField(blank=True, max_length=500)),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='answers.answer')),
                        ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='answers.revision')),
                    ],
                    options={
                        'ordering': ('answer', '-number'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'number'), name='a_round_number_is_used_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Invitation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asked_at', models.DateTimeField()),
                        ('due_on', models.DateField(verbose_name='by')),
                        ('expires_at', models.DateTimeField()),
                        ('name', models.CharField(blank=True, max_length=200, verbose_name='name')),
                        ('address', models.EmailField(blank=True, max_length=250, verbose_name='mail address')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='a word to them')),
                        ('sentences', models.JSONField(default=list)),
                        ('seed', models.CharField(max_length=64)),
                        ('token_hash', models.CharField(max_length=64, unique=True)),
                        ('finished_at', models.DateTimeField(null=True)),
                        ('ended_at', models.DateTimeField(null=True)),
                        ('end', models.CharField(blank=True, choices=[('revoked', 'link revoked'), ('declined', 'cannot do it')], max_length=10)),
                        ('renewal_asked_at', models.DateTimeField(null=True)),
                        ('told_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to='answers.round')),
                    ],
                    options={
                        'verbose_name': 'invitation',
                        'verbose_name_plural': 'invitations',
                        'ordering': ('round', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('end', ''), ('ended_at__isnull', True)), models.Q(('end__in', ('revoked', 'declined')), ('ended_at__isnull', False)), _connector='OR'), name='an_ended_invitation_says_how')],
                    },
                ),
                migrations.CreateModel(
                    name='Advice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claim_hash', models.CharField(max_length=64)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('verdict', models.CharField(choices=[('supports', 'supported'), ('partly supports', 'partly'), ('does not support', 'no'), ('could not get it', 'cannot get the source'), ('needs no citation', 'right as it stands'), ('must be fixed', 'should be changed'), ('not my field', 'not my field')], max_length=20)),
                        ('reading', models.CharField(blank=True, choices=[('read the source', 'read the source'), ('abstract only', 'abstract only'), ('quote only', 'quote only')], max_length=20)),
                        ('reason', models.CharField(blank=True, max_length=500)),
                        ('given_at', models.DateTimeField()),
                        ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='sources.source')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='answers.answer')),
                        ('invitation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='answers.invitation')),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='advice', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'outside advice',
                        'verbose_name_plural': 'outside advice',
                        'ordering': ('invitation', 'given_at', 'id'),
                        'indexes': [models.Index(fields=['answer', 'fingerprint'], name='advice_on_a_citation')],
                        'constraints': [models.CheckConstraint(condition=models.Q(('verdict', 'not my field'), models.Q(('source__isnull', True), ('verdict__in', ('needs no citation', 'must be fixed'))), models.Q(('source__isnull', False), ('verdict__in', ('supports', 'partly supports', 'does not support', 'could not get it'))), _connector='OR'), name='advice_on_a_citation_names_its_source')],
                    },
                ),
                migrations.CreateModel(
                    name='Contributor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=200, verbose_name='name')),
                        ('role', models.CharField(help_text='For example: medical editor, hematologist.', max_length=120, verbose_name='role')),
                        ('credentials', models.CharField(blank=True, help_text='For example: MD, PhD. Leave empty for somebody who is not a health professional.', max_length=200, verbose_name='credentials')),
                        ('is_clinician', models.BooleanField(default=False, verbose_name='is a clinician')),
                        ('interests', models.TextField(blank=True, help_text='Money, work or ties that a reader should know of. Write “None” when there are none.', verbose_name='declared interests')),
                        ('interests_declared_on', models.DateField(blank=True, null=True, verbose_name='declared on')),
                        ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributor', to=settings.AUTH_USER_MODEL, verbose_name='account')),
                    ],
                    options={
                        'verbose_name': 'contributor',
                        'verbose_name_plural': 'contributors',
                        'ordering': ('name', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('interests', ''), ('interests_declared_on__isnull', False), _connector='OR'), name='declared_interests_have_a_date'), models.CheckConstraint(condition=models.Q(('is_clinician', False), models.Q(('credentials', ''), _negated=True), _connector='OR'), name='a_clinician_has_credentials')],
                    },
                ),
                migrations.CreateModel(
                    name='Byline',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='answers.answer')),
                        ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='answers.contributor', verbose_name='written by')),
                    ],
                    options={
                        'verbose_name': 'byline',
                        'verbose_name_plural': 'bylines',
                        'ordering': ('answer', 'order', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'contributor'), name='a_contributor_is_named_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Digest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message_id', models.CharField(max_length=200, unique=True)),
                        ('state', models.CharField(choices=[('owed', 'owed'), ('sent', 'sent'), ('given up', 'given up'), ('not wanted', 'not wanted by the person')], default='owed', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('day', models.DateField()),
                        ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='digests', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'daily mail',
                        'verbose_name_plural': 'daily mails',
                        'ordering': ('next_try_at', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('recipient', 'day'), name='a_person_has_one_daily_mail_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='DoctorQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                        ('text', models.CharField(max_length=300, verbose_name='question')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='doctor_questions', to='answers.answer')),
                    ],
                    options={
                        'verbose_name': 'doctor question',
                        'verbose_name_plural': 'doctor questions',
                        'ordering': ('answer', 'order', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'order'), name='two_doctor_questions_do_not_share_a_place'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_doctor_question_has_words')],
                    },
                ),
                migrations.CreateModel(
                    name='CitationCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claim_hash', models.CharField(max_length=64)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('verdict', models.CharField(choices=[('supports', 'supports the sentence'), ('partly supports', 'supports part of it'), ('does not support', 'does not support it'), ('could not get it', 'could not get the source'), ('needs no citation', 'needs no citation'), ('must be fixed', 'must be fixed')], max_length=20)),
                        ('reading', models.CharField(blank=True, choices=[('read the source', 'read the source'), ('abstract only', 'abstract only'), ('quote only', 'quote only')], max_length=20)),
                        ('place', models.CharField(blank=True, max_length=250)),
                        ('reason', models.CharField(blank=True, max_length=500)),
                        ('role', models.CharField(max_length=120)),
                        ('credentials', models.CharField(blank=True, max_length=200)),
                        ('checked_at', models.DateTimeField()),
                        ('advice', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='check_made', to='answers.advice')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='answers.answer')),
                        ('carried_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='carried_to', to='answers.citationcheck')),
                        ('checker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to=settings.AUTH_USER_MODEL)),
                        ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='sources.source')),
                        ('quote', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='answers.revision')),
                    ],
                    options={
                        'ordering': ('answer', 'checked_at', 'id'),
                        'indexes': [models.Index(fields=['answer', 'fingerprint'], name='checks_of_a_citation')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('source__isnull', True), ('verdict__in', ('needs no citation', 'must be fixed'))), models.Q(('source__isnull', False), ('verdict__in', ('supports', 'partly supports', 'does not support', 'could not get it'))), _connector='OR'), name='a_check_of_a_citation_names_its_source'), models.CheckConstraint(condition=models.Q(('carried_from__isnull', True), ('verdict__in', ('supports', 'needs no citation')), _connector='OR'), name='only_a_good_check_is_carried_over'), models.CheckConstraint(condition=models.Q(models.Q(('verdict__in', ('supports', 'partly supports')), _negated=True), ('quote__isnull', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='support_rests_on_a_quote_or_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('verdict__in', ('supports', 'partly supports')), _negated=True), models.Q(('reading', ''), _negated=True), _connector='OR'), name='support_says_what_was_read')],
                    },
                ),
                migrations.CreateModel(
                    name='GateRules',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('profile', models.CharField(choices=[('starter', 'starter: everything else only warns'), ('full standard', 'full standard: what the standards ask for blocks')], default='starter', max_length=20, verbose_name='profile')),
                        ('severities', models.JSONField(blank=True, default=dict, verbose_name='single rules')),
                        ('measured_to', models.PositiveBigIntegerField(editable=False, null=True)),
                        ('measured_under', models.CharField(blank=True, editable=False, max_length=64)),
                    ],
                    options={
                        'verbose_name': 'rules for a good page',
                        'verbose_name_plural': 'rules for a good page',
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='the_site_has_one_set_of_rules'), models.CheckConstraint(condition=models.Q(('profile__in', ['starter', 'full standard'])), name='the_site_has_a_known_profile')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalSynonymGroup',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('lay and medical', 'everyday and medical words'), ('brand and generic', 'brand and generic names'), ('short and long', 'short forms'), ('spelling', 'ways to spell it')], default='lay and medical', max_length=20, verbose_name='kind')),
                        ('words', models.TextField(help_text='Two or more, one on a line. Plurals and endings are found by themselves.', max_length=2000, verbose_name='words')),
                        ('note', models.CharField(blank=True, help_text='For colleagues: where it holds, and where not.', max_length=300, verbose_name='note')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'historical synonyms',
                        'verbose_name_plural': 'historical synonyms',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='Thread',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('comment', 'comment'), ('must-fix', 'must-fix'), ('suggestion', 'suggestion')], default='comment', max_length=12, verbose_name='kind')),
                        ('status', models.CharField(choices=[('open', 'open'), ('resolved', 'resolved')], default='open', max_length=12, verbose_name='status')),
                        ('block', models.CharField(blank=True, max_length=20)),
                        ('start', models.PositiveIntegerField(null=True)),
                        ('end', models.PositiveIntegerField(null=True)),
                        ('quote', models.TextField(blank=True)),
                        ('prefix', models.CharField(blank=True, max_length=100)),
                        ('suffix', models.CharField(blank=True, max_length=100)),
                        ('replacement', models.TextField(blank=True, verbose_name='replace with')),
                        ('opened_at', models.DateTimeField()),
                        ('resolved_at', models.DateTimeField(null=True)),
                        ('outcome', models.CharField(blank=True, choices=[('accepted', 'accepted'), ('declined', 'declined')], max_length=12)),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='answers.answer')),
                        ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='answers.invitation')),
                        ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='threads', to=settings.AUTH_USER_MODEL)),
                        ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('resolved_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='threads', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'thread',
                        'verbose_name_plural': 'threads',
                        'ordering': ('answer', 'opened_at', 'id'),
                        'indexes': [models.Index(condition=models.Q(('status', 'open')), fields=['opened_at', 'id'], name='open_threads')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('invitation__isnull', True), ('opened_by__isnull', False)), models.Q(('invitation__isnull', False), ('kind', 'comment'), ('opened_by__isnull', True)), _connector='OR'), name='a_thread_is_opened_by_one_person'), models.CheckConstraint(condition=models.Q(models.Q(('block', ''), ('end__isnull', True), ('start__isnull', True)), models.Q(models.Q(('block', ''), _negated=True), ('start__lt', models.F('end')), models.Q(('quote', ''), _negated=True)), _connector='OR'), name='a_thread_speaks_of_a_passage_or_of_the_page'), models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('resolved_by__isnull', True), ('status', 'open')), models.Q(('resolved_at__isnull', False), ('resolved_by__isnull', False), ('status', 'resolved')), _connector='OR'), name='a_resolved_thread_says_who_and_when'), models.CheckConstraint(condition=models.Q(('status', 'resolved'), models.Q(('outcome', ''), ('resolved_in__isnull', True)), _connector='OR'), name='an_open_thread_has_no_outcome'), models.CheckConstraint(condition=models.Q(('outcome', ''), ('kind', 'suggestion'), _connector='OR'), name='only_a_suggestion_is_accepted_or_declined'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'accepted'), _negated=True), ('resolved_in__isnull', False), _connector='OR'), name='an_accepted_suggestion_names_its_revision'), models.CheckConstraint(condition=models.Q(('block__in', ('', 'question', 'short_answer', 'certainty_reason', 'emergency_signs', 'urgent_signs', 'soon_signs', 'research', 'how_it_works', 'outcomes', 'no_treatment', 'other_choices', 'quality_of_life', 'unknowns', 'doctor_questions'))), name='a_thread_stands_in_a_part_of_the_page')],
                    },
                ),
                migrations.CreateModel(
                    name='Comment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('written_at', models.DateTimeField()),
                        ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                        ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='answers.invitation')),
                        ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='answers.thread')),
                    ],
                    options={
                        'ordering': ('thread', 'written_at', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('author__isnull', False), ('invitation__isnull', True)), models.Q(('author__isnull', True), ('invitation__isnull', False)), _connector='OR'), name='a_comment_is_one_persons')],
                    },
                ),
                migrations.CreateModel(
                    name='KeptReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(max_length=200)),
                        ('request_digest', models.CharField(max_length=64)),
                        ('status', models.PositiveSmallIntegerField(default=0)),
                        ('body', models.TextField(blank=True)),
                        ('kept_at', models.DateTimeField(db_index=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('person', 'key'), name='a_person_uses_an_idempotency_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ListStamp',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('value', models.UUIDField()),
                        ('taken_back', models.UUIDField(null=True)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='the_lists_have_one_stamp')],
                    },
                ),
                migrations.CreateModel(
                    name='LogHead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('sequence', models.PositiveBigIntegerField(default=0)),
                        ('hash', models.CharField(default='0000000000000000000000000000000000000000000000000000000000000000', max_length=64)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='the_log_has_one_head')],
                    },
                ),
                migrations.CreateModel(
                    name='MailChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asked', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day, all in one mail'), ('never', 'never')], default='at once', max_length=12, verbose_name='Somebody asks me to review, check or decide')),
                        ('decisions', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day, all in one mail'), ('never', 'never')], default='at once', max_length=12, verbose_name='Somebody decides on a text of mine')),
                        ('comments', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day, all in one mail'), ('never', 'never')], default='at once', max_length=12, verbose_name='Somebody mentions me in a comment')),
                        ('public', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day, all in one mail'), ('never', 'never')], default='once a day', max_length=12, verbose_name='A text of mine is published or confirmed')),
                        ('sources', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day, all in one mail'), ('never', 'never')], default='at once', max_length=12, verbose_name='A source of a text of mine gets a notice or a newer edition')),
                        ('readers', models.CharField(choices=[('at once', 'at once'), ('once a day', 'once a day, all in one mail'), ('never', 'never')], default='once a day', max_length=12, verbose_name='A reader reports something, or asks a question')),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='mail_choice', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'mail setting',
                        'verbose_name_plural': 'mail settings',
                        'ordering': ('person',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('asked__in', ['at once', 'once a day', 'never'])), name='mail_about_asked_has_a_known_pace'), models.CheckConstraint(condition=models.Q(('decisions__in', ['at once', 'once a day', 'never'])), name='mail_about_decisions_has_a_known_pace'), models.CheckConstraint(condition=models.Q(('comments__in', ['at once', 'once a day', 'never'])), name='mail_about_comments_has_a_known_pace'), models.CheckConstraint(condition=models.Q(('public__in', ['at once', 'once a day', 'never'])), name='mail_about_public_has_a_known_pace'), models.CheckConstraint(condition=models.Q(('sources__in', ['at once', 'once a day', 'never'])), name='mail_about_sources_has_a_known_pace'), models.CheckConstraint(condition=models.Q(('readers__in', ['at once', 'once a day', 'never'])), name='mail_about_readers_has_a_known_pace')],
                    },
                ),
                migrations.CreateModel(
                    name='Mention',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('comment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to='answers.comment')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('comment', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('comment', 'person'), name='a_comment_names_a_person_once')],
                    },
                ),
                migrations.CreateModel(
                    name='MissedSearch',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fingerprint', models.CharField(max_length=64, unique=True)),
                        ('words', models.CharField(blank=True, max_length=100, verbose_name='searched for')),
                        ('days', models.PositiveIntegerField(default=1, verbose_name='on days')),
                        ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
                        ('last_on', models.DateField(verbose_name='last on')),
                    ],
                    options={
                        'verbose_name': 'search that found nothing',
                        'verbose_name_plural': 'searches that found nothing',
                        'ordering': ('-days', '-times', 'id'),
                        'indexes': [models.Index(fields=['last_on'], name='missed_searches_by_day')],
                    },
                ),
                migrations.CreateModel(
                    name='PartlyAccepted',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(max_length=500)),
                        ('accepted_at', models.DateTimeField()),
                        ('check_accepted', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acceptance', to='answers.citationcheck')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('id',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='an_acceptance_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='SearchEntry',
                    fields=[
                        ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='answers.publishedpage')),
                        ('texts', models.JSONField(default=dict)),
                        ('studies', models.JSONField(default=list)),
                        ('words', models.TextField(blank=True)),
                        ('version', models.CharField(db_index=True, max_length=16)),
                        ('digest', models.CharField(max_length=64)),
                    ],
                    options={
                        'verbose_name_plural': 'search entries',
                    },
                ),
                migrations.CreateModel(
                    name='Phrasing',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=300, verbose_name='other phrasing')),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phrasings', to='answers.question')),
                    ],
                    options={
                        'verbose_name': 'other phrasing',
                        'verbose_name_plural': 'other phrasings',
                        'ordering': ('text', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('question', 'text'), name='a_phrasing_is_listed_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FormerSlug',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=12)),
                        ('slug', models.SlugField(allow_unicode=True, max_length=200)),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_slugs', to='answers.question')),
                    ],
                    options={
                        'ordering': ('slug', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('language', 'slug'), name='a_former_address_leads_to_one_question')],
                    },
                ),
                migrations.CreateModel(
                    name='Recheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('called_at', models.DateTimeField()),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rechecks', to='answers.answer')),
                        ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rechecks', to='sources.notice')),
                    ],
                    options={
                        'verbose_name': 're-check',
                        'verbose_name_plural': 're-checks',
                        'ordering': ('answer', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('notice', 'answer'), name='an_answer_is_called_once_for_a_notice')],
                    },
                ),
                migrations.CreateModel(
                    name='RedactionRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('passage', models.TextField(blank=True, verbose_name='the words to remove')),
                        ('ground', models.CharField(max_length=300, verbose_name='legal ground')),
                        ('asked_at', models.DateTimeField()),
                        ('state', models.CharField(choices=[('asked', 'asked for'), ('done', 'removed'), ('refused', 'refused')], default='asked', max_length=10, verbose_name='state')),
                        ('decided_at', models.DateTimeField(null=True)),
                        ('refusal', models.CharField(blank=True, max_length=300, verbose_name='why it was refused')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redaction_requests', to='answers.answer')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'request for a redaction',
                        'verbose_name_plural': 'requests for redactions',
                        'ordering': ('-asked_at', '-id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='a_redaction_names_its_ground'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='a_redaction_is_decided_by_another_person'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('state', 'asked'), models.Q(('passage', ''), _negated=True)), models.Q(('decided_by__isnull', False), ('passage', ''), ('state__in', ('done', 'refused'))), _connector='OR'), name='only_an_open_request_keeps_the_words'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='a_refused_redaction_says_why')],
                    },
                ),
                migrations.CreateModel(
                    name='Redaction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('remaining_digest', models.CharField(max_length=64)),
                        ('ground', models.CharField(max_length=300)),
                        ('redacted_at', models.DateTimeField()),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('frozen', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='answers.frozentext')),
                        ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='redactions', to='answers.redactionrequest')),
                    ],
                    options={
                        'verbose_name': 'redaction',
                        'verbose_name_plural': 'redactions',
                        'ordering': ('-redacted_at', '-id'),
                        'constraints': [models.UniqueConstraint(fields=('frozen', 'request'), name='a_text_is_redacted_once_for_a_request'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('confirmed_by')), _negated=True), name='a_redaction_takes_two_people')],
                    },
                ),
                migrations.CreateModel(
                    name='ReportText',
                    fields=[
                        ('report', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='words', serialize=False, to='answers.report')),
                        ('text', models.TextField(verbose_name='words of the reader')),
                        ('page', models.CharField(blank=True, max_length=300, verbose_name='the page, as the reader named it')),
                    ],
                    options={
                        'verbose_name': 'words of a reader',
                        'verbose_name_plural': 'words of readers',
                        'ordering': ('report',),
                    },
                ),
                migrations.CreateModel(
                    name='Look',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('looked_at', models.DateTimeField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='looks', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'look',
                        'verbose_name_plural': 'looks',
                        'ordering': ('revision', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('revision', 'person'), name='a_look_of_a_person_is_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('sequence', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                        ('verb', models.CharField(max_length=40)),
                        ('at', models.DateTimeField()),
                        ('record', models.TextField()),
                        ('hash', models.CharField(max_length=64, unique=True)),
                        ('answer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='answers.answer')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'event',
                        'verbose_name_plural': 'events',
                        'ordering': ('-sequence',),
                    },
                ),
                migrations.CreateModel(
                    name='Credit',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('how', models.CharField(choices=[('saved', 'saved the text'), ('imported', 'imported the page'), ('suggested', 'wrote an accepted suggestion'), ('restored', 'wrote the restored text')], max_length=12)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='answers.revision')),
                    ],
                    options={
                        'ordering': ('revision', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('revision', 'person', 'how'), name='a_credit_is_given_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Recommendation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('competing', models.CharField(blank=True, choices=[('none', 'no competing interests in this answer'), ('some', 'competing interests, named')], max_length=8)),
                        ('content_hash', models.CharField(max_length=64)),
                        ('kind', models.CharField(choices=[('approve', 'approve it'), ('small changes', 'approve it after small changes'), ('needs changes', 'it needs changes'), ('not my field', 'not my field')], max_length=20)),
                        ('role', models.CharField(max_length=120)),
                        ('credentials', models.CharField(blank=True, max_length=200)),
                        ('is_clinician', models.BooleanField()),
                        ('recommended_at', models.DateTimeField()),
                        ('checklist', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('competing_text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('interests', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='answers.invitation')),
                        ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='answers.revision')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='answers.round')),
                    ],
                    options={
                        'verbose_name': 'recommendation',
                        'verbose_name_plural': 'recommendations',
                        'ordering': ('round', 'recommended_at', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('invitation__isnull', True), ('person__isnull', False)), models.Q(('invitation__isnull', False), ('person__isnull', True)), _connector='OR'), name='a_recommendation_is_one_persons'), models.CheckConstraint(condition=models.Q(('kind__in', ('approve', 'small changes', 'needs changes', 'not my field'))), name='a_recommendation_says_what'), models.CheckConstraint(condition=models.Q(('kind__in', ('approve', 'not my field')), ('note__isnull', False), _connector='OR'), name='advice_to_change_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('competing', 'some'), ('competing_text__isnull', False)), models.Q(('competing__in', ('', 'none')), ('competing_text__isnull', True)), _connector='OR'), name='a_recommendation_names_its_competing_interests')],
                    },
                ),
                migrations.CreateModel(
                    name='Decision',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('competing', models.CharField(blank=True, choices=[('none', 'no competing interests in this answer'), ('some', 'competing interests, named')], max_length=8)),
                        ('content_hash', models.CharField(max_length=64)),
                        ('kind', models.CharField(choices=[('approved', 'approved'), ('changes requested', 'changes requested'), ('corrected urgently', 'corrected urgently')], max_length=20)),
                        ('scope', models.CharField(blank=True, choices=[('whole page', 'whole page reviewed'), ('this change only', 'this change only')], max_length=20)),
                        ('role', models.CharField(max_length=120)),
                        ('credentials', models.CharField(blank=True, max_length=200)),
                        ('is_clinician', models.BooleanField()),
                        ('decided_at', models.DateTimeField()),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to=settings.AUTH_USER_MODEL)),
                        ('checklist', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('competing_text', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('interests', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('note', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='answers.revision')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='answers.round')),
                    ],
                    options={
                        'ordering': ('round', 'decided_at', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('round', 'person'), name='a_person_decides_once_in_a_round'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('changes requested', 'corrected urgently')), ('scope', '')), models.Q(('kind', 'approved'), ('scope__in', ('whole page', 'this change only'))), _connector='OR'), name='an_approval_says_what_was_reviewed'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'changes requested'), _negated=True), ('note__isnull', False), _connector='OR'), name='a_request_for_changes_says_what'), models.CheckConstraint(condition=models.Q(('kind', 'changes requested'), ('interests__isnull', False), _connector='OR'), name='a_signature_names_declared_interests'), models.CheckConstraint(condition=models.Q(models.Q(('competing', 'some'), ('competing_text__isnull', False)), models.Q(('competing__in', ('', 'none')), ('competing_text__isnull', True)), _connector='OR'), name='a_decision_names_its_competing_interests')],
                    },
                ),
                migrations.CreateModel(
                    name='Candidacy',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('stage', models.CharField(choices=[('in review', 'in review'), ('changes requested', 'changes requested'), ('approved', 'approved'), ('scheduled', 'scheduled'), ('publish failed', 'publish failed'), ('live', 'live'), ('superseded', 'superseded by a newer revision'), ('taken back', 'taken back by its author'), ('ended', 'no longer live')], default='in review', max_length=20, verbose_name='stage')),
                        ('publish_at', models.DateTimeField(null=True, verbose_name='goes live at')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='what changed, for readers')),
                        ('second_check_due_on', models.DateField(null=True, verbose_name='second check due')),
                        ('failure', models.TextField(blank=True)),
                        ('moved_at', models.DateTimeField()),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='answers.answer')),
                        ('scheduled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='answers.revision')),
                        ('round', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='candidacy', to='answers.round')),
                    ],
                    options={
                        'verbose_name': 'candidacy',
                        'verbose_name_plural': 'candidacies',
                        'ordering': ('-moved_at', '-id'),
                        'indexes': [models.Index(fields=['stage', 'moved_at', 'id'], name='candidacies_of_a_stage'), models.Index(condition=models.Q(('second_check_due_on__isnull', False)), fields=['second_check_due_on', 'id'], name='second_checks_owed')],
                        'constraints': [models.UniqueConstraint(condition=models.Q(('stage__in', ('in review', 'changes requested', 'approved'))), fields=('answer',), name='one_revision_of_an_answer_is_in_review'), models.UniqueConstraint(condition=models.Q(('stage__in', ('scheduled', 'publish failed'))), fields=('answer',), name='one_revision_of_an_answer_is_scheduled'), models.UniqueConstraint(condition=models.Q(('stage', 'live')), fields=('answer',), name='one_revision_of_an_answer_is_live'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'scheduled'), _negated=True), models.Q(('publish_at__isnull', False), ('scheduled_by__isnull', False)), _connector='OR'), name='a_scheduled_revision_has_a_moment'), models.CheckConstraint(condition=models.Q(models.Q(('stage', 'publish failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='a_failed_publication_says_why'), models.CheckConstraint(condition=models.Q(('second_check_due_on__isnull', True), ('stage', 'live'), _connector='OR'), name='only_a_live_revision_awaits_a_second_check'), models.CheckConstraint(condition=models.Q(('stage__in', ['in review', 'changes requested', 'approved', 'scheduled', 'publish failed', 'live', 'superseded', 'taken back', 'ended'])), name='a_candidacy_stands_at_a_known_stage')],
                    },
                ),
                migrations.CreateModel(
                    name='Assignment',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('check citations', 'check the citations'), ('review', 'review and recommend'), ('approve', 'approve or ask for changes')], max_length=20, verbose_name='part')),
                        ('asked_at', models.DateTimeField()),
                        ('due_on', models.DateField(verbose_name='due')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='a word to them')),
                        ('state', models.CharField(choices=[('invited', 'asked'), ('accepted', 'accepted'), ('declined', 'declined'), ('completed', 'done'), ('withdrawn', 'no longer asked')], default='invited', max_length=12, verbose_name='state')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='why not')),
                        ('steps_aside', models.BooleanField(default=False, verbose_name='should not sign')),
                        ('moved_at', models.DateTimeField()),
                        ('reminded_at', models.DateTimeField(null=True)),
                        ('called_at', models.DateTimeField(null=True)),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                        ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='answers.round')),
                    ],
                    options={
                        'verbose_name': 'assignment',
                        'verbose_name_plural': 'assignments',
                        'ordering': ('round', 'due_on', 'id'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('invited', 'accepted'))), fields=('round', 'person', 'kind'), name='a_person_is_asked_once_for_a_part'), models.CheckConstraint(condition=models.Q(('kind__in', ('check citations', 'review', 'approve'))), name='an_assignment_asks_for_a_known_part'), models.CheckConstraint(condition=models.Q(('state__in', ('invited', 'accepted', 'declined', 'completed', 'withdrawn'))), name='an_assignment_stands_at_a_known_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='who_declines_says_why'), models.CheckConstraint(condition=models.Q(('steps_aside', False), ('state', 'declined'), _connector='OR'), name='who_steps_aside_declines')],
                    },
                ),
                migrations.CreateModel(
                    name='SentenceAuthor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sentence_authors', to='answers.answer')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                    ],
                    options={
                        'ordering': ('answer', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'fingerprint', 'person'), name='a_sentence_names_its_author_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SetAsideSource',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('order', models.PositiveSmallIntegerField(verbose_name='order')),
                        ('reason', models.CharField(blank=True, max_length=500, verbose_name='why it was not used')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='set_aside_sources', to='answers.answer')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='set_aside_by', to='sources.source', verbose_name='source')),
                    ],
                    options={
                        'verbose_name': 'source we did not use',
                        'verbose_name_plural': 'sources we looked at but did not use',
                        'ordering': ('answer', 'order', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('answer', 'source'), name='a_source_is_set_aside_once')],
                    },
                ),
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
                        'constraints': [models.UniqueConstraint(fields=('place', 'number'), name='a_version_of_a_site_text_is_numbered_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_of_a_site_text_count_from_one')],
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
                        'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', models.F('written_by')), _negated=True), name='nobody_approves_a_site_text_of_their_own')],
                    },
                ),
                migrations.CreateModel(
                    name='StandingTold',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('changed_at', models.DateTimeField()),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sources.source')),
                    ],
                    options={
                        'ordering': ('id',),
                        'constraints': [models.UniqueConstraint(fields=('source', 'changed_at'), name='a_change_of_standing_is_told_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SynonymGroup',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('lay and medical', 'everyday and medical words'), ('brand and generic', 'brand and generic names'), ('short and long', 'short forms'), ('spelling', 'ways to spell it')], default='lay and medical', max_length=20, verbose_name='kind')),
                        ('words', models.TextField(help_text='Two or more, one on a line. Plurals and endings are found by themselves.', max_length=2000, verbose_name='words')),
                        ('note', models.CharField(blank=True, help_text='For colleagues: where it holds, and where not.', max_length=300, verbose_name='note')),
                    ],
                    options={
                        'verbose_name': 'synonyms',
                        'verbose_name_plural': 'synonyms',
                        'ordering': ('words', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='synonyms_have_words'), models.CheckConstraint(condition=models.Q(('kind__in', ['lay and medical', 'brand and generic', 'short and long', 'spelling'])), name='synonyms_are_of_a_known_kind')],
                    },
                ),
                migrations.CreateModel(
                    name='SynonymKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('key', models.CharField(db_index=True, max_length=200)),
                        ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='answers.synonymgroup')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('group', 'key'), name='a_group_has_a_key_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Anchor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('block', models.CharField(max_length=20)),
                        ('start', models.PositiveIntegerField()),
                        ('end', models.PositiveIntegerField()),
                        ('quote', models.TextField()),
                        ('prefix', models.CharField(blank=True, max_length=100)),
                        ('suffix', models.CharField(blank=True, max_length=100)),
                        ('placed_at', models.DateTimeField()),
                        ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                        ('thread', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='anchors', to='answers.thread')),
                    ],
                    options={
                        'ordering': ('thread', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('start__lt', models.F('end')), models.Q(('quote', ''), _negated=True)), name='an_anchor_holds_at_least_one_character'), models.CheckConstraint(condition=models.Q(('block__in', ('question', 'short_answer', 'certainty_reason', 'emergency_signs', 'urgent_signs', 'soon_signs', 'research', 'how_it_works', 'outcomes', 'no_treatment', 'other_choices', 'quality_of_life', 'unknowns', 'doctor_questions'))), name='an_anchor_stands_in_a_part_of_the_page')],
                    },
                ),
                migrations.CreateModel(
                    name='InboxView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('older_than', models.PositiveSmallIntegerField(blank=True, choices=[(7, 'more than a week'), (30, 'more than 30 days'), (90, 'more than 90 days')], null=True, verbose_name='Waiting for')),
                        ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Written or submitted by')),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='inbox_view', to=settings.AUTH_USER_MODEL)),
                        ('topic', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='answers.topic', verbose_name='Topic')),
                    ],
                    options={
                        'verbose_name': 'inbox view',
                        'verbose_name_plural': 'inbox views',
                        'ordering': ('person',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('older_than__isnull', True), ('older_than__in', (7, 30, 90)), _connector='OR'), name='an_inbox_view_knows_its_age')],
                    },
                ),
                migrations.CreateModel(
                    name='HistoricalTopic',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('name', models.CharField(db_index=True, max_length=120, verbose_name='name')),
                        ('slug', models.SlugField(max_length=120, verbose_name='address')),
                        ('introduction', models.TextField(blank=True, verbose_name='introduction for patients')),
                        ('emergency_signs', models.TextField(blank=True, help_text='For every answer under this topic that has none of its own, one sign a line. An answer takes them over when it is saved, so that they are reviewed with it.', verbose_name='signs of an emergency')),
                        ('urgent_signs', models.TextField(blank=True, verbose_name='signs to call about today')),
                        ('soon_signs', models.TextField(blank=True, verbose_name='signs to see a doctor about')),
                        ('emergency_signs_needed', models.BooleanField(default=False, help_text='Tick it where a reader of these pages may be in danger and must know when to call.', verbose_name='each page needs an emergency card')),
                        ('in_languages', models.JSONField(blank=True, default=dict, verbose_name='the same in other languages')),
                        ('review_months', models.PositiveSmallIntegerField(blank=True, help_text="Leave empty for the site's own interval. Three years at most.", null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(36)], verbose_name='review every … months')),
                        ('approvals_needed', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='approvals needed')),
                        ('clinician_needed', models.BooleanField(default=False, verbose_name="one approval must be a clinician's")),
                        ('reading_asked', models.CharField(choices=[('quote only', 'the quote that the writer gave'), ('abstract only', 'the abstract'), ('read the source', 'the source itself')], default='quote only', help_text='What a checker must have read at least, so that a citation counts as checked.', max_length=20, verbose_name='a check must rest on')),
                        ('small_changes_by_anyone', models.BooleanField(default=False, help_text="Where an approval must be a clinician's: whether a change of wording that touches no number, medicine or the like may be signed by any approver.", verbose_name='small changes without a clinician')),
                        ('profile', models.CharField(blank=True, choices=[('starter', 'starter: everything else only warns'), ('full standard', 'full standard: what the standards ask for blocks')], help_text="Leave empty for the site's own choice. A question with several topics follows the strictest.", max_length=20, verbose_name='rules for a good page')),
                        ('severities', models.JSONField(blank=True, default=dict, verbose_name='single rules')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('parent', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='answers.topic', verbose_name='part of')),
                    ],
                    options={
                        'verbose_name': 'historical topic',
                        'verbose_name_plural': 'historical topics',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='HistoricalQuestion',
                    fields=[
                        ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                        ('wording', models.CharField(help_text="In a patient's own words.", max_length=300, verbose_name='question')),
                        ('language', models.CharField(default='en', max_length=12, verbose_name='language')),
                        ('slug', models.SlugField(allow_unicode=True, max_length=200, verbose_name='address')),
                        ('created_at', models.DateTimeField(verbose_name='created')),
                        ('history_id', models.AutoField(primary_key=True, serialize=False)),
                        ('history_date', models.DateTimeField(db_index=True)),
                        ('history_change_reason', models.CharField(max_length=100, null=True)),
                        ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                        ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('original', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='answers.question', verbose_name='translation of')),
                        ('main_topic', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='answers.topic', verbose_name='main topic')),
                        ('origin', models.CharField(blank=True, choices=[('patients', 'patients asked us'), ('readers', 'readers of this site reported it as missing'), ('clinic', 'doctors or nurses hear it from their patients'), ('group', "a patients' group or help line hears it"), ('searches', 'people search for it'), ('study', 'a study asked patients what they want to know'), ('editors', 'our editors thought of it')], help_text='Pages are for what patients want to know: say how we know that they do.', max_length=20, verbose_name='where it comes from')),
                        ('origin_note', models.CharField(blank=True, help_text='For example how many asked, when and where. Name no patient.', max_length=500, verbose_name='more about that')),
                        ('kind', models.CharField(blank=True, choices=[('treatment', 'a treatment'), ('test', 'a test'), ('condition', 'an illness'), ('living with it', 'living with an illness'), ('other', 'something else')], help_text='A page about a treatment is asked for benefits, harms and other choices.', max_length=20, verbose_name='it is about')),
                    ],
                    options={
                        'verbose_name': 'historical question',
                        'verbose_name_plural': 'historical questions',
                        'ordering': ('-history_date', '-history_id'),
                        'get_latest_by': ('history_date', 'history_id'),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name='ChecklistQuestion',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.CharField(max_length=300, verbose_name='question')),
                        ('asked_of', models.CharField(choices=[('everybody', 'whoever decides or recommends'), ('approvers', 'whoever decides'), ('reviewers', 'whoever recommends')], default='everybody', max_length=12, verbose_name='asked of')),
                        ('is_required', models.BooleanField(default=False, help_text='Nobody can sign without answering it.', verbose_name='must be answered')),
                        ('order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                        ('is_active', models.BooleanField(default=True, help_text='Untick to ask it no longer. What was signed keeps the question and its answer.', verbose_name='is asked')),
                        ('topic', models.ForeignKey(blank=True, help_text='Leave empty to ask it of every answer.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checklist', to='answers.topic', verbose_name='topic')),
                    ],
                    options={
                        'verbose_name': 'checklist question',
                        'verbose_name_plural': 'checklist questions',
                        'ordering': ('order', 'id'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_checklist_question_is_not_empty'), models.CheckConstraint(condition=models.Q(('asked_of__in', ('everybody', 'approvers', 'reviewers'))), name='a_checklist_question_is_asked_of_somebody')],
                    },
                ),
                migrations.CreateModel(
                    name='Uptake',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('asked_at', models.DateTimeField()),
                        ('settled_at', models.DateTimeField(null=True)),
                        ('kept_reason', models.CharField(blank=True, max_length=500, verbose_name='why the older edition stays')),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('told_at', models.DateTimeField(null=True)),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uptakes', to='answers.answer')),
                        ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('replacement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uptakes', to='sources.replacement')),
                        ('revision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'uptake',
                        'verbose_name_plural': 'uptakes',
                        'ordering': ('answer', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('replacement', 'answer'), name='an_answer_takes_up_a_replacement_once'), models.CheckConstraint(condition=models.Q(('settled_at__isnull', False), models.Q(('kept_reason', ''), ('revision__isnull', True)), _connector='OR'), name='an_uptake_with_a_draft_or_a_reason_is_settled'), models.CheckConstraint(condition=models.Q(('revision__isnull', True), ('kept_reason', ''), _connector='OR'), name='an_answer_takes_the_newer_edition_or_keeps_the_older'), models.CheckConstraint(condition=models.Q(('settled_at__isnull', True), ('problem', ''), _connector='OR'), name='a_settled_uptake_has_no_problem')],
                    },
                ),
                migrations.CreateModel(
                    name='Delivery',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('message_id', models.CharField(max_length=200, unique=True)),
                        ('state', models.CharField(choices=[('owed', 'owed'), ('sent', 'sent'), ('given up', 'given up'), ('not wanted', 'not wanted by the person')], default='owed', max_length=10)),
                        ('attempts', models.PositiveSmallIntegerField(default=0)),
                        ('next_try_at', models.DateTimeField()),
                        ('sent_at', models.DateTimeField(null=True)),
                        ('problem', models.CharField(blank=True, max_length=500)),
                        ('address', models.CharField(blank=True, max_length=300)),
                        ('channel', models.CharField(choices=[('mail', 'mail'), ('webhook', 'webhook')], default='mail', max_length=10)),
                        ('body', models.TextField(blank=True)),
                        ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
                        ('digest', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='answers.digest')),
                        ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='answers.event')),
                        ('webhook', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='answers.webhook')),
                    ],
                    options={
                        'verbose_name': 'delivery',
                        'verbose_name_plural': 'deliveries',
                        'ordering': ('next_try_at', 'id'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('recipient__isnull', False)), fields=('event', 'recipient', 'channel'), name='a_person_hears_of_an_event_once_by_a_channel'), models.UniqueConstraint(condition=models.Q(('recipient__isnull', True)), fields=('event', 'address', 'channel'), name='an_address_hears_of_an_event_once_by_a_channel'), models.CheckConstraint(condition=models.Q(('recipient__isnull', False), models.Q(('address', ''), _negated=True), _connector='OR'), name='a_delivery_goes_to_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('channel', 'webhook'), _negated=True), models.Q(('webhook__isnull', False), models.Q(('body', ''), _negated=True)), _connector='OR'), name='a_webhook_delivery_has_its_webhook_and_its_text')],
                    },
                ),
                migrations.CreateModel(
                    name='AccessKey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=100, verbose_name='what it is for')),
                        ('begins', models.CharField(max_length=12)),
                        ('digest', models.CharField(max_length=64, unique=True)),
                        ('scopes', models.JSONField(default=list)),
                        ('made_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField(verbose_name='ends')),
                        ('last_used_on', models.DateField(null=True, verbose_name='last used')),
                        ('revoked_at', models.DateTimeField(null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='access_keys', to=settings.AUTH_USER_MODEL)),
                        ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'access key',
                        'verbose_name_plural': 'access keys',
                        'ordering': ('-made_at', '-id'),
                        'permissions': (('revoke_accesskey', "Can revoke everybody's access keys"),),
                        'default_permissions': (),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', True), ('revoked_by__isnull', True)), models.Q(('revoked_at__isnull', False), ('revoked_by__isnull', False)), _connector='OR'), name='a_revoked_key_says_who_and_when'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='an_access_key_ends_after_it_was_made')],
                    },
                ),
                migrations.CreateModel(
                    name='Buffer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('base_number', models.PositiveIntegerField()),
                        ('fields', models.JSONField()),
                        ('saved_at', models.DateTimeField()),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='buffers', to='answers.answer')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('answer', 'id'),
                        'constraints': [models.UniqueConstraint(fields=('person', 'answer'), name='a_person_has_one_buffer_for_an_answer')],
                    },
                ),
                migrations.CreateModel(
                    name='Citation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('claim_hash', models.CharField(max_length=64)),
                        ('claim_text', models.TextField()),
                        ('block', models.CharField(max_length=20)),
                        ('position', models.PositiveIntegerField()),
                        ('locator', models.CharField(blank=True, max_length=250, verbose_name='place in the source')),
                        ('role', models.CharField(choices=[('supports', 'supports the sentence'), ('partly', 'supports part of it'), ('contradicts', 'says otherwise'), ('context', 'gives context'), ('not_relevant', 'not relevant: looked at but not used')], default='supports', max_length=12, verbose_name='role')),
                        ('quote', models.CharField(blank=True, max_length=300, verbose_name='supporting quote')),
                        ('note', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='citations', to='answers.answer')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='sources.source')),
                    ],
                    options={
                        'verbose_name': 'citation',
                        'verbose_name_plural': 'citations',
                        'ordering': ('answer', 'position', 'id'),
                        'indexes': [models.Index(fields=['answer', 'source'], name='citations_of_a_source')],
                        'constraints': [models.UniqueConstraint(fields=('answer', 'claim_hash', 'source'), name='a_claim_cites_a_source_once'), models.CheckConstraint(condition=models.Q(('role__in', ('supports', 'partly', 'contradicts', 'context', 'not_relevant'))), name='a_citation_has_a_known_role'), models.CheckConstraint(condition=models.Q(('block__in', ('short_answer', 'research', 'how_it_works', 'outcomes', 'no_treatment', 'other_choices', 'quality_of_life', 'unknowns'))), name='a_citation_stands_in_a_block_that_may_cite')],
                    },
                ),
                migrations.CreateModel(
                    name='PassedWarning',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('gate', models.CharField(max_length=60)),
                        ('fingerprint', models.CharField(max_length=64)),
                        ('ready', models.CharField(blank=True, max_length=40)),
                        ('passed_at', models.DateTimeField()),
                        ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passed_warnings', to='answers.answer')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('reason', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.frozentext')),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passed_warnings', to='answers.revision')),
                    ],
                    options={
                        'verbose_name': 'passed warning',
                        'verbose_name_plural': 'passed warnings',
                        'ordering': ('answer', 'passed_at', 'id'),
                        'indexes': [models.Index(fields=['answer', 'fingerprint'], name='reasons_for_a_warning'), models.Index(fields=['gate', 'passed_at'], name='warnings_passed_by_gate')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ready', ''), ('reason__isnull', False)), models.Q(models.Q(('ready', ''), _negated=True), ('reason__isnull', True)), _connector='OR'), name='a_warning_is_passed_for_one_reason')],
                    },
                ),
                migrations.CreateModel(
                    name='LastRun',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('work', models.CharField(choices=[('timed work', 'timed work'), ('verified backup', 'verified backup')], max_length=20, unique=True)),
                        ('at', models.DateTimeField()),
                    ],
                    options={
                        'verbose_name': 'last run',
                        'verbose_name_plural': 'last runs',
                        'ordering': ('work',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('work__in', ('timed work', 'verified backup'))), name='a_last_run_is_of_known_work')],
                    },
                ),
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
                        ('live', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='answers.termversion')),
                    ],
                    options={
                        'verbose_name': 'glossary word',
                        'verbose_name_plural': 'glossary words',
                        'ordering': ('headword', 'id'),
                        'permissions': (('write_term', 'Can write the words of the glossary'), ('approve_term', 'Can approve and retire the words of the glossary')),
                        'default_permissions': ('view',),
                        'constraints': [models.UniqueConstraint(fields=('glossary', 'slug'), name='a_word_stands_at_one_address'), models.CheckConstraint(condition=models.Q(('retired_at__isnull', True), models.Q(('retired_by__isnull', False), models.Q(('retired_because', ''), _negated=True)), _connector='OR'), name='a_retired_word_says_why')],
                    },
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
                        'constraints': [models.UniqueConstraint(fields=('term', 'number'), name='a_version_of_a_word_is_numbered_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='versions_of_a_word_count_from_one')],
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
                        'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', models.F('written_by')), _negated=True), name='nobody_approves_a_word_of_their_own')],
                    },
                ),
                migrations.CreateModel(
                    name='SecondFactor',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('seed', models.CharField(max_length=64)),
                        ('secret_hash', models.CharField(max_length=64)),
                        ('made_at', models.DateTimeField()),
                        ('last_step', models.PositiveBigIntegerField(default=0)),
                        ('tries', models.PositiveSmallIntegerField(default=0)),
                        ('tries_since', models.DateTimeField(null=True)),
                        ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'second factor',
                        'verbose_name_plural': 'second factors',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='SignInLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('token_hash', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField()),
                        ('expires_at', models.DateTimeField()),
                        ('used_at', models.DateTimeField(null=True)),
                        ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_links', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'sign-in link',
                        'verbose_name_plural': 'sign-in links',
                        'ordering': ('-made_at', '-id'),
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='StaffSession',
                    fields=[
                        ('session_data', models.TextField(verbose_name='session data')),
                        ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                        ('session_key', models.CharField(max_length=64, primary_key=True, serialize=False)),
                        ('began_at', models.DateTimeField(null=True)),
                        ('seen_at', models.DateTimeField(null=True)),
                        ('browser', models.CharField(blank=True, max_length=60)),
                        ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='staff_sessions', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'session',
                        'verbose_name_plural': 'sessions',
                        'default_permissions': (),
                    },
                ),
                migrations.CreateModel(
                    name='RecoveryCode',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('digest', models.CharField(max_length=64)),
                        ('used_at', models.DateTimeField(null=True)),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'recovery code',
                        'verbose_name_plural': 'recovery codes',
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('person', 'digest'), name='a_recovery_code_is_kept_once')],
                    },
                ),
                migrations.CreateModel(
                    name='RelatedChoice',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('wish', models.CharField(choices=[('show first', 'show first'), ('never show', 'never show')], default='show first', max_length=12, verbose_name='what to do')),
                        ('other', models.ForeignKey(help_text='Readers see it only while it is public and in the same language.', on_delete=django.db.models.deletion.CASCADE, related_name='+', to='answers.question', verbose_name='the other question')),
                        ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='related_choices', to='answers.question')),
                    ],
                    options={
                        'verbose_name': 'related question',
                        'verbose_name_plural': 'related questions',
                        'ordering': ('id',),
                        'constraints': [models.UniqueConstraint(fields=('question', 'other'), name='a_related_question_is_chosen_once', violation_error_message='This question is in the list already.'), models.CheckConstraint(condition=models.Q(('question', models.F('other')), _negated=True), name='a_question_is_not_related_to_itself', violation_error_message='A question is not related to itself. Choose another one.'), models.CheckConstraint(condition=models.Q(('wish__in', ['show first', 'never show'])), name='a_related_question_is_shown_first_or_never')],
                    },
                ),
                migrations.CreateModel(
                    name='Measure',
                    fields=[
                        ('answer', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='measure', serialize=False, to='answers.answer')),
                        ('measured_at', models.DateTimeField(db_index=True)),
                        ('claims', models.PositiveIntegerField()),
                        ('supported', models.PositiveIntegerField()),
                        ('checks', models.PositiveIntegerField()),
                        ('supporting', models.PositiveIntegerField()),
                        ('grade', models.FloatField(null=True)),
                        ('sources', models.PositiveIntegerField()),
                        ('newest_year', models.PositiveIntegerField(null=True)),
                        ('lacks_certainty', models.BooleanField()),
                        ('lacks_harms', models.BooleanField()),
                        ('lacks_unknowns', models.BooleanField()),
                        ('lacks_doctor_questions', models.BooleanField()),
                        ('lacks_byline', models.BooleanField()),
                        ('lacks_search_date', models.BooleanField()),
                        ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='answers.revision')),
                    ],
                    options={
                        'verbose_name_plural': 'measures',
                        'ordering': ('answer',),
                    },
                ),
                migrations.CreateModel(
                    name='Tally',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('month', models.DateField()),
                        ('counted_at', models.DateTimeField()),
                        ('counts', models.JSONField()),
                        ('topic', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='answers.topic')),
                    ],
                    options={
                        'verbose_name_plural': 'tallies',
                        'ordering': ('month', 'topic'),
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('month', 'topic'), name='a_topic_is_added_up_once_a_month'), models.UniqueConstraint(condition=models.Q(('topic', None)), fields=('month',), name='all_topics_are_added_up_once_a_month')],
                    },
                ),
                migrations.CreateModel(
                    name='PagesInTopics',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('language', models.CharField(max_length=12)),
                        ('topics', models.TextField()),
                        ('pages', models.PositiveIntegerField()),
                    ],
                    options={
                        'verbose_name_plural': 'pages in topics',
                        'ordering': ('language', 'topics'),
                        'default_permissions': (),
                        'constraints': [models.UniqueConstraint(fields=('language', 'topics'), name='a_place_is_counted_once')],
                    },
                ),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        append_only.GuardAppendOnly("advice"),
        append_only.GuardAppendOnly("anchor"),
        append_only.GuardAppendOnly("citationcheck"),
        append_only.GuardAppendOnly("comment"),
        append_only.GuardAppendOnly("credit"),
        append_only.GuardAppendOnly("decision"),
        append_only.GuardAppendOnly("event"),
        append_only.GuardAppendOnly("frozentext"),
        append_only.GuardAppendOnly("mention"),
        append_only.GuardAppendOnly("partlyaccepted"),
        append_only.GuardAppendOnly("passedwarning"),
        append_only.GuardAppendOnly("publication"),
        append_only.GuardAppendOnly("recommendation"),
        append_only.GuardAppendOnly("redaction"),
        append_only.GuardAppendOnly("revision"),
        append_only.GuardAppendOnly("round"),
        append_only.GuardAppendOnly("sentenceauthor"),
        append_only.GuardAppendOnly("sitetext"),
        append_only.GuardAppendOnly("sitetextapproval"),
        append_only.GuardAppendOnly("termapproval"),
        append_only.GuardAppendOnly("termversion"),
    ]
