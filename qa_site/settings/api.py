"""Knows how the interface for programs answers, how often, and how it is described."""

from typing import Any

from qa_site import environment
from qa_site.settings.this_site import SITE_NAME

# JSON only: the browsable pages need inline styles, which the policy refuses. Without them it is no
# installed app: with the first template its tags would take 12 MB of every worker. Each view says who
# may read it; a view that says nothing is closed.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_THROTTLE_CLASSES": ["answers.api.throttles.Throttle"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "answers.api.refusals.handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

# How many requests a minute one network address, one access key or one signed-in person may send.
API_PER_MINUTE = environment.number("API_PER_MINUTE", default=120, least=1, most=100_000)
API_PER_MINUTE_WITH_KEY = environment.number("API_PER_MINUTE_WITH_KEY", default=600, least=1, most=100_000)

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": f"{SITE_NAME} API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "PATH_CONVERTER_OVERRIDES": {"number": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}},
    "ENUM_NAME_OVERRIDES": {
        "ThreadKindEnum": "answers.models.Thread.Kind",
        "ThreadPartEnum": "answers.api.staff_shapes.PARTS",
    },
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}
