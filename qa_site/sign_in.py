"""Knows what may be typed to sign in: no name longer than an account can have goes any further."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.forms import UsernameField
from django.forms import TextInput


class SignInForm(AdminAuthenticationForm):
    """Django tells browsers the length and never checks it; PostgreSQL would refuse to note the failure."""

    username = UsernameField(
        max_length=get_user_model()._meta.get_field("username").max_length,
        widget=TextInput(attrs={"autofocus": True}),
    )
