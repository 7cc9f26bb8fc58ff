"""The addresses of readers' pages, and the one where the sample site changes the person."""

from django.urls import path

from answers.admin import first_steps
from answers.views import lists, questions, references, sources

app_name = "answers"

urlpatterns = [
    path("", lists.home, name="home"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("questions/", lists.questions, name="questions"),
    path("questions/<str:slug>/", questions.question, name="question"),
    path("questions/<str:slug>/references.<str:ending>", references.references, name="references"),
    path("q/<int:number>/", questions.question_number, name="question_number"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:key>/", sources.source, name="source"),
    path("admin/continue-as/", first_steps.continue_as, name="continue_as"),
]
