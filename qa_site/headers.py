"""Knows the headers that keep other sites and strange scripts out, which Django does not set itself."""

from collections.abc import Mapping

from django.conf import settings

ISOLATION = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
}
OF_PAGES = {
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
OF_FILES = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of a stylesheet, font, picture or feed, which needs nothing else; shorter on every line."""


def of_a_refusal() -> Mapping[str, str]:
    """What the site's middleware sends with a file, for an answer that no middleware sees."""
    found = ISOLATION | {
        "Content-Security-Policy": OF_FILES,
        "Cross-Origin-Opener-Policy": settings.SECURE_CROSS_ORIGIN_OPENER_POLICY,
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
    }
    if seconds := settings.SECURE_HSTS_SECONDS:
        found["Strict-Transport-Security"] = f"max-age={seconds}; includeSubDomains; preload"
    return found
