"""The threads of a revision as one person sees them: where each stands and what they may do; it decides
nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from answers import comments, policies
from answers.admin.review import inline_forms
from answers.admin.review.forms import ActionForm, Posted, made
from answers.models import Comment, Revision, Thread
from answers.rendering.anchors import Placement
from answers.rendering.passages import Spot

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Sentences = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class ThreadShown:
    """One thread with its messages and what this person may do; a form that is None is not offered."""

    thread: Thread
    placement: Placement
    comments: tuple[Comment, ...]
    is_mine: bool
    mentions_me: bool
    reply_form: ActionForm | None = None
    close_form: ActionForm | None = None
    decline_form: ActionForm | None = None
    here_form: ActionForm | None = None
    anchor_form: ActionForm | None = None
    may_accept: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is not settled yet."""
        return self.thread.status == Thread.Status.OPEN

    @property
    def is_expanded(self) -> bool:
        """Whether it shows more than its head: it is open, or something of it was refused."""
        forms = (self.reply_form, self.close_form, self.decline_form, self.here_form, self.anchor_form)
        return self.is_open or any(form is not None and form.is_bound for form in forms)

    @property
    def is_lost(self) -> bool:
        """Whether the text that it speaks of is gone."""
        return self.placement.state == "orphaned"

    def touches(self, spot: Spot) -> bool:
        """Whether it speaks of this sentence or line, or of a part of it."""
        place = self.placement
        return place.block == spot.block and spot.start < place.end and place.start < spot.end


@dataclass(frozen=True)
class Filter:
    """Which threads the person may ask for by the address, and how many there are."""

    key: str
    label: Promise
    count: int
    is_chosen: bool


FILTERS: Mapping[str, tuple[Promise, Callable[[ThreadShown], bool]]] = MappingProxyType(
    {
        "": (_("All"), lambda _: True),
        "open": (_("Open"), lambda shown: shown.is_open),
        "resolved": (_("Resolved"), lambda shown: not shown.is_open),
        "must-fix": (_("Must-fix"), lambda shown: shown.thread.kind == Thread.Kind.MUST_FIX),
        "mine": (_("Mine"), lambda shown: shown.is_mine),
        "mentions": (_("Mention me"), lambda shown: shown.mentions_me),
        "orphaned": (_("Their text is gone"), lambda shown: shown.is_lost),
    }
)


def filters(threads: Iterable[ThreadShown], chosen: str) -> list[Filter]:
    """Every filter with its count; an unknown one in the address is as none."""
    found = list(threads)
    chosen = chosen if chosen in FILTERS else ""
    return [
        Filter(key, label, sum(map(rule, found)), is_chosen=key == chosen)
        for key, (label, rule) in FILTERS.items()
    ]


def wanted(threads: Iterable[ThreadShown], chosen: str) -> list[ThreadShown]:
    """The threads that were asked for."""
    _label, rule = FILTERS.get(chosen, FILTERS[""])
    return [each for each in threads if rule(each)]


class Threads:
    """Gathers them with a fixed number of queries."""

    def __init__(self, revision: Revision, person: User, sentences: Sentences, posted: Posted | None) -> None:
        self._revision, self._person, self._posted = revision, person, posted
        self._sentences = list(sentences)
        self._may_comment = policies.may(person, "comment_answer")
        self._may_edit = policies.may(person, "change_answer")
        self._closing = policies.Closing(person, revision.answer)

    def shown(self) -> list[ThreadShown]:
        """Every thread with its place in this revision."""
        placed = comments.placed(self._revision)
        said: dict[int, list[Comment]] = defaultdict(list)
        messages = Comment.objects.filter(thread__in=[thread for thread, _ in placed])
        messages = messages.select_related("text", "author__contributor", "invitation")
        for each in messages.prefetch_related("mentions__person").order_by("written_at", "id"):
            said[each.thread_id].append(each)
        return [self._thread(thread, placement, said[thread.pk]) for thread, placement in placed]

    def _thread(self, thread: Thread, placement: Placement, said: list[Comment]) -> ThreadShown:
        shown = ThreadShown(
            thread,
            placement,
            tuple(said),
            is_mine=self._person.pk in {thread.opened_by_id, *(each.author_id for each in said)},
            mentions_me=self._person.pk in {each.person_id for one in said for each in one.mentions.all()},
        )
        return replace(shown, **self._forms(shown)) if self._may_comment else shown

    def _forms(self, shown: ThreadShown) -> dict[str, Any]:
        """What the person may do with it: each form, or nothing where there is nothing to do."""
        thread, state = shown.thread, shown.placement.state
        may_close = shown.is_open and not self._closing.why_not(thread)
        is_suggestion = shown.is_open and thread.kind == Thread.Kind.SUGGESTION
        found: dict[str, Any] = {"reply_form": self._made(inline_forms.ReplyForm, "reply", thread)}
        if may_close or not shown.is_open:
            verb = "resolve" if shown.is_open else "reopen"
            found["close_form"] = self._made(inline_forms.ThreadForm, verb, thread)
        if may_close and is_suggestion:
            found["decline_form"] = self._made(inline_forms.DeclineForm, "decline", thread)
        if shown.is_open and state == "moved":
            found["here_form"] = self._made(inline_forms.ThreadForm, "belongs-here", thread)
        if shown.is_open and state != "exact":
            found["anchor_form"] = self._made(
                inline_forms.AnchorForm, "anchor", thread, sentences=self._sentences
            )
        found["may_accept"] = is_suggestion and self._may_edit and state == "exact"
        return found

    def _made(self, form: type[ActionForm], verb: str, thread: Thread, **options: Any) -> ActionForm:
        return made(form, verb, {"thread": thread.pk}, self._posted, **options)
