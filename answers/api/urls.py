"""The addresses of the programming interface; what stands under /api/v1/ keeps its meaning."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from answers.api import lean  # noqa: F401  # isort: skip -- before anything that knows the framework
from answers import later
from answers.api import answers, questions, root, topics

corrections = later.Views("answers.api.corrections")
description = later.Views("answers.api.description")
events = later.Views("answers.api.events")
revisions = later.Views("answers.api.revisions")
sources = later.Views("answers.api.sources")
threads = later.Views("answers.api.threads")


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
    path("v1/sources/", sources.Sources, name="sources"),
    path("v1/sources/<word:key>/", sources.OneSource, name="source"),
    path("v1/corrections/", corrections.Corrections, name="corrections"),
    path("v1/revisions/", revisions.Revisions, name="revisions"),
    path("v1/revisions/<number:number>/", revisions.OneRevision, name="revision"),
    path("v1/revisions/<number:number>/threads/", threads.ThreadsOfRevision, name="open_thread"),
    path("v1/revisions/<number:number>/checks/", revisions.Checks, name="check"),
    path("v1/revisions/<number:number>/decisions/", revisions.Decisions, name="decide"),
    path("v1/revisions/<number:number>/reasons/", revisions.Reasons, name="give_reasons"),
    path("v1/threads/", threads.Threads, name="threads"),
    path("v1/threads/<number:number>/", threads.OneThread, name="thread"),
    path("v1/threads/<number:number>/comments/", threads.CommentsOfThread, name="reply"),
    path("v1/events/", events.Events, name="events"),
    path("v1/schema/", description.schema, name="schema"),
    path("v1/docs/", description.docs, name="docs"),
    path("<path:rest>", root.nowhere, name="nowhere"),
]
