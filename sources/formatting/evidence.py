"""What kind of study a work is, in a patient's words and with its size; it judges no certainty."""

from __future__ import annotations

from sources.formatting.work import Work

_WITH_PEOPLE = {
    "meta-analysis": "Results of several studies put together, {people} in all",
    "systematic review": "Search for all studies on the question, {people} in all",
    "randomised trial": "Randomised trial with {people}",
    "single-arm trial": "Trial without a comparison group, with {people}",
    "trial analysis": "Further look at a trial with {people}",
    "cohort study": "Study that followed {people} over time",
    "case-control study": "Comparison of {people} with and without the condition",
    "cross-sectional study": "Study of {people} at one point in time",
    "case reports": "Reports on {people}",
    "interview study": "Interviews with {people}",
    "survey": "Survey of {people}",
    "laboratory study": "Laboratory study of {people}",
    "animal study": "Study in {people}",
    "other": "Study of {people}",
}
_ALONE = {
    "meta-analysis": "Results of several studies put together",
    "systematic review": "Search for all studies on the question",
    "randomised trial": "Randomised trial",
    "single-arm trial": "Trial without a comparison group",
    "trial analysis": "Further look at a trial",
    "cohort study": "Study that followed people over time",
    "case-control study": "Comparison of people with and without the condition",
    "cross-sectional study": "Study of people at one point in time",
    "case reports": "Reports on single patients",
    "interview study": "Interviews",
    "survey": "Survey",
    "guideline": "Guideline",
    "review": "Summary of other studies by its authors",
    "laboratory study": "Laboratory study, not in people",
    "animal study": "Study in animals",
    "drug label": "Official drug label",
    "expert opinion": "Opinion of experts",
}
_KINDS = {"guideline": "Guideline", "drug label": "Official drug label"}
_UNREVIEWED = "not yet checked by other scientists"


def patient_line(work: Work) -> str:
    """The study type with its size ("Interviews with 10 doctors"); nothing when it is not known."""
    line = _study(work) or _KINDS.get(work.kind, "")
    if work.kind != "preprint":
        return line
    return f"{line}, {_UNREVIEWED}" if line else _UNREVIEWED.capitalize()


def _study(work: Work) -> str:
    people = _people(work)
    if people and work.study_type in _WITH_PEOPLE:
        return _WITH_PEOPLE[work.study_type].format(people=people)
    return _ALONE.get(work.study_type, "")


def _people(work: Work) -> str:
    size = work.population_size
    if size is None:
        return work.population.strip()
    return f"{size:,} {work.population.strip() or _anyone(work)}"


def _anyone(work: Work) -> str:
    one = work.population_size == 1
    if work.study_type in ("laboratory study", "animal study"):
        return {"laboratory study": "sample", "animal study": "animal"}[work.study_type] + (
            "" if one else "s"
        )
    return "person" if one else "people"
