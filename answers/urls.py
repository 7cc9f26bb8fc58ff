"""The addresses of readers' pages."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from answers.views import (
    corrections,
    device,
    feedback,
    feeds,
    history,
    how_we_work,
    lists,
    mail_choice,
    outside,
    pictures,
    questions,
    references,
    search,
    security,
    sheets,
    site_texts,
    sitemaps,
    sources,
    status,
    words,
)


class Word(StringConverter):
    """A part of an address that a database can be asked for: PostgreSQL refuses a NUL."""

    regex = r"[^/\x00]+"


register_converter(Word, "word")

app_name = "answers"

urlpatterns = [
    path("", lists.home, name="home"),
    path("topics/", lists.topics, name="topics"),
    path("topics/<slug:slug>/", lists.topic, name="topic"),
    path("questions/", lists.questions, name="questions"),
    path("questions/<word:slug>/", questions.question, name="question"),
    path("questions/<word:slug>/references.<word:ending>", references.references, name="references"),
    path("questions/<word:slug>/print/<word:kind>/", sheets.sheet, name="sheet"),
    path("questions/<word:slug>/history/", history.history, name="history"),
    path("questions/<word:slug>/history/<int:number>/", history.version, name="version"),
    path("questions/<word:slug>/history/<int:older>...<int:newer>/", history.differences, name="differences"),
    path("q/<int:number>/", questions.question_number, name="question_number"),
    path("my-questions/", device.my_questions, name="my_questions"),
    path("display/", device.display, name="display"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("review-status/", status.review_status, name="review_status"),
    path("about/", site_texts.site_text, {"place": "about"}, name="about"),
    path("terms/", site_texts.site_text, {"place": "terms"}, name="terms"),
    path("privacy/", site_texts.site_text, {"place": "privacy"}, name="privacy"),
    path("accessibility/", site_texts.site_text, {"place": "accessibility"}, name="accessibility"),
    path("how-we-work/", how_we_work.how_we_work, name="how_we_work"),
    path("how-we-work/certainty/", how_we_work.certainty, name="certainty"),
    path("search/", search.search, name="search"),
    path("words/", words.words, name="words"),
    path("words/<word:slug>/", words.word, name="word"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<word:key>/", sources.source, name="source"),
    path("feedback/", feedback.feedback, name="feedback"),
    path("feedback/thanks/", feedback.thanks, name="feedback_thanks"),
    path("mail/<word:word>/", mail_choice.mail_choice, name="mail_choice"),
    path("picture-<slug:digest>.png", pictures.site_picture, name="picture"),
    path(
        "questions/<word:slug>/picture-<slug:digest>.png", pictures.question_picture, name="question_picture"
    ),
    path("feed.atom", feeds.newest, name="feed"),
    path("topics/<slug:slug>/feed.atom", feeds.of_topic, name="topic_feed"),
    path("corrections/feed.atom", feeds.of_corrections, name="corrections_feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.part, name="sitemap_part"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/security.txt", security.security, name="security"),
    path("review/<slug:token>/", outside.welcome, name="outside"),
    path("review/<slug:token>/page/", outside.page, name="outside_page"),
    path("review/<slug:token>/<int:number>/", outside.card, name="outside_card"),
    path("review/<slug:token>/comment/", outside.comment, name="outside_comment"),
    path("review/<slug:token>/finish/", outside.finish, name="outside_finish"),
    path("review/<slug:token>/done/", outside.done, name="outside_done"),
    path("review/<slug:token>/decline/", outside.decline, name="outside_decline"),
    path("review/<slug:token>/again/", outside.again, name="outside_again"),
]
