"""The list of answers and the addresses of their screens; it knows who may open which."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import (
    CharField,
    Exists,
    F,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answers.admin.importing import page as imports
from answers.admin.writing import answer_search, editing, standing, translating
from answers.models import Answer, Candidacy, Question, Revision, Stage, Topic
from sources.admin.long_lists import LongListAdmin

DRAFT = "draft"

Screen = Callable[[HttpRequest, Answer], HttpResponse]


class StageFilter(admin.SimpleListFilter):
    """Where the newest candidate of an answer stands."""

    title = _("stage")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        stages = [(stage.value, stage.label) for stage in Stage if stage not in standing.LEFT]
        return [(DRAFT, _("draft")), *stages]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """An open candidate is newer than the live one, and one that is no longer live older: the many that
        are live are told from the few that are open, and not asked one by one for their newest candidate."""
        value = self.value()
        if value == DRAFT:
            return queryset.filter(~_has(*OPEN), public_state=Answer.PublicState.UNPUBLISHED)
        if value == Stage.LIVE:
            return queryset.filter(_has(Stage.LIVE), ~_has(*OPEN))
        if value == Stage.ENDED:
            return queryset.filter(_has(Stage.ENDED), ~_has(Stage.LIVE, *OPEN))
        return queryset.filter(_has(value), stage=value) if value in Stage.values else queryset


OPEN = tuple(stage for stage in Stage if stage not in {*standing.LEFT, Stage.LIVE, Stage.ENDED})


def _has(*stages: str) -> Exists:
    """A candidate of the answer stands at one of these."""
    return Exists(Candidacy.objects.filter(answer=OuterRef("pk"), stage__in=stages))


def _candidacies() -> QuerySet[Candidacy]:
    """Those that tell where an answer stands."""
    return Candidacy.objects.exclude(stage__in=standing.LEFT).order_by()


class TopicFilter(admin.SimpleListFilter):
    """The main topic of an answer's question."""

    title = _("topic")
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(topic.pk), topic.name) for topic in Topic.objects.order_by("name", "id")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Answer]) -> QuerySet[Answer]:
        value = self.value() or ""
        if not value.isdecimal():
            return queryset
        return queryset.filter(question__in=Question.objects.filter(main_topic=int(value)).order_by())


@admin.register(Answer)
class AnswerAdmin(LongListAdmin):
    """Answers are begun, written and listed here; nothing is ever deleted."""

    list_display = ("question", "topic", "stage_", "public_state", "last_saved")
    list_filter = (StageFilter, "public_state", TopicFilter, "is_sample")
    list_per_page = 50
    sortable_by = ("question", "last_saved")
    search_fields = ("question__wording", "question__phrasings__text")
    search_help_text = _("Words of the question or of the text as it is now, drafts too; or a source's key")
    ordering = ("-id",)
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        latest = Revision.objects.filter(answer=OuterRef("pk")).order_by("-number")
        candidacy = _candidacies().filter(answer=OuterRef("pk")).order_by("-revision__number", "-id")
        found: QuerySet[Answer] = super().get_queryset(request)
        return found.select_related("question__main_topic", "helpfulness").annotate(
            stage=Coalesce(Subquery(candidacy.values("stage")[:1]), Value(DRAFT), output_field=CharField()),
            saver=Subquery(latest.values("saved_by__username")[:1]),
            latest_at=Subquery(latest.values("saved_at")[:1]),
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Answer], search_term: str
    ) -> tuple[QuerySet[Answer], bool]:
        """Every word, anywhere in the texts."""
        if not search_term.strip():
            return queryset, False
        return self.found(request, queryset, answer_search.numbers(search_term))

    @admin.display(description=_("topic"), ordering="question__main_topic__name")
    def topic(self, answer: Answer) -> str:
        return str(answer.question.main_topic)

    @admin.display(description=_("stage"), ordering="stage")
    def stage_(self, answer: Any) -> str:
        return str(dict(Stage.choices).get(answer.stage, _("draft")))

    @admin.display(description=_("last saved"), ordering=F("latest_at").desc(nulls_last=True))
    def last_saved(self, answer: Any) -> str:
        if answer.latest_at is None:
            return "–"
        return gettext("revision %(number)s by %(person)s, %(moment)s") % {
            "number": answer.latest_number,
            "person": answer.saver,
            "moment": date_format(timezone.localtime(answer.latest_at), "SHORT_DATE_FORMAT"),
        }

    def has_delete_permission(self, request: HttpRequest, obj: Answer | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        screens: dict[str, Screen] = {
            "preview": editing.preview,
            "live": editing.live,
            "autosave": editing.autosave,
            "discard": editing.discard,
            "resolve": self._resolve,
        }
        translate = path(
            "<int:object_id>/translate/",
            self.admin_site.admin_view(self._translate),
            name="answers_answer_translate",
        )
        own = [
            path(
                f"<int:object_id>/{name}/",
                self.admin_site.admin_view(self._for_writers(screen)),
                name=f"answers_answer_{name}",
            )
            for name, screen in screens.items()
        ]
        return [*imports.urls(), translate, *own, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return editing.start(request, self._context(request))

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        answer = self._answer(request, object_id)
        may_change = self.has_change_permission(request, answer)
        if not (may_change or (request.method == "GET" and self.has_view_permission(request, answer))):
            raise PermissionDenied
        return editing.change(request, answer, self._context(request), may_change=may_change)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = self._answer(request, object_id)
        if not self.has_view_or_change_permission(request, answer):
            raise PermissionDenied
        saved = answer.revisions.select_related("saved_by").order_by("-number")
        rows = [(each, standing.review_address(each)) for each in saved]
        shown = self._context(request) | {"title": _("Revisions"), "answer": answer, "rows": rows}
        return TemplateResponse(request, "admin/answers/answer/history.html", shown)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return self.admin_site.each_context(request) | {"opts": self.opts, "media": self.media}

    def _answer(self, request: HttpRequest, object_id: str) -> Answer:
        """Who may see no answer at all does not learn which numbers there are."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        answer: Answer | None = self.get_object(request, object_id)
        if answer is None:
            raise Http404
        prefetch_related_objects([answer], "question__topics")
        return answer

    def _for_writers(self, screen: Screen) -> Callable[[HttpRequest, int], HttpResponse]:
        """A screen that takes typed text: by POST only, from those who may change this answer."""

        @wraps(screen)
        def opened(request: HttpRequest, object_id: int) -> HttpResponse:
            if request.method != "POST":
                return HttpResponseNotAllowed(["POST"])
            answer = self._answer(request, str(object_id))
            if not self.has_change_permission(request, answer):
                raise PermissionDenied
            return screen(request, answer)

        return opened

    def _translate(self, request: HttpRequest, object_id: int) -> HttpResponse:
        answer = self._answer(request, str(object_id))
        if not self.has_add_permission(request):
            raise PermissionDenied
        return translating.begin(request, answer, self._context(request))

    def _resolve(self, request: HttpRequest, answer: Answer) -> HttpResponse:
        return editing.resolve(request, answer, self._context(request))
