"""One page of the crowd, as modelsearch wants to be told of it."""

from django.db import models
from modelsearch.index import Indexed, SearchField


class Page(Indexed, models.Model):  # type: ignore[misc]  # modelsearch ships no types
    """Its question tells more than its texts, as with us."""

    question = models.TextField()
    short_answer = models.TextField()
    research = models.TextField()
    doctor_questions = models.TextField()

    search_fields = (
        SearchField("question", boost=3),
        SearchField("short_answer", boost=2),
        SearchField("research"),
        SearchField("doctor_questions"),
    )

    def __str__(self) -> str:
        return self.question
