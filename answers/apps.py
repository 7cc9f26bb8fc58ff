"""The answers app: patients' questions with their reviewed, cited answers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnswersConfig(AppConfig):
    """Nothing is registered behind the reader's back: the app has no signals."""

    name = "answers"
    verbose_name = _("Answers")
    default_auto_field = "django.db.models.BigAutoField"
