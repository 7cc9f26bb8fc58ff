"""The words a source is described with: kind, study type and standing, stored as readable words."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What sort of published work it is; decides how its reference reads."""

    ARTICLE = "article", _("Article")
    CHAPTER = "chapter", _("Chapter")
    BOOK = "book", _("Book")
    REPORT = "report", _("Report")
    GUIDELINE = "guideline", _("Guideline")
    WEB_PAGE = "web page", _("Web page")
    PREPRINT = "preprint", _("Preprint")
    DRUG_LABEL = "drug label", _("Drug label")
    DATASET = "dataset", _("Dataset")
    CONFERENCE_PAPER = "conference paper", _("Conference paper")


class StudyType(models.TextChoices):
    """How the evidence was made; `formatting.patient_line` says it in a patient's words."""

    META_ANALYSIS = "meta-analysis", _("Meta-analysis")
    SYSTEMATIC_REVIEW = "systematic review", _("Systematic review")
    RANDOMISED_TRIAL = "randomised trial", _("Randomised trial")
    SINGLE_ARM_TRIAL = "single-arm trial", _("Trial without a comparison group")
    TRIAL_ANALYSIS = "trial analysis", _("Further analysis of a trial")
    COHORT = "cohort study", _("Cohort study")
    CASE_CONTROL = "case-control study", _("Case-control study")
    CROSS_SECTIONAL = "cross-sectional study", _("Cross-sectional study")
    CASE_REPORTS = "case reports", _("Case reports")
    INTERVIEWS = "interview study", _("Interview study")
    SURVEY = "survey", _("Survey")
    GUIDELINE = "guideline", _("Guideline")
    REVIEW = "review", _("Narrative review")
    LABORATORY = "laboratory study", _("Laboratory study")
    ANIMAL = "animal study", _("Animal study")
    DRUG_LABEL = "drug label", _("Drug label")
    OPINION = "expert opinion", _("Expert opinion")
    OTHER = "other", _("Other")


class Standing(models.TextChoices):
    """What is known of a work since it was published; `as published` only says what the last check found."""

    NOT_CHECKED = "not checked", _("Not checked")
    AS_PUBLISHED = "as published", _("As published")
    CORRECTED = "corrected", _("Corrected")
    CONCERN = "expression of concern", _("Expression of concern")
    RETRACTED = "retracted", _("Retracted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REINSTATED = "reinstated", _("Reinstated")


class LinkState(models.TextChoices):
    """What the last visit to a source's web address met; nothing while nobody looked."""

    WORKS = "works", _("Works")
    MOVED = "moved", _("Moved to another address")
    GONE = "gone", _("Gone")
    NO_ANSWER = "no answer", _("No answer")
