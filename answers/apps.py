"""The answers app: patients' questions with their reviewed, cited answers."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from answers import sanitize


class AnswersConfig(AppConfig):
    """Chooses the sanitising engine; registers nothing behind the reader's back."""

    name = "answers"
    verbose_name = _("Answers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Sanitise with the engine that the settings name."""
        sanitize.choose(settings.SANITIZER)
