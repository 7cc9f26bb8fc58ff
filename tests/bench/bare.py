"""The floor: a Django with one view and no middleware, which returns given bytes from memory."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    INSTALLED_APPS=[],
    MIDDLEWARE=[],
    ROOT_URLCONF=__name__,
    SECRET_KEY="no secrets here",
    USE_I18N=False,
)

# A reply is kept as `<name>.<status>`.
REPLIES = {
    kept.stem: (int(kept.suffix[1:]), kept.read_bytes()) for kept in Path(os.environ["REPLIES"]).iterdir()
}


def reply(request: HttpRequest, name: str) -> HttpResponse:
    status, stored = REPLIES[name]
    return HttpResponse(stored, status=status)


urlpatterns = [path("<str:name>", reply)]

application = get_wsgi_application()
