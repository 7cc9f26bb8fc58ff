"""What the database itself refuses of a source, each rule named as a sentence."""

from django.db.models import BaseConstraint, CheckConstraint, F, Q, UniqueConstraint
from django.db.models.functions import Lower
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sources.models.vocabulary import Kind, LinkState, Standing, StudyType

KEY = r"^[A-Za-z0-9_]([A-Za-z0-9_:.-]{0,62}[A-Za-z0-9_])?$"

_PATTERNS = {
    "doi": r"^10\.\d{4,9}(\.\d+)*/\S+$",
    "pmid": r"^[1-9]\d{0,7}$",
    "pmcid": r"^PMC[1-9]\d*$",
    "isbn": r"^\d{13}$",
    "issn": r"^\d{4}-\d{3}[\dX]$",
    "nct": r"^NCT\d{8}$",
    "arxiv": r"^(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})$",
}


def key_pattern(name: str) -> CheckConstraint:
    """Only keys that the citation grammar can read."""
    return CheckConstraint(
        condition=Q(key__regex=KEY),
        name=name,
        violation_error_message=_(
            "A key holds letters, digits and - _ : . and ends with a letter, digit or _."
        ),
    )


def _pattern(field: str) -> CheckConstraint:
    return CheckConstraint(
        condition=Q(**{field: ""}) | Q(**{f"{field}__regex": _PATTERNS[field]}),
        name=f"a_source_has_a_well_formed_{field}_or_none",
        violation_error_message=format_lazy(
            _("Write the {field} in its plain form, without address or prefix."), field=field.upper()
        ),
    )


def _once(field: str) -> UniqueConstraint:
    """An empty identifier may repeat; case does not tell two identifiers apart."""
    return UniqueConstraint(
        Lower(field),
        condition=~Q(**{field: ""}),
        name=f"a_{field}_belongs_to_one_source",
        violation_error_message=format_lazy(_("Another source has this {field}."), field=field.upper()),
    )


def _known(field: str, values: list[str], name: str) -> CheckConstraint:
    return CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


SOURCE: list[BaseConstraint] = [
    key_pattern("a_source_key_can_stand_in_a_citation"),
    *(_pattern(field) for field in _PATTERNS),
    *(_once(field) for field in ("doi", "pmid", "pmcid", "arxiv")),
    UniqueConstraint(
        fields=["isbn"],
        condition=Q(kind=Kind.BOOK) & ~Q(isbn=""),
        name="an_isbn_belongs_to_one_book",
        violation_error_message=_("Another book has this ISBN. Its chapters may share it."),
    ),
    _known("kind", Kind.values, "a_source_has_a_known_kind"),
    _known("study_type", ["", *StudyType.values], "a_source_has_a_known_study_type_or_none"),
    _known("standing", Standing.values, "a_source_has_a_known_standing"),
    _known("link_state", ["", *LinkState.values], "a_web_address_is_in_a_known_state_or_unvisited"),
    CheckConstraint(
        condition=Q(year__isnull=True) | Q(year__range=(1000, 2999)),
        name="a_source_was_published_in_a_year_of_four_digits",
        violation_error_message=_("Write the year with four digits."),
    ),
    CheckConstraint(
        condition=Q(month__isnull=True) | Q(month__range=(1, 12), year__isnull=False),
        name="a_month_is_from_1_to_12_and_has_a_year",
        violation_error_message=_("A month is a number from 1 to 12 and needs a year."),
    ),
    CheckConstraint(
        condition=Q(day__isnull=True) | Q(day__range=(1, 31), month__isnull=False),
        name="a_day_is_from_1_to_31_and_has_a_month",
        violation_error_message=_("A day is a number from 1 to 31 and needs a month."),
    ),
    CheckConstraint(
        condition=Q(population_size__isnull=True) | Q(population_size__gt=0),
        name="a_study_has_at_least_one_participant_or_no_number",
        violation_error_message=_("Leave the number empty when it is not known."),
    ),
    CheckConstraint(
        condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
        name="a_source_is_never_merged_into_itself",
    ),
]
