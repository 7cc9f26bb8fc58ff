"""How a webhook's message is signed, so that its receiver knows it is ours and new; it sends nothing.

The scheme is that of Standard Webhooks, https://github.com/standard-webhooks/standard-webhooks (its
spec/standard-webhooks.md, “Webhook signature”): `webhook-id`, `webhook-timestamp` in whole seconds, and
`webhook-signature`, a list parted by blanks of `v1,` with the base64 of the HMAC-SHA256 of
`{id}.{timestamp}.{body}` under the bytes that follow `whsec_` in base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence

from answers.models.webhooks import PREFIX


def headers(message_id: str, timestamp: int, body: bytes, secrets: Sequence[str]) -> dict[str, str]:
    """The three headers; each secret signs, so that either may be used while one is rotated."""
    signed = b".".join([message_id.encode(), str(timestamp).encode(), body])
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(_signature(secret, signed) for secret in secrets),
    }


def _signature(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(PREFIX))
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
