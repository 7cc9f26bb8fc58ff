"""What is common to the documents of which a reader may ask for some fields only."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class Selectable(serializers.Serializer):
    """A document of which a reader may ask for some fields only, so that none is sure to be there."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields
