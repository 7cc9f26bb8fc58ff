"""The editorial log for who may read it; nothing of it is written here."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from rest_framework.request import Request

from answers.api import describing, staff, staff_narrowing
from answers.api import staff_shapes as shapes
from answers.api.people import moment, person
from answers.models import Event, Scope
from answers.pages import Document


class Events(staff.Staff):
    """Every line of the log, as it is hashed and chained."""

    reads = Scope.RECORD
    shape = shapes.OneEvent
    filters = staff_narrowing.EventFilter
    orders = staff_narrowing.BY_SEQUENCE
    is_list = True

    @describing.found(
        "list_events",
        "Every event",
        shapes.OneEvent,
        filters=filters,
        orders=orders,
        is_list=True,
        is_public=False,
    )
    def get(self, request: Request) -> HttpResponseBase:
        rows = Event.objects.select_related("person__contributor", "answer")
        return self.listed(request, rows, "-sequence", _document)


def _document(row: Event) -> Document:
    return {
        "sequence": row.sequence,
        "verb": row.verb,
        "at": moment(row.at),
        "by": person(row.person),
        "question": row.answer.question_id if row.answer else None,
        "revision": row.revision_id,
        "record": row.record,
        "hash": row.hash,
    }
