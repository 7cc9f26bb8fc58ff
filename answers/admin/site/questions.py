"""Questions and contributors in the admin: where answers stand, and who signs them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from answers import pages, search, workflow
from answers.admin.site import question_search
from answers.admin.site.topics import CHECKBOXES
from answers.models import (
    Answer,
    Contributor,
    ListStamp,
    PagesInTopics,
    Phrasing,
    PublishedPage,
    Question,
    Refused,
    RelatedChoice,
)
from sources.admin.long_lists import LongListAdmin


class QuestionForm(forms.ModelForm):
    """Where a question stands; its wording belongs to the answer, which is reviewed with it."""

    class Meta:
        model = Question
        fields = ("slug", "main_topic", "topics", "original", "kind", "origin", "origin_note")

    def clean_original(self) -> Question | None:
        original = cast("Question | None", self.cleaned_data["original"])
        if original is not None and (reason := workflow.why_not_original(self.instance, original)):
            raise forms.ValidationError(reason)
        return original


class LanguageFilter(admin.SimpleListFilter):
    """A language of this site; which ones stand in the rows would be read from all of them."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(settings.LANGUAGES)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class PhrasingInline(admin.StackedInline):
    """Other ways in which patients ask."""

    model = Phrasing
    extra = 1


class RelatedInline(admin.StackedInline):
    """Questions that its page leads to first, and those that it never leads to."""

    model = RelatedChoice
    fk_name = "question"
    extra = 1
    raw_id_fields = ("other",)
    verbose_name_plural = _("related questions: the page chooses them by itself where nothing is said here")

    def has_view_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        return request.user.has_perm("answers.view_question")

    def has_add_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        return request.user.has_perm("answers.change_question")

    has_change_permission = has_add_permission
    has_delete_permission = has_add_permission


@admin.register(Question)
class QuestionAdmin(LongListAdmin):
    """Addresses, topics and other phrasings; a question is begun as an answer and never deleted."""

    form = QuestionForm
    inlines = (PhrasingInline, RelatedInline)
    list_display = ("wording", "main_topic", "language", "slug")
    list_filter = ("main_topic", LanguageFilter)
    list_select_related = ("main_topic",)
    sortable_by = ("wording", "slug")
    search_fields = ("wording", "phrasings__text", "slug")
    readonly_fields = ("wording", "language", "its_answer")
    fields = (
        "wording",
        "its_answer",
        "language",
        "slug",
        "main_topic",
        "topics",
        "original",
        "kind",
        "origin",
        "origin_note",
    )
    formfield_overrides = CHECKBOXES
    raw_id_fields = ("original",)
    ordering = ("wording", "id")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Question], search_term: str
    ) -> tuple[QuerySet[Question], bool]:
        """Every word, in the wording, the address or another way of asking."""
        if not search_term.strip():
            return queryset, False
        return self.found(request, queryset, question_search.numbers(search_term))

    @admin.display(description=_("answer"))
    def its_answer(self, question: Question) -> str:
        answer = getattr(question, "answer", None)
        if answer is None:
            return "–"
        address = reverse("admin:answers_answer_change", args=[answer.pk])
        return format_html('<a href="{}">{}</a>', address, _("Write the answer and the wording"))

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """The address moves through its verb, so that the former one goes on leading here."""
        wanted = obj.slug
        Question.objects.select_for_update().filter(pk=obj.pk).values_list("pk").first()
        self._outdate_kin(obj)
        obj.slug = Question.objects.values_list("slug", flat=True).get(pk=obj.pk)
        obj.save(update_fields=["main_topic", "original", "kind", "origin", "origin_note"])
        try:
            workflow.rename(obj, wanted, by=request.user, at=timezone.now())  # type: ignore[arg-type]  # signed in
        except Refused as refused:
            self.message_user(request, str(refused), level="ERROR")

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        super().save_related(request, form, formsets, change)
        PublishedPage.objects.filter(answer__question=form.instance).update(is_stale=True)
        self._outdate_kin(form.instance)
        workflow.queue_short_of_rules(Answer.objects.filter(question=form.instance), at=timezone.now())
        workflow.measure_of(form.instance.pk, at=timezone.now())
        search.index_question(form.instance)
        ListStamp.objects.renew()
        PagesInTopics.objects.moved(form.instance.pk)

    def _outdate_kin(self, question: Question) -> None:
        """The pages that name this one as theirs in another language, by what is stored just now."""
        if stored := Answer.objects.filter(question=question.pk).select_related("question").first():
            pages.family(stored).update(is_stale=True)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Question | None = None) -> bool:
        return False


@admin.register(Contributor)
class ContributorAdmin(LongListAdmin):
    """The people behind the answers, with their declared interests."""

    list_display = ("name", "role", "credentials", "is_clinician", "interests_declared_on", "user")
    list_filter = ("is_clinician",)
    list_select_related = ("user",)
    search_fields = ("name", "role", "user__username")
    ordering = ("name", "id")
    fields = (
        "name",
        ("role", "credentials", "is_clinician"),
        "user",
        "interests",
        "interests_declared_on",
    )

    def has_delete_permission(self, request: HttpRequest, obj: Contributor | None = None) -> bool:
        return False

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """A changed name or declaration reaches the pages that print it at their next read."""
        super().save_related(request, form, formsets, change)
        if change and form.changed_data:
            PublishedPage.objects.naming(form.instance).update(is_stale=True)
