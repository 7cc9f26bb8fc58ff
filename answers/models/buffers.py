"""Buffers: what somebody typed and has not saved; it is nobody else's business."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from answers.models.answers import Answer


class Buffer(models.Model):
    """What one person typed into one answer's form and has not saved: private, and touches nothing else."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="buffers")
    base_number = models.PositiveIntegerField()
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("answer", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_person_has_one_buffer_for_an_answer", fields=("person", "answer")
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.answer_id}"
