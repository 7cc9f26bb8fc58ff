"""The screen that begins a translation, and what the form of one says of its original."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import workflow
from answers.admin import signed_in
from answers.models import Answer, Question, Refused


class TranslateForm(forms.Form):
    """Into which language, and what patients ask in it."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    wording = forms.CharField(
        label=gettext_lazy("Question in that language"),
        max_length=300,
        widget=forms.TextInput(attrs={"size": 80}),
        help_text=gettext_lazy("As patients ask it, not word for word."),
    )

    def __init__(self, *arguments: Any, spoken: Collection[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["language"] = forms.ChoiceField(label=gettext_lazy("Language"), choices=list(spoken))


def begin(request: HttpRequest, answer: Answer, context: dict[str, Any]) -> HttpResponse:
    """Ask for language and question, then lead to the form of the translation."""
    form = TranslateForm(request.POST or None, spoken=open_languages(answer))
    if request.method == "POST" and form.is_valid():
        try:
            made = workflow.translate(
                answer, by=signed_in.person(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            for sentence in refused.sentences:
                form.add_error(None, sentence)
        else:
            return redirect("admin:answers_answer_change", made.pk)
    shown = context | {"title": _("Translate"), "form": form, "answer": answer}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/answers/answer/translate.html", shown, status=status)


def open_languages(answer: Answer) -> list[tuple[str, str]]:
    """The languages of the site into which this public original has not been translated."""
    question = answer.question
    if not answer.is_public or question.original_id or len(settings.LANGUAGES) == 1:
        return []
    taken = {
        question.language,
        *Question.objects.filter(original=question).values_list("language", flat=True),
    }
    return [(code, name) for code, name in settings.LANGUAGES if code not in taken]
