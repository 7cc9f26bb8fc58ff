"""Knows how mail leaves, and whom a finder of a weakness tells."""

from email.utils import parseaddr
from urllib.parse import quote

import environ

from qa_site import environment
from qa_site.settings.safety import DATA_DIR

mail = environment.service(
    "EMAIL_URL",
    default=f"filemail:///{quote(str(DATA_DIR / 'mail'))}",
    schemes=["smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail"],
    read=environ.Env.email_url_config,
)
EMAIL_BACKEND: str = mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH: str = mail["EMAIL_FILE_PATH"]
EMAIL_HOST: str = mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT: int = mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER: str = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD: str = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS: bool = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", default="Citewell <citewell@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Whom a finder of a weakness tells: mailto:, https: or tel:. Without one, who sends our mail.
SECURITY_CONTACT = environment.contact(
    "SECURITY_CONTACT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}"
)
