"""The addresses of the programming interface; what stands under /api/v1/ keeps its meaning."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from answers.api import lean  # noqa: F401  # isort: skip -- before anything that knows the framework
from answers.api import (
    answers,
    corrections,
    description,
    events,
    questions,
    revisions,
    root,
    sources,
    threads,
    topics,
)


class Number(IntConverter):
    """A number that a database can be asked for."""

    regex = r"[0-9]{1,18}"


register_converter(Number, "number")

app_name = "api"

urlpatterns = [
    path("", root.Versions.as_view(), name="versions"),
    path("v1/", root.Contents.as_view(), name="contents"),
    path("v1/topics/", topics.Topics.as_view(), name="topics"),
    path("v1/topics/<word:slug>/", topics.OneTopic.as_view(), name="topic"),
    path("v1/questions/", questions.Questions.as_view(), name="questions"),
    path("v1/questions/<number:number>/", questions.OneQuestion.as_view(), name="question"),
    path("v1/answers/", answers.Answers.as_view(), name="answers"),
    path("v1/answers/<number:number>/", answers.OneAnswer.as_view(), name="answer"),
    path("v1/sources/", sources.Sources.as_view(), name="sources"),
    path("v1/sources/<word:key>/", sources.OneSource.as_view(), name="source"),
    path("v1/corrections/", corrections.Corrections.as_view(), name="corrections"),
    path("v1/revisions/", revisions.Revisions.as_view(), name="revisions"),
    path("v1/revisions/<number:number>/", revisions.OneRevision.as_view(), name="revision"),
    path("v1/revisions/<number:number>/threads/", threads.ThreadsOfRevision.as_view(), name="open_thread"),
    path("v1/revisions/<number:number>/checks/", revisions.Checks.as_view(), name="check"),
    path("v1/revisions/<number:number>/decisions/", revisions.Decisions.as_view(), name="decide"),
    path("v1/revisions/<number:number>/reasons/", revisions.Reasons.as_view(), name="give_reasons"),
    path("v1/threads/", threads.Threads.as_view(), name="threads"),
    path("v1/threads/<number:number>/", threads.OneThread.as_view(), name="thread"),
    path("v1/threads/<number:number>/comments/", threads.CommentsOfThread.as_view(), name="reply"),
    path("v1/events/", events.Events.as_view(), name="events"),
    path("v1/schema/", description.schema, name="schema"),
    path("v1/docs/", description.docs, name="docs"),
    path("<path:rest>", root.nowhere, name="nowhere"),
]
