"""What each public document looks like, for the description of the interface; it writes and reads none.

The documents are made in `answers/pages/documents.py` and beside the views; a test holds both together.
"""

from __future__ import annotations

from rest_framework import serializers

from answers.api.selectable import Selectable
from answers.api.work_shapes import NumberedWork, SetAsideWork
from answers.content import CITED_BLOCKS, ROLES
from answers.models import Certainty
from answers.rendering.terms import KINDS


class TopicName(serializers.Serializer):
    """A topic by its address and name."""

    slug = serializers.CharField()
    name = serializers.CharField()


class Topic(Selectable):
    """A subject with a public question in it or below it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    introduction = serializers.CharField(help_text="For patients; may be empty.")
    parent = serializers.CharField(  # type: ignore[assignment]  # a name of the base class too
        allow_null=True, help_text="The slug of the topic above."
    )
    questions = serializers.IntegerField(help_text="Public questions in it and below it.")
    url = serializers.URLField()


class QuestionName(serializers.Serializer):
    """What patients ask, where it stands, and what it is a translation of."""

    number = serializers.IntegerField(help_text="Never changes; also the short address /q/<number>/.")
    wording = serializers.CharField()
    language = serializers.CharField()
    slug = serializers.CharField()
    url = serializers.URLField()
    main_topic = TopicName()
    topics = TopicName(many=True, help_text="The main topic first.")
    translation_of = serializers.IntegerField(allow_null=True, help_text="The number of the original.")


class CertaintyWords(serializers.Serializer):
    """How sure we are, and why."""

    level = serializers.ChoiceField(choices=Certainty.choices)
    words = serializers.CharField()
    reason = serializers.CharField()


class Question(Selectable, QuestionName):
    """A public question; its answer has the same number."""

    certainty = CertaintyWords(allow_null=True)
    last_reviewed_on = serializers.DateField(allow_null=True)


class Part(serializers.Serializer):
    """One part of the answer, as safe HTML with numbered marks and as text with numbers in brackets."""

    html = serializers.CharField()
    text = serializers.CharField()


class Citation(serializers.Serializer):
    """One use of one source by one sentence."""

    source = serializers.CharField(  # type: ignore[assignment]  # a name of the base class too
        help_text="As `cited_as` names it among the sources."
    )
    number = serializers.IntegerField(allow_null=True, help_text="Null for one that is not relevant.")
    role = serializers.ChoiceField(choices=[(role, role) for role in ROLES])
    place = serializers.CharField(help_text="Such as p. 4; may be empty.")
    quote = serializers.CharField(help_text="The words of the source it rests on; may be empty.")


class Claim(serializers.Serializer):
    """One sentence. Its hash is that of its words; `start` and `end` count in the part without marks."""

    number = serializers.IntegerField()
    part = serializers.ChoiceField(choices=[(block, block) for block in CITED_BLOCKS])
    text = serializers.CharField()
    hash = serializers.CharField()
    is_heading = serializers.BooleanField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    certainty = serializers.CharField(
        allow_null=True, help_text="The sentence's own, else that of the answer."
    )
    citations = Citation(many=True)


class Writer(serializers.Serializer):
    """Somebody named on the page; the name is empty once it was erased."""

    name = serializers.CharField()
    role = serializers.CharField()
    credentials = serializers.CharField()
    interests = serializers.CharField()


class Checker(Writer):
    """Somebody who approved what readers see, and when."""

    on = serializers.CharField()


class Change(serializers.Serializer):
    """One public version and why there is one; a renewal is the same version, signed again."""

    version = serializers.IntegerField()
    on = serializers.DateField()
    said = serializers.CharField()
    is_renewal = serializers.BooleanField()


class HelpCard(serializers.Serializer):
    """When to get help now: what to do, and the signs that say so."""

    level = serializers.ChoiceField(
        choices=[("emergency", "at once"), ("urgent", "today"), ("soon", "an appointment")]
    )
    heading = serializers.CharField()
    signs = serializers.ListField(child=serializers.CharField())


class Outcome(serializers.Serializer):
    """What could happen, to how many of so many people with an option and without it."""

    option = serializers.CharField()
    instead = serializers.CharField(help_text="What the others had; empty: nothing of the kind.")
    outcome = serializers.CharField()
    direction = serializers.ChoiceField(choices=[("benefit", "what it is for"), ("harm", "a possible harm")])
    with_option = serializers.IntegerField()
    without = serializers.IntegerField()
    out_of = serializers.IntegerField()
    time = serializers.CharField()
    certainty = CertaintyWords(allow_null=True)
    sentence = serializers.CharField(help_text="The claim that says the same; its citations stand there.")


class ReadingFigures(serializers.Serializer):
    """What the formulas say: of English Flesch-Kincaid, Flesch and SMOG, of Spanish the other two."""

    flesch_kincaid_grade = serializers.FloatField(required=False)
    flesch_ease = serializers.FloatField(required=False)
    smog_grade = serializers.FloatField(
        required=False, allow_null=True, help_text="Null where there are too few sentences."
    )
    fernandez_huerta = serializers.FloatField(required=False)
    inflesz = serializers.FloatField(required=False)


class Reading(serializers.Serializer):
    """How hard a text is to read, as written and with the terms set aside that the page explains."""

    words = serializers.IntegerField()
    words_set_aside = serializers.IntegerField()
    longest_sentence = serializers.IntegerField(help_text="In words.")
    as_written = ReadingFigures()
    explained_set_aside = ReadingFigures()


class ReadingOfPart(Reading):
    """The same of one part of the answer."""

    part = serializers.CharField()


class ReadingLevel(Reading):
    """The same of the whole answer, the band that readers are told, and each part."""

    band = serializers.CharField()
    parts = ReadingOfPart(many=True)


class Text(Selectable):
    """The text of an answer with its citations."""

    language = serializers.CharField()
    short_answer = Part()
    certainty = CertaintyWords(allow_null=True)
    get_help = HelpCard(many=True, help_text="The most pressing first.")
    research = Part()
    how_it_works = Part()
    benefits_and_harms = Outcome(many=True)
    no_treatment = Part()
    other_choices = Part()
    quality_of_life = Part()
    unknowns = Part()
    doctor_questions = serializers.ListField(child=serializers.CharField())
    claims = Claim(many=True)
    sources = NumberedWork(many=True, help_text="In the order of their numbers.")
    set_aside = SetAsideWork(many=True, help_text="Looked at but not used, with the reason.")
    reading_level = ReadingLevel(
        allow_null=True, help_text="Null in a language whose syllables are not counted here."
    )
    evidence_searched_to = serializers.DateField(allow_null=True)
    search_notes = serializers.CharField()
    drafted_with = serializers.CharField()


class Word(serializers.Serializer):
    """A medical word in plain words."""

    word = serializers.CharField()
    meaning = serializers.CharField()
    said = serializers.CharField(help_text="How to say it; often empty.")
    kind = serializers.ChoiceField(choices=[(each, each) for each in KINDS])
    url = serializers.URLField()


class Answer(Text):
    """The live revision of an answer with its record. Its number is that of its question."""

    number = serializers.IntegerField()
    question = QuestionName()
    written_by = Writer(many=True)
    checked_by = Checker(many=True)
    last_reviewed_on = serializers.DateField(allow_null=True)
    review_due_on = serializers.DateField(allow_null=True)
    second_check_due_on = serializers.DateField(
        allow_null=True, help_text="Set after an urgent correction, until a second person has signed it."
    )
    version = serializers.IntegerField()
    content_hash = serializers.CharField(help_text="SHA-256 of the frozen text that was approved.")
    changes = Change(many=True, help_text="The newest five.")
    is_sample = serializers.BooleanField(help_text="Sample content was not medically reviewed.")
    words = Word(many=True, help_text="The medical words that the page explains, as they are explained now.")


class Correction(Selectable):
    """What was wrong on a public page and what is right now."""

    kind = serializers.ChoiceField(choices=[("corrected", "a page was corrected"), ("noticed", "a study")])
    on = serializers.DateField()
    question = serializers.CharField()
    url = serializers.URLField()
    is_public = serializers.BooleanField(help_text="False once the page was taken down.")
    wrong = serializers.CharField()
    right = serializers.CharField(help_text="Empty where the passages say it.")
    passages = serializers.ListField(child=serializers.CharField(), help_text="Safe HTML with ins and del.")
    citations = serializers.ListField(child=serializers.CharField(), help_text="Safe HTML.")
    differences = serializers.URLField(allow_null=True)


class ProblemError(serializers.Serializer):
    """One fault: which parameter or field, and what is wrong with it."""

    name = serializers.CharField(required=False)
    detail = serializers.CharField()


class Problem(serializers.Serializer):
    """What went wrong, as RFC 9457 words it."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence for people.")
    errors = ProblemError(many=True, required=False)  # type: ignore[assignment]  # as above
