"""The page behind the link in a mail: how soon its reader hears of what; it signs nobody in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from answers import one_click
from answers.models import MAIL_GROUPS, MailChoice, Pace, Refused

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
"""What a mail program sends when its reader presses “unsubscribe” (RFC 8058)."""


@csrf_exempt  # the signed word in the address is the proof, and a mail program has no form to read
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_choice(request: HttpRequest, word: str) -> HttpResponse:
    """A GET only shows, because programs that scan mail follow every link; a POST changes what is asked."""
    known = one_click.read(word)
    if known is None:
        return _page(request, {"is_over": True}, status=404)
    person, group = known
    told: dict[str, object] = {}
    if request.method == "POST":
        try:
            if ONE_CLICK.items() <= request.POST.dict().items():
                MailChoice.objects.stop(person, group)
            else:
                chosen = {each: request.POST[each] for each in MAIL_GROUPS if each in request.POST}
                MailChoice.objects.choose(person, chosen)
            told["is_saved"] = True
        except Refused as refused:
            told["problem"] = str(refused)
    now = MailChoice.objects.of(person)
    rows = [(each, MailChoice.about(each), now.pace(each)) for each in MAIL_GROUPS]
    status = 422 if "problem" in told else 200
    return _page(request, told | {"rows": rows, "paces": Pace.choices}, status=status)


def _page(request: HttpRequest, told: dict[str, object], *, status: int) -> HttpResponse:
    response = render(request, "answers/mail_choice.html", told, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
