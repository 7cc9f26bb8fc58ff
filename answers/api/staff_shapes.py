"""What staff read and send, for the description of the interface; what is sent is also read by these."""

from __future__ import annotations

from rest_framework import serializers

from answers.api import shapes
from answers.api.selectable import Selectable
from answers.content import COMMENTED_BLOCKS
from answers.models import Answer, CitationCheck, Decision, Revision, Stage, Thread
from answers.models.readings import Reading
from answers.workflow import LONGEST_PASSING_REASON

PARTS = [(block, block) for block in COMMENTED_BLOCKS]
APPROVE, ASK_FOR_CHANGES = "approve", "request changes"


class Person(serializers.Serializer):
    """Somebody who works here: their number and public name."""

    id = serializers.IntegerField()
    name = serializers.CharField()


class RevisionHead(Selectable):
    """A saved text of an answer, without the text."""

    id = serializers.IntegerField()
    question = serializers.IntegerField(help_text="The number of its question.")
    wording = serializers.CharField(help_text="The question as it is worded by now.")
    number = serializers.IntegerField()
    content_hash = serializers.CharField()
    saved_by = Person()
    saved_at = serializers.DateTimeField()
    origin = serializers.ChoiceField(choices=Revision.Origin.choices)
    note = serializers.CharField()
    stage = serializers.ChoiceField(choices=Stage.choices, allow_null=True)
    public_state = serializers.ChoiceField(choices=Answer.PublicState.choices)


class AskedOfApprovers(serializers.Serializer):
    """One question of the checklist, with the number under which it is answered."""

    question = serializers.IntegerField()
    text = serializers.CharField()


class ReadyReason(serializers.Serializer):
    """A reason that may be picked for a warning: the word to send, and what readers of the record see."""

    ready = serializers.CharField()
    text = serializers.CharField()


class GateFinding(serializers.Serializer):
    """What a gate says of a text now: it blocks or warns; a warning may have been passed for a reason."""

    gate = serializers.CharField()
    rule = serializers.CharField(help_text="What the gate asks for.")
    severity = serializers.ChoiceField(choices=[("block", "block"), ("warn", "warn")])
    sentence = serializers.CharField()
    part = serializers.CharField(allow_blank=True, help_text="The part of the text, if it is about one.")
    claim = serializers.IntegerField(allow_null=True, help_text="The sentence, by its number in the text.")
    reason = serializers.CharField(allow_blank=True, help_text="The reason given for a warning.")
    fingerprint = serializers.CharField(
        help_text="Names a warning when its reason is sent; it stays while the text that raised it stays."
    )
    ready_reasons = ReadyReason(many=True, help_text="What may be picked for a warning; none for a block.")


class OneRevision(RevisionHead):
    """A saved text with all it says, what its approvers are asked, and where its parts stand."""

    text = shapes.Text()
    checklist = AskedOfApprovers(many=True)
    checklist_wording = serializers.CharField(help_text="Send it along with the replies.")
    findings = GateFinding(many=True, help_text="What an approval would be refused for or warned of now.")
    to_publish = GateFinding(
        many=True,
        allow_null=True,
        help_text="What a publication would be refused for or warned of now; null before a review.",
    )


class Comment(serializers.Serializer):
    """One message of a thread."""

    id = serializers.IntegerField()
    text = serializers.CharField()
    author = Person(allow_null=True, help_text="Null for a reviewer from outside.")
    written_at = serializers.DateTimeField()


class OneThread(Selectable):
    """A discussion of a passage, or of the whole page where the part is empty."""

    id = serializers.IntegerField()
    question = serializers.IntegerField()
    revision = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=Thread.Kind.choices)
    status = serializers.ChoiceField(choices=Thread.Status.choices)
    part = serializers.ChoiceField(choices=PARTS, allow_blank=True)
    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    quote = serializers.CharField()
    replacement = serializers.CharField()
    opened_by = Person(allow_null=True, help_text="Null for a reviewer from outside.")
    opened_at = serializers.DateTimeField()
    resolved_by = Person(allow_null=True)
    resolved_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.ChoiceField(choices=Thread.Outcome.choices, allow_blank=True)
    comments = Comment(many=True)


class OneEvent(Selectable):
    """One line of the log. `record` is the hashed text; its SHA-256 is `hash`."""

    sequence = serializers.IntegerField()
    verb = serializers.CharField()
    at = serializers.DateTimeField()
    by = Person(allow_null=True)
    question = serializers.IntegerField(allow_null=True)
    revision = serializers.IntegerField(allow_null=True)
    record = serializers.CharField()
    hash = serializers.CharField()


class NewThread(serializers.Serializer):
    """A comment, must-fix or suggestion; without a part it speaks of the whole page."""

    kind = serializers.ChoiceField(choices=Thread.Kind.choices, default=Thread.Kind.COMMENT)
    text = serializers.CharField(max_length=5000, allow_blank=True, default="")
    part = serializers.ChoiceField(choices=PARTS, required=False)
    start = serializers.IntegerField(min_value=0, max_value=10**6, required=False)
    end = serializers.IntegerField(min_value=1, max_value=10**6, required=False)
    replacement = serializers.CharField(max_length=5000, allow_blank=True, default="")


class NewComment(serializers.Serializer):
    """A reply."""

    text = serializers.CharField(max_length=5000)


class NewCheck(serializers.Serializer):
    """A verdict on one citation of a claim, or on a claim without one; the claim is named by its hash."""

    claim_hash = serializers.RegexField(r"^[0-9a-f]{64}$")
    source = serializers.CharField(  # type: ignore[assignment]  # a name of the base class too
        max_length=64, required=False, help_text="As the claim cites it."
    )
    verdict = serializers.ChoiceField(choices=CitationCheck.Verdict.choices)
    reading = serializers.ChoiceField(choices=Reading.choices, required=False)
    quote = serializers.CharField(max_length=400, allow_blank=True, default="")
    place = serializers.CharField(max_length=250, allow_blank=True, default="")
    reason = serializers.CharField(max_length=500, allow_blank=True, default="")


class OneCheck(serializers.Serializer):
    """A check that was recorded."""

    id = serializers.IntegerField()
    revision = serializers.IntegerField()
    claim_hash = serializers.CharField()
    source = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # as above
    verdict = serializers.ChoiceField(choices=CitationCheck.Verdict.choices)
    checked_at = serializers.DateTimeField()


class NewReply(serializers.Serializer):
    """The reply to one question of the checklist."""

    question = serializers.IntegerField(min_value=0, max_value=10**9)
    reply = serializers.CharField(max_length=20)
    note = serializers.CharField(max_length=500, allow_blank=True, default="")


class NewReason(serializers.Serializer):
    """Why a warning is passed: a ready reason, or somebody's own words, which come first."""

    fingerprint = serializers.RegexField(r"^[0-9a-f]{64}$")
    ready = serializers.CharField(max_length=40, allow_blank=True, default="")
    words = serializers.CharField(max_length=LONGEST_PASSING_REASON, allow_blank=True, default="")


class NewReasons(serializers.Serializer):
    """Reasons for warnings of one text; each holds as long as what raised its warning stays."""

    reasons = NewReason(many=True, allow_empty=False)


class GivenReasons(serializers.Serializer):
    """What an approval would be refused for or warned of now, with the reasons that hold."""

    revision = serializers.IntegerField()
    findings = GateFinding(many=True)


class NewDecision(serializers.Serializer):
    """An approval, or a request for changes, of exactly the text with this hash."""

    decision = serializers.ChoiceField(choices=[(each, each) for each in (APPROVE, ASK_FOR_CHANGES)])
    content_hash = serializers.RegexField(r"^[0-9a-f]{64}$")
    scope = serializers.ChoiceField(choices=Decision.Scope.choices, required=False)
    note = serializers.CharField(max_length=5000, allow_blank=True, default="")
    competing = serializers.ChoiceField(choices=Decision.Competing.choices, required=False)
    competing_text = serializers.CharField(max_length=5000, allow_blank=True, default="")
    checklist = NewReply(many=True, required=False)
    checklist_wording = serializers.CharField(max_length=64, allow_blank=True, default="")
    reasons = NewReason(
        many=True,
        required=False,
        help_text="Of an approval: reasons for warnings that have none yet.",
    )


class OneDecision(serializers.Serializer):
    """A decision that was recorded, and where the revision stands by now."""

    id = serializers.IntegerField()
    revision = serializers.IntegerField()
    decision = serializers.ChoiceField(choices=Decision.Kind.choices)
    scope = serializers.ChoiceField(choices=Decision.Scope.choices, allow_blank=True)
    decided_at = serializers.DateTimeField()
    stage = serializers.ChoiceField(choices=Stage.choices)
