"""What the inbox is narrowed to: a topic with all below it, a person, how long something has waited."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from answers.models import Answer, Assignment, Candidacy, Credit, InboxView, Question, Report, Thread, Topic
from sources.models import Notice, Replacement

if TYPE_CHECKING:
    from django.http import QueryDict

NAMES = ("topic", "colleague", "older_than")


class _Colleagues(forms.ModelChoiceField):
    """People by the name under which they sign."""

    def label_from_instance(self, obj: User) -> str:
        return str(getattr(obj, "contributor", obj))


class NarrowingForm(forms.ModelForm):
    """One choice each; all three together narrow."""

    topic = forms.ModelChoiceField(
        Topic.objects.order_by("name", "id"),
        label=_("Topic, with all below it"),
        required=False,
        empty_label=_("All topics"),
    )
    colleague = _Colleagues(
        User.objects.filter(is_staff=True).select_related("contributor").order_by("username", "id"),
        label=_("Written or submitted by"),
        required=False,
        empty_label=_("Anybody"),
    )
    older_than = forms.TypedChoiceField(
        choices=[("", _("any time")), *InboxView.Age.choices],
        label=_("Waiting for"),
        required=False,
        coerce=int,
        empty_value=None,
    )

    class Meta:
        model = InboxView
        fields = NAMES


@dataclass(frozen=True)
class Narrowing:
    """Which rows are wanted. `topics` holds the chosen topic and all below it; None stands for all."""

    topics: frozenset[int] | None = None
    person: User | None = None
    until: datetime.datetime | None = None
    query: str = ""

    @classmethod
    def of(cls, wanted: InboxView, *, at: datetime.datetime) -> Narrowing:
        """As the person chose; one query where a topic is chosen."""
        chosen = {"topic": wanted.topic_id, "colleague": wanted.colleague_id, "older_than": wanted.older_than}
        return cls(
            topics=Topic.objects.below(wanted.topic) if wanted.topic else None,
            person=wanted.colleague,
            until=at - datetime.timedelta(days=wanted.older_than) if wanted.older_than else None,
            query=urlencode({name: value or "" for name, value in chosen.items()}),
        )

    def candidacies(self, rows: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
        """By when they came to where they stand."""
        rows = rows.filter(self._about("answer__question"), self._until("moved_at"))
        if self.person is None:
            return rows
        return rows.filter(Q(round__opened_by=self.person) | self._written(self.person, "answer"))

    def answers(self, rows: QuerySet[Answer], since: str = "") -> QuerySet[Answer]:
        """By the moment or day of this name, if it is one of their columns."""
        rows = rows.filter(self._about("question"), self._until(since))
        return rows.filter(self._written(self.person, "pk")) if self.person else rows

    def assignments(self, rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
        """By when somebody was asked; a person's are also those of whom it was asked."""
        rows = rows.filter(self._about("round__answer__question"), self._until("asked_at"))
        if self.person is None:
            return rows
        return rows.filter(Q(person=self.person) | self._written(self.person, "round__answer"))

    def threads(self, rows: QuerySet[Thread]) -> QuerySet[Thread]:
        """By when they were opened; a person's are also those that the person opened."""
        rows = rows.filter(self._about("answer__question"), self._until("opened_at"))
        if self.person is None:
            return rows
        return rows.filter(Q(opened_by=self.person) | self._written(self.person, "answer"))

    def reports(self, rows: QuerySet[Report]) -> QuerySet[Report]:
        """By when they came; a person's are those that the person took."""
        rows = rows.filter(self._about("answer__question"), self._until("received_at"))
        return rows.filter(handled_by=self.person) if self.person else rows

    def notices(self) -> QuerySet[Notice]:
        """Those that were found so long ago."""
        return Notice.objects.filter(self._until("noticed_on"))

    def takes(self, replacement: Replacement) -> bool:
        """Whether this newer edition was proposed so long ago."""
        return self.until is None or replacement.proposed_at < self.until

    def _about(self, question: str) -> Q:
        if self.topics is None:
            return Q()
        further = Question.topics.through.objects.filter(topic__in=self.topics).values("question")
        return Q(**{f"{question}__main_topic__in": self.topics}) | Q(**{f"{question}__in": further})

    def _until(self, since: str) -> Q:
        if self.until is None or not since:
            return Q()
        return Q(**{f"{since}__lt": self.until.date() if since.endswith("_on") else self.until})

    def _written(self, person: User, answer: str) -> Exists:
        return Exists(Credit.objects.filter(revision__answer=OuterRef(answer), person=person))


@dataclass(frozen=True)
class Asked:
    """What a person asked to see, beside what they have kept."""

    wanted: InboxView
    kept: InboxView
    form: NarrowingForm

    @property
    def is_kept(self) -> bool:
        """Whether the inbox opens like this already."""
        return self.wanted.choices() == self.kept.choices()


def asked(given: QueryDict, person: User) -> Asked:
    """What the address asks for; an address that names no filter asks for what the person has kept.

    A choice that does not exist is as none.
    """
    kept = InboxView.objects.of(person)
    if not any(name in given for name in NAMES):
        return Asked(kept, kept, NarrowingForm(instance=kept))
    form = NarrowingForm(given)
    form.is_valid()
    chosen: dict[str, Any] = {name: form.cleaned_data.get(name) for name in NAMES}
    return Asked(InboxView(**chosen), kept, form)
