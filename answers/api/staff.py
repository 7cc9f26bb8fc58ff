"""What every staff operation shares: who, which scope, odd bodies refused, and each request done once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ParseError, PermissionDenied, ValidationError
from rest_framework.parsers import JSONParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from answers import policies, sessions
from answers.api import describing, opening, paging, refusals, replies
from answers.api.keys import ByKey, BySession
from answers.models import KeptReply, Scope
from answers.pages import Document

MOST_BYTES = 1_000_000
LONGEST_KEY = 200
IDEMPOTENCY = "Idempotency-Key"

Done = tuple[int, Document]


class Body(JSONParser):
    """JSON of at most a megabyte whose letters a database takes."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        raw = stream.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise refusals.TooLong(_("Send at most one megabyte."))
        try:
            found = json.loads(raw.decode(), parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            raise ParseError(_("This is not JSON.")) from error
        if not _is_storable(found):
            raise ParseError(_("The body holds a character that no text may hold."))
        return found


class Scoped(BasePermission):
    """The key must have the scope, and its person the permission, now."""

    def has_permission(self, request: Request, view: Any) -> bool:
        person, scope = request.user, view.scope(request)
        if scope is None:
            return True
        if not isinstance(person, User):
            return False
        key: Any = request.auth
        if key is not None and scope not in key.scopes:
            self.message = _("This key may not be used for this: %(scope)s.") % {"scope": Scope(scope).label}
            return False
        self.message = policies.why_no_scope(person, scope)
        return not self.message


class Staff(APIView):
    """An operation for staff: with a key of the scope, or signed in."""

    reads: ClassVar[Scope | None] = Scope.REVIEW
    writes: ClassVar[Scope | None] = None
    authentication_classes = (ByKey, BySession)
    permission_classes = (Scoped,)
    parser_classes = (Body,)
    shape: ClassVar[describing.Shape]
    filters: ClassVar[Any] = None
    orders: ClassVar[paging.Orders] = {}
    is_list: ClassVar[bool] = False

    def scope(self, request: Request) -> Scope | None:
        """The scope that this request takes."""
        return self.writes if request.method == "POST" else self.reads

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method in self.allowed_methods:
            opening.refuse_unknown(request, self.known() if request.method in ("GET", "HEAD") else [])

    def known(self) -> list[str]:
        """The parameters of a reading."""
        pieces = list(opening.OF_PIECES) if self.is_list else []
        return ["fields", *pieces, *(self.filters.base_filters if self.filters else ())]

    def sent(self, request: Request, document: Document) -> HttpResponse:
        """One document as it is sent to one person."""
        chosen = replies.chosen(request, describing.names(self.shape))
        return replies.private(replies.narrowed(document, chosen))

    def listed(
        self, request: Request, rows: Any, default: str, document: Callable[[Any], Document]
    ) -> HttpResponse:
        """A piece of these rows."""
        chosen = replies.chosen(request, describing.names(self.shape))
        piece = paging.cut(opening.filtered(self.filters, request, rows), request, self.orders, default)
        return replies.private(opening.enveloped(piece, [document(each) for each in piece.rows], chosen))


def read(shape: type[serializers.Serializer], request: Request) -> dict[str, Any]:
    """What was sent, in its fields. Raises ValidationError that names each fault."""
    if not isinstance(request.data, dict):
        raise ValidationError(_("Send one object."))
    unknown = sorted(request.data.keys() - shape().fields.keys())
    if unknown:
        raise ValidationError({unknown[0][:100]: [_("There is no such field.")]})
    found = shape(data=request.data)
    found.is_valid(raise_exception=True)
    sent: dict[str, Any] = found.validated_data
    return sent


def refuse_old_proof(request: Request) -> None:
    """Raises PermissionDenied for a grave step by a session whose last proof of who one is is too old.

    An access key is a proof of its own: it has a scope for grave steps, and making it asked for one.
    """
    if request.auth is None and not sessions.is_proved_lately(request.session, timezone.now()):
        raise PermissionDenied(_("You signed in more than 15 minutes ago. Sign in again for this step."))


def unknown_source() -> ValidationError:
    """What is said of a key that no source has."""
    return ValidationError({"source": [_("There is no source with this key.")]})


def once(request: Request, act: Callable[[], Done]) -> HttpResponseBase:
    """Do it; with an idempotency key only the first time, and say the same again for a day.

    Of two at once the second waits for the first. The key of another request is refused; a request that
    was refused may be sent again under its key.
    """
    key = request.headers.get(IDEMPOTENCY, "")
    if not key:
        return _replied(act())
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise ValidationError({IDEMPOTENCY: [_("Write at most 200 plain letters and digits.")]})
    mine = KeptReply.objects.filter(person=request.user.pk, key=key)
    mine.over(timezone.now()).delete()
    kept = mine.first()
    if kept is None:
        try:
            return _replied(_first(request, key, act))
        except IntegrityError:
            kept = mine.first()
            if kept is None:
                raise
    if kept.request_digest != _digest(request):
        raise refusals.Unprocessable(_("This idempotency key was used for another request."))
    response = _replied((kept.status, json.loads(kept.body)))
    response["Idempotent-Replayed"] = "true"
    return response


def _first(request: Request, key: str, act: Callable[[], Done]) -> Done:
    with transaction.atomic():
        row = KeptReply.objects.create(
            person_id=request.user.pk or 0, key=key, request_digest=_digest(request), kept_at=timezone.now()
        )
        status, document = act()
        KeptReply.objects.filter(pk=row.pk).update(status=status, body=json.dumps(document))
    return status, document


def _replied(done: Done) -> HttpResponse:
    status, document = done
    return replies.private(document, status)


def _digest(request: Request) -> str:
    sent = json.dumps([request.method, request.path, request.data], sort_keys=True)
    return hashlib.sha256(sent.encode()).hexdigest()


def _no_number(word: str) -> None:
    raise ValueError(word)


def _is_storable(found: Any) -> bool:
    if isinstance(found, str):
        return paging.is_storable(found)
    if isinstance(found, dict):
        return all(_is_storable(each) for pair in found.items() for each in pair)
    return all(_is_storable(each) for each in found) if isinstance(found, list) else True
