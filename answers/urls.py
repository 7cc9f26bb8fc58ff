"""The addresses of readers' pages; the views of lists and questions alone are loaded with them."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from answers import later
from answers.views import lists, questions

corrections = later.Views("answers.views.corrections")
device = later.Views("answers.views.device")
feedback = later.Views("answers.views.feedback")
feeds = later.Views("answers.views.feeds")
history = later.Views("answers.views.history")
how_we_work = later.Views("answers.views.how_we_work")
mail_choice = later.Views("answers.views.mail_choice")
outside = later.Views("answers.views.outside")
pictures = later.Views("answers.views.pictures")
references = later.Views("answers.views.references")
search = later.Views("answers.views.search")
security = later.Views("answers.views.security")
sheets = later.Views("answers.views.sheets")
site_texts = later.Views("answers.views.site_texts")
sitemaps = later.Views("answers.views.sitemaps")
sources = later.Views("answers.views.sources")
status = later.Views("answers.views.status")
words = later.Views("answers.views.words")


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
