"""Going on as another demo person, on a sample site only; it knows no password and no real account."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from answers import policies

BACKEND = "django.contrib.auth.backends.ModelBackend"


def continue_as(request: HttpRequest) -> HttpResponse:
    """Sign in as the demo person named in the form; for everybody else this address does not exist."""
    person = policies.sample_people().filter(username=request.POST.get("username", "")).first()
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return HttpResponseRedirect(_address_after(request))


def _address_after(request: HttpRequest) -> str:
    """The page the person came for, when it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")
