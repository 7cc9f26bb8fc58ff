"""The second factor: set up, shown, and its recovery codes made anew."""

from __future__ import annotations

import base64
import datetime
import secrets
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from answers.models import Event, RecoveryCode, Refused, SecondFactor
from answers.models.second_factors import DIGITS, derived, hashed, step_of

if TYPE_CHECKING:
    from django.contrib.auth.models import User

GROUP = 4


def new_seed() -> str:
    """What a new secret is worked out from; it is nothing by itself."""
    return secrets.token_hex(32)


def secret_text(seed: str) -> str:
    """The secret of a seed in the letters that people type into an app."""
    letters = base64.b32encode(derived(seed, key=settings.SECRET_KEY)).decode()
    return " ".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def secret_address(person: User, seed: str) -> str:
    """The same as the address that a telephone reads from a square."""
    label = quote(f"{settings.SITE_NAME}:{person.get_username()}", safe="")
    words = {"secret": secret_text(seed).replace(" ", ""), "issuer": settings.SITE_NAME}
    return f"otpauth://totp/{label}?{urlencode(words, quote_via=quote)}"


def set_up_second_factor(person: User, *, seed: str, code: str, at: datetime.datetime) -> list[str]:
    """From now on the app with this secret counts, and no other; the recovery codes, to be shown once.

    Refused unless the app shows the right code already: nobody locks themselves out.
    """
    secret = derived(seed, key=settings.SECRET_KEY)
    step = step_of(secret, _digits(code), at=at, after=0)
    if step is None:
        raise Refused(
            _("The app shows another code. Type the newest one; check that the telephone's clock is right.")
        )
    with transaction.atomic():
        SecondFactor.objects.update_or_create(
            person=person,
            defaults={
                "seed": seed,
                "secret_hash": hashed(secret),
                "made_at": at,
                "last_step": step,
                "tries": 0,
                "tries_since": None,
            },
        )
        codes = _new_codes(person)
        Event.objects.record("set up a second factor", by=person, at=at)
    return codes


def show_second_factor(person: User, code: str, *, at: datetime.datetime) -> None:
    """Refused unless this is the app's code of now, not used before, or an unused recovery code."""
    if len(_digits(code)) == DIGITS and _digits(code) == code.replace(" ", ""):
        _show_code(person, _digits(code), at=at)
        return
    with transaction.atomic():
        if not RecoveryCode.objects.use(person, code, at=at):
            raise Refused(_("This is no code of yours, or it was used before."))
        Event.objects.record("used a recovery code", by=person, at=at)


def renew_recovery_codes(person: User, *, at: datetime.datetime) -> list[str]:
    """Ten new codes, to be shown once; the former ones open nothing any more."""
    with transaction.atomic():
        codes = _new_codes(person)
        Event.objects.record("made recovery codes", by=person, at=at)
    return codes


def _show_code(person: User, code: str, *, at: datetime.datetime) -> None:
    mine = SecondFactor.objects.filter(person=person)
    factor = mine.first()
    if factor is None:
        raise Refused(_("You have set up no second factor yet."))
    if not mine.count_try(at):
        minutes = int(SecondFactor.REST.total_seconds()) // 60
        raise Refused(
            _("Too many wrong codes. Wait %(minutes)s minutes, or type a recovery code.")
            % {"minutes": minutes}
        )
    if not factor.secret:
        raise Refused(
            _("The site has another secret by now and does not know your app any more. Ask for a new link.")
        )
    step = step_of(factor.secret, code, at=at, after=factor.last_step)
    if step is None or not mine.accept(step):
        raise Refused(_("This code is wrong, or it was used before. Wait for the next one in your app."))


def _new_codes(person: User) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = [RecoveryCode.fresh() for _each in range(RecoveryCode.COUNT)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=hashed(code.replace("-", ""))) for code in codes
    )
    return codes


def _digits(code: str) -> str:
    return "".join(letter for letter in code if letter in "0123456789")
