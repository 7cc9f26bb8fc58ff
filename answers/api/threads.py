"""Threads for staff: discussions of a passage, opened and answered through the same verbs as on screen."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework.request import Request

from answers import comments
from answers.api import describing, staff, staff_narrowing
from answers.api import staff_shapes as shapes
from answers.api.people import moment, person
from answers.models import Comment, Revision, Scope, Thread
from answers.pages import Document


class Threads(staff.Staff):
    """Every thread with its messages."""

    shape = shapes.OneThread
    filters = staff_narrowing.ThreadFilter
    orders = staff_narrowing.BY_NUMBER
    is_list = True

    @describing.found(
        "list_threads",
        "Every thread",
        shapes.OneThread,
        filters=filters,
        orders=orders,
        is_list=True,
        is_public=False,
    )
    def get(self, request: Request) -> HttpResponseBase:
        return self.listed(request, _rows(), "-id", _document)


class OneThread(staff.Staff):
    """One thread with its messages."""

    shape = shapes.OneThread

    @describing.found("read_thread", "One thread", shapes.OneThread, is_public=False)
    def get(self, request: Request, number: int) -> HttpResponseBase:
        return self.sent(request, _document(get_object_or_404(_rows(), pk=number)))


class ThreadsOfRevision(staff.Staff):
    """Where a thread begins."""

    writes = Scope.COMMENT

    @describing.sent("open_thread", "Comment on a revision", shapes.NewThread, shapes.OneThread)
    def post(self, request: Request, number: int) -> HttpResponseBase:
        revision = get_object_or_404(Revision.objects.select_related("answer", "frozen"), pk=number)
        sent = staff.read(shapes.NewThread, request)
        return staff.once(request, lambda: (201, _opened(request, revision, sent)))


class CommentsOfThread(staff.Staff):
    """Replies to a thread."""

    writes = Scope.COMMENT

    @describing.sent("reply", "Reply to a thread", shapes.NewComment, shapes.Comment)
    def post(self, request: Request, number: int) -> HttpResponseBase:
        thread = get_object_or_404(Thread.objects.select_related("answer"), pk=number)
        sent = staff.read(shapes.NewComment, request)
        return staff.once(request, lambda: (201, _said(request, thread, sent)))


def _rows() -> QuerySet[Thread]:
    said = Comment.objects.select_related("text", "author__contributor").order_by("written_at", "id")
    rows = Thread.objects.select_related("answer", "opened_by__contributor", "resolved_by__contributor")
    return rows.prefetch_related(Prefetch("comments", said))


def _opened(request: Request, revision: Revision, sent: Document) -> Document:
    thread = comments.open_thread(
        revision,
        by=request.user,  # type: ignore[arg-type]  # the permission has seen to it
        at=timezone.now(),
        kind=sent["kind"],
        text=sent["text"],
        block=sent.get("part", ""),
        start=sent.get("start"),
        end=sent.get("end"),
        replacement=sent["replacement"],
    )
    return _document(_rows().get(pk=thread.pk))


def _said(request: Request, thread: Thread, sent: Document) -> Document:
    return _comment(comments.reply(thread, by=request.user, at=timezone.now(), text=sent["text"]))  # type: ignore[arg-type]  # as above


def _document(row: Thread) -> Document:
    return {
        "id": row.pk,
        "question": row.answer.question_id,
        "revision": row.revision_id,
        "kind": row.kind,
        "status": row.status,
        "part": row.block,
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "replacement": row.replacement,
        "opened_by": person(row.opened_by),
        "opened_at": moment(row.opened_at),
        "resolved_by": person(row.resolved_by),
        "resolved_at": moment(row.resolved_at),
        "outcome": row.outcome,
        "comments": [_comment(each) for each in row.comments.all()],
    }


def _comment(row: Comment) -> Document:
    return {
        "id": row.pk,
        "text": row.text.text,
        "author": person(row.author),
        "written_at": moment(row.written_at),
    }
