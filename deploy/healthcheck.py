"""Knows whether the server of this container answers: exit code 0, else 1. It asks for nothing but life."""

import os
import sys
import urllib.error
import urllib.request

PORT = (os.environ.get("WEB_BIND") or "127.0.0.1:8000").rpartition(":")[2]
HOST = (os.environ.get("ALLOWED_HOSTS") or "localhost").partition(",")[0].strip(" .\"'")

try:
    asked = urllib.request.Request(
        f"http://127.0.0.1:{PORT}/healthz/live",
        headers={"Host": HOST},
    )
    urllib.request.urlopen(asked, timeout=4).close()  # noqa: S310 -- loopback
except (urllib.error.URLError, OSError) as problem:
    sys.stderr.write(f"{problem}\n")
    sys.exit(1)
