"""Knows what a site says of itself and chooses for its readers: name, publisher, intervals, words."""

from qa_site import environment
from qa_site.settings.safety import ALLOWED_HOSTS, SECURE

SITE_NAME = environment.text("SITE_NAME", "Citewell")
SITE_URL = environment.site_address(
    "SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}" if SECURE else "http://127.0.0.1:8000"
)
PUBLISHER_NAME = environment.text("PUBLISHER_NAME", "")
PUBLISHER_CONTACT = environment.text("PUBLISHER_CONTACT", "")
PUBLISHER_FUNDING = environment.text("PUBLISHER_FUNDING", "")  # who pays for it, in a sentence
SANITIZER = environment.choice("SANITIZER", default="bleach", options=["bleach", "nh3"])
REVIEW_INTERVAL_MONTHS = environment.number("REVIEW_INTERVAL_MONTHS", default=12, least=1, most=36)
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")

# A network in front of the site that takes the names of changed pages may keep pages meanwhile.
CDN_PURGE_URL = environment.purge_address("CDN_PURGE_URL")

# Staff are warned when no backup was made and verified for so long.
BACKUP_WITHIN_HOURS = environment.number("BACKUP_WITHIN_HOURS", default=36, least=1, most=24 * 31)

# Where other programs may be told of changes: at these ports only, and never inside a private network.
WEBHOOK_PORTS = environment.ports("WEBHOOK_PORTS", default=[443])

# Readers may see how many pages are overdue and how long a review takes; a site need not say so.
REVIEW_STATUS_PUBLIC = environment.flag("REVIEW_STATUS_PUBLIC", default=True)

# Whom readers call, and what they are told where they write to us; without words of the site's own,
# general ones stand there.
EMERGENCY_NUMBER = environment.text("EMERGENCY_NUMBER", "")
EMERGENCY_TEXT = environment.text("EMERGENCY_TEXT", "")
SIDE_EFFECTS_TEXT = environment.text("SIDE_EFFECTS_TEXT", "")
REPORTS_READ_WITHIN_DAYS = environment.number("REPORTS_READ_WITHIN_DAYS", default=7, least=1, most=60)

# Off until somebody wants it: looking a source up tells Crossref and NCBI what editors are reading.
SOURCES_LOOKUP_ENABLED = environment.flag("SOURCES_LOOKUP_ENABLED", default=False)
CROSSREF_MAILTO = environment.mail_address("CROSSREF_MAILTO")
NCBI_API_KEY = environment.text("NCBI_API_KEY", "")
