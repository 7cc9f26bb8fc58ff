"""The page of a newer edition: every answer that cites the older one, sentence by sentence, side by side.

One button asks for a draft of each; it shows how far that is, and decides nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers import policies, workflow
from answers.admin import signed_in
from answers.models import RESTING, Answer, Candidacy, Citation, Refused, Uptake, citing, resting_on_replaced
from sources import formatting
from sources.models import Replacement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Family = Mapping[int, Replacement]

ON_A_PAGE = 50
UNPROCESSABLE = 422


@dataclass(frozen=True)
class Cited:
    """One sentence that rests on one of the two editions, and what is said of that."""

    citation: Citation
    is_in_abstract: bool
    names_year: bool


@dataclass(frozen=True)
class Row:
    """One answer with its sentences and what became of it."""

    answer: Answer
    uptake: Uptake | None
    sentences: tuple[Cited, ...]
    is_citing: bool
    candidacy: Candidacy | None

    @property
    def is_kept(self) -> bool:
        """Whether somebody said that the older edition stays."""
        return bool(self.uptake and self.uptake.kept_reason)

    @property
    def is_in_hand(self) -> bool:
        """Whether its draft is about to be made."""
        return bool(self.uptake and not self.uptake.settled_at and not self.uptake.problem)

    @property
    def may_be_asked(self) -> bool:
        """Whether a draft can be asked for."""
        return self.is_citing and not self.is_in_hand


def newer(request: HttpRequest, replacement_id: int) -> HttpResponse:
    """Look, choose, press once; pressing again does no harm."""
    rows = Replacement.objects.with_sources()
    replacement = get_object_or_404(rows, pk=replacement_id)
    if not replacement.is_confirmed:
        return redirect("admin:sources_source_newer", replacement.older.pk)
    person = signed_in.person(request)
    status = 200
    if request.method == "POST":
        if not policies.may(person, "change_answer"):
            raise PermissionDenied
        try:
            messages.success(request, _carried_out(request, replacement, person))
            return redirect(request.get_full_path())
        except Refused as refused:
            for sentence in refused.sentences:
                messages.error(request, sentence)
            status = UNPROCESSABLE
    context = _context(request, replacement) | {
        **admin.site.each_context(request),
        "title": _("Newer edition: %(older)s → %(newer)s")
        % {"older": replacement.older.label, "newer": replacement.newest.label},
        "may_change": policies.may(person, "change_answer"),
        "why_not": workflow.why_not_in_force(replacement),
    }
    return TemplateResponse(request, "admin/review/newer.html", context, status=status)


def _carried_out(request: HttpRequest, replacement: Replacement, person: User) -> str:
    """What was done, in a sentence; raises Refused."""
    now, typed = timezone.now(), request.POST
    if typed.get("do") == "keep":
        answer = get_object_or_404(
            _listed(replacement, _family(replacement)), pk=_number(typed.get("answer", ""))
        )
        workflow.keep_older(answer, replacement, by=person, at=now, reason=typed.get("reason", ""))
        return _("The older edition stays in this answer.")
    among = None if typed.get("do") == "all" else [_number(each) for each in typed.getlist("answers")]
    if among == []:
        raise Refused(_("Tick at least one answer."))
    asked = workflow.ask_for_newer(replacement, by=person, at=now, among=among)
    waiting = Uptake.objects.asked().filter(replacement=replacement).count()
    said = ngettext("%(asked)s answer was asked for.", "%(asked)s answers were asked for.", asked)
    if waiting:
        said += " " + ngettext(
            "%(waiting)s draft follows by itself.", "%(waiting)s drafts follow by themselves.", waiting
        )
    return said % {"asked": asked, "waiting": waiting}


def _context(request: HttpRequest, replacement: Replacement) -> dict[str, Any]:
    family = _family(replacement)
    page = Paginator(_listed(replacement, family), ON_A_PAGE).get_page(request.GET.get("page"))
    rows = _rows(page, replacement, family)
    ticked = {row.answer.pk for row in rows if row.may_be_asked and not row.is_kept}
    if request.method == "POST" and request.POST.get("do") == "ticked":
        ticked = {_number(each) for each in request.POST.getlist("answers")}
    return {
        "replacement": replacement,
        "older_reference": formatting.reference_text(replacement.older.work()),
        "newer_reference": formatting.reference_text(replacement.newest.work()),
        "page": page,
        "rows": rows,
        "ticked": ticked,
        "has_choice": any(row.may_be_asked for row in rows),
        "counts": _counts(replacement, family),
        "typed_answer": _number(request.POST.get("answer", "")),
        "reason": request.POST.get("reason", ""),
    }


def _listed(replacement: Replacement, family: Family) -> QuerySet[Answer]:
    """Every answer it concerns or has concerned; those with nothing left to do come last."""
    waiting = resting_on_replaced(family)
    uptakes = Uptake.objects.filter(replacement=replacement)
    settled = uptakes.filter(answer=OuterRef("pk"), settled_at__isnull=False)
    found = Answer.objects.filter(Q(pk__in=waiting.values("pk")) | Q(pk__in=uptakes.values("answer")))
    ordered = found.annotate(is_settled=Exists(settled)).order_by("is_settled", "question__wording", "pk")
    return ordered.select_related("question__main_topic")


def _rows(page: Page[Answer], replacement: Replacement, family: Family) -> list[Row]:
    answers = list(page.object_list)
    uptakes = Uptake.objects.filter(replacement=replacement, answer__in=answers)
    by_answer = {row.answer_id: row for row in uptakes.select_related("revision", "asked_by")}
    older, later = _citations(answers, replacement, family)
    staged = Candidacy.objects.filter(
        answer__in=answers, stage__in=(*Candidacy.OPEN, *Candidacy.WAITING_TO_GO_LIVE)
    )
    candidacies = {each.answer_id: each for each in staged.select_related("revision").order_by("pk")}
    return [
        Row(
            answer,
            by_answer.get(answer.pk),
            tuple(older[answer.pk] or later[answer.pk]),
            bool(older[answer.pk]),
            candidacies.get(answer.pk),
        )
        for answer in answers
    ]


def _citations(
    answers: Collection[Answer], replacement: Replacement, family: Family
) -> tuple[Mapping[int, list[Cited]], Mapping[int, list[Cited]]]:
    """The numbered citations of the older and of the newer edition in the working copies, in their order."""
    abstract, year = _plain(replacement.newest.abstract), replacement.older.year
    sources = [*family, replacement.newest.pk]
    found = Citation.objects.filter(answer__in=answers, source__in=sources, role__in=RESTING)
    older: dict[int, list[Cited]] = defaultdict(list)
    later: dict[int, list[Cited]] = defaultdict(list)
    for each in found.order_by("answer", "position", "id"):
        quote = _plain(each.quote)
        side = older if each.source_id in family else later
        names_year = bool(year) and str(year) in each.claim_text
        side[each.answer_id].append(Cited(each, bool(quote) and quote in abstract, names_year))
    return older, later


def _counts(replacement: Replacement, family: Family) -> dict[str, int]:
    uptakes = Uptake.objects.filter(replacement=replacement)
    counted = uptakes.aggregate(
        drafted=Count("pk", filter=Q(revision__isnull=False)),
        kept=Count("pk", filter=~Q(kept_reason="")),
        in_hand=Count("pk", filter=Q(settled_at__isnull=True, problem="")),
        stuck=Count("pk", filter=~Q(problem="")),
    )
    left_out = uptakes.filter(Q(settled_at__isnull=True, problem="") | ~Q(kept_reason=""))
    to_do = citing(family).exclude(pk__in=left_out.values("answer")).count()
    return counted | {"to_do": to_do}


def _family(replacement: Replacement) -> Family:
    """The older edition under every number that a text may name."""
    older = replacement.older
    return dict.fromkeys([older.pk, *older.merged.values_list("pk", flat=True)], replacement)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
