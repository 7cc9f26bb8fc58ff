"""The words for kinds of study and their size, a table for each language of readers; it knows no work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class StudyWords:
    """How one language says what a study is; `{people}` stands where the size goes."""

    with_people: Mapping[str, str]
    alone: Mapping[str, str]
    kinds: Mapping[str, str]
    unreviewed: str
    counted: Mapping[str, tuple[str, str]]
    """One and many, of people ("") or of what a kind of study counts instead."""

    named: str = "{size} {population}"
    comma: str = ", "
    grouping: str = ","
    grouped_from: int = 1000
    populations: Mapping[str, str] | None = None
    """What editors type about who was studied, in this language; none where it prints as it was typed."""

    def number(self, value: int) -> str:
        """A whole number as the language groups it; Spanish leaves four digits together."""
        return f"{value:,}".replace(",", self.grouping) if value >= self.grouped_from else str(value)


ENGLISH = StudyWords(
    with_people={
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
    },
    alone={
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
    },
    kinds={"guideline": "Guideline", "drug label": "Official drug label"},
    unreviewed="not yet checked by other scientists",
    counted={
        "": ("{size} person", "{size} people"),
        "laboratory study": ("{size} sample", "{size} samples"),
        "animal study": ("{size} animal", "{size} animals"),
    },
)

SPANISH = StudyWords(
    with_people={
        "meta-analysis": "Resultados de varios estudios reunidos, {people} en total",
        "systematic review": "Búsqueda de todos los estudios sobre la pregunta, {people} en total",
        "randomised trial": "Ensayo aleatorizado con {people}",
        "single-arm trial": "Ensayo sin grupo de comparación, con {people}",
        "trial analysis": "Análisis adicional de un ensayo con {people}",
        "cohort study": "Estudio que siguió a {people} a lo largo del tiempo",
        "case-control study": "Comparación de {people} con y sin la afección",
        "cross-sectional study": "Estudio de {people} en un solo momento",
        "case reports": "Informes sobre {people}",
        "interview study": "Entrevistas con {people}",
        "survey": "Encuesta a {people}",
        "laboratory study": "Estudio de laboratorio con {people}",
        "animal study": "Estudio en {people}",
        "other": "Estudio con {people}",
    },
    alone={
        "meta-analysis": "Resultados de varios estudios reunidos",
        "systematic review": "Búsqueda de todos los estudios sobre la pregunta",
        "randomised trial": "Ensayo aleatorizado",
        "single-arm trial": "Ensayo sin grupo de comparación",
        "trial analysis": "Análisis adicional de un ensayo",
        "cohort study": "Estudio que siguió a personas a lo largo del tiempo",
        "case-control study": "Comparación de personas con y sin la afección",
        "cross-sectional study": "Estudio de personas en un solo momento",
        "case reports": "Informes sobre pacientes individuales",
        "interview study": "Entrevistas",
        "survey": "Encuesta",
        "guideline": "Guía clínica",
        "review": "Resumen de otros estudios hecho por sus autores",
        "laboratory study": "Estudio de laboratorio, no en personas",
        "animal study": "Estudio en animales",
        "drug label": "Ficha técnica oficial del medicamento",
        "expert opinion": "Opinión de expertos",
    },
    kinds={"guideline": "Guía clínica", "drug label": "Ficha técnica oficial del medicamento"},
    unreviewed="todavía sin revisar por otros científicos",
    counted={
        "": ("{size} persona", "{size} personas"),
        "laboratory study": ("{size} muestra", "{size} muestras"),
        "animal study": ("{size} animal", "{size} animales"),
    },
    grouping="\N{NO-BREAK SPACE}",
    grouped_from=10_000,
    populations={
        "adults": "personas adultas",
        "animals": "animales",
        "caregivers": "cuidadores",
        "children": "niños",
        "clinicians": "profesionales clínicos",
        "doctors": "médicos",
        "health professionals": "profesionales de la salud",
        "men": "hombres",
        "mice": "ratones",
        "nurses": "profesionales de enfermería",
        "older adults": "personas mayores",
        "patients": "pacientes",
        "patients and health professionals": "pacientes y profesionales de la salud",
        "people": "personas",
        "rats": "ratas",
        "samples": "muestras",
        "women": "mujeres",
    },
)

_ARABIC_ALONE = {
    "meta-analysis": "نتائج عدة دراسات مجموعة معًا",
    "systematic review": "بحث عن كل الدراسات حول السؤال",
    "randomised trial": "تجربة عشوائية",
    "single-arm trial": "تجربة من دون مجموعة مقارنة",
    "trial analysis": "تحليل إضافي لتجربة",
    "cohort study": "دراسة تابعت أشخاصًا على مدى الزمن",
    "case-control study": "مقارنة بين أشخاص لديهم الحالة وآخرين ليست لديهم",
    "cross-sectional study": "دراسة لأشخاص في وقت واحد",
    "case reports": "تقارير عن مرضى أفراد",
    "interview study": "مقابلات",
    "survey": "استبيان",
    "guideline": "إرشادات طبية",
    "review": "ملخص لدراسات أخرى كتبه مؤلفوه",
    "laboratory study": "دراسة مخبرية، ليست على البشر",
    "animal study": "دراسة على الحيوانات",
    "drug label": "النشرة الرسمية للدواء",
    "expert opinion": "رأي خبراء",
}

# The noun behind an Arabic number changes with the number, so the number stands behind a colon.
ARABIC = StudyWords(
    with_people={
        kind: f"{line} ({{people}})"
        for kind, line in (_ARABIC_ALONE | {"other": "دراسة"}).items()
        if kind not in ("guideline", "review", "drug label", "expert opinion")
    },
    alone=_ARABIC_ALONE,
    kinds={kind: _ARABIC_ALONE[kind] for kind in ("guideline", "drug label")},
    unreviewed="لم يراجعها علماء آخرون بعد",
    counted={
        "": ("عدد المشاركين: {size}", "عدد المشاركين: {size}"),
        "laboratory study": ("عدد العينات: {size}", "عدد العينات: {size}"),
        "animal study": ("عدد الحيوانات: {size}", "عدد الحيوانات: {size}"),
    },
    named="{population}، العدد: {size}",
    comma="، ",
    populations={
        "adults": "بالغون",
        "animals": "حيوانات",
        "caregivers": "مقدمو رعاية",
        "children": "أطفال",
        "clinicians": "أطباء وممارسون",
        "doctors": "أطباء",
        "health professionals": "عاملون في الصحة",
        "men": "رجال",
        "mice": "فئران",
        "nurses": "ممرضون وممرضات",
        "older adults": "كبار السن",
        "patients": "مرضى",
        "patients and health professionals": "مرضى وعاملون في الصحة",
        "people": "أشخاص",
        "rats": "جرذان",
        "samples": "عينات",
        "women": "نساء",
    },
)

_LANGUAGES = {"en": ENGLISH, "es": SPANISH, "ar": ARABIC}


def spoken(language: str) -> StudyWords:
    """The table of this language; one that has none reads in English."""
    return _LANGUAGES.get(language.partition("-")[0], ENGLISH)
