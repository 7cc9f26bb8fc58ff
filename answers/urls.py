"""The addresses of readers' pages."""

from django.urls import path

from answers.views import lists, questions

app_name = "answers"

urlpatterns = [
    path("", lists.home, name="home"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("questions/", lists.questions, name="questions"),
    path("questions/<str:slug>/", questions.question, name="question"),
    path("q/<int:number>/", questions.question_number, name="question_number"),
]
