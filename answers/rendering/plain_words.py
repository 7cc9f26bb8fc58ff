"""Words that few patients use, each with plainer ones, as hints for whoever writes; it changes no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from answers.content import Content
from answers.rendering import words_used
from answers.rendering.terms import Glossary, Term


@dataclass(frozen=True)
class Hint:
    """Words of a text, where they stand in their block, and what would be plainer."""

    text: str
    instead: str
    block: str
    start: int
    end: int


def hints(content: Content) -> tuple[Hint, ...]:
    """For each hard word of a block its first use there, in reading order; none without a list."""
    texts = words_used.texts(content)
    return tuple(
        Hint(texts[use.block][use.start : use.end], use.term.meaning, use.block, use.start, use.end)
        for use in words_used.first_uses(content, known(content.language))
    )


@lru_cache(maxsize=8)
def known(language: str) -> Glossary:
    """The hard words of a language; what is plainer stands in place of a meaning."""
    return Glossary(_read(_LISTS.get(language, ""), language))


def _read(text: str, language: str) -> tuple[Term, ...]:
    """One line for each: its forms, an arrow, what is plainer."""
    lines = [line.split("→") for line in text.strip().splitlines()]
    forms = [[form.strip() for form in left.split(",")] for left, _right in lines]
    return tuple(
        Term(first, right.strip(), forms=tuple(rest), language=language)
        for (first, *rest), (_left, right) in zip(forms, lines, strict=True)
    )


_ENGLISH = """
abdomen → belly
abdominal → in the belly
acute → sudden; short
adequate → enough
adhere, adheres, adhered, adherence, compliance → take as agreed
administer, administers, administered, administering, administration → give
adverse event, adverse effect, adverse reaction → side effect
aetiology, etiology → cause
alleviate, alleviates, alleviated, ameliorate, ameliorates, ameliorated → ease
ambulatory → able to walk
analgesic → painkiller
anticoagulant → blood thinner
antihypertensive → medicine for blood pressure
antipyretic → medicine for fever
approximately → about
assess, assesses, assessed, assessment → check
asymptomatic → without symptoms
attain, attains, attained → reach
benign → not cancer; not harmful
bilateral → on both sides
cardiac → of the heart
cardiovascular → of the heart and blood vessels
cease, ceases, ceased, discontinue, discontinues, discontinued, discontinuation → stop
cerebral → of the brain
chronic → long-lasting
cognitive → of thinking and memory
commence, commences, commenced, initiate, initiates, initiated, initiation → start
comorbidity → other illness
complication → problem that can follow
concomitant, concomitantly → at the same time
consequently → so
consult, consults → ask
contraindicated → should not be used
contraindication → reason not to use it
cutaneous, dermal → of the skin
decrease, decreases, decreased → lower; fall
demonstrate, demonstrates, demonstrated → show
diminish, diminishes, diminished → lessen
dyspnoea, dyspnea → being short of breath
efficacious → works
efficacy → how well it works
elevated → high
eliminate, eliminates, eliminated → remove
endpoint → what was measured
enhance, enhances, enhanced → improve
erythema → redness
exacerbate, exacerbates, exacerbated → make worse
exacerbation → worse spell
excessive → too much
experience an improvement → get better
facilitate, facilitates, facilitated → help
fatigue → being very tired
febrile → with a fever
fracture → broken bone
frequently → often
gastric → of the stomach
gastrointestinal → of the stomach and bowel
haemorrhage, hemorrhage, haemorrhaging, hemorrhaging → bleeding
hepatic → of the liver
hypertension → high blood pressure
hypotension → low blood pressure
hypoglycaemia, hypoglycemia → low blood sugar
hyperglycaemia, hyperglycemia → high blood sugar
in addition → also
in order to → to
in the event of → if
incidence → how many get it
indicate, indicates, indicated → show; mean
individual → person
inhibit, inhibits, inhibited, inhibition → block; slow
insomnia → trouble sleeping
intravenous, intravenously → into a vein
lesion → sore; spot
localised, localized → in one place
malaise → feeling unwell
malignant → cancer
mitigate, mitigates, mitigated → lessen
modify, modifies, modified, modification → change
monitor, monitors, monitored, monitoring → check regularly
morbidity → illness
mortality → deaths
myocardial infarction → heart attack
nausea → feeling sick
numerous → many
obtain, obtains, obtained → get
occur, occurs, occurred → happen
oedema, edema → swelling
ocular → of the eye
onset → start
optimal → best
oral, orally → by mouth
palliative → easing symptoms
participant → person in the study
pharmacological → with medicine
physician → doctor
plasma → part of the blood
possess, possesses → have
prevalence → how many have it
prior to → before
prognosis → what to expect
prophylaxis, prophylactic → prevention
proximal → near
pruritus → itching
pulmonary → of the lungs
receive treatment → be treated
recurrence → coming back
recurrent → coming back
reduce, reduces, reduced, reduction → lower; cut
refractory → hard to treat
regimen → plan
remission → time without signs of illness
renal → of the kidneys
require, requires, required → need
respiratory → of breathing
retain, retains, retained → keep
sedation → being made sleepy
select, selects, selected → choose
severe → very bad
statistically significant → unlikely to be chance
subcutaneous, subcutaneously → under the skin
subsequent, subsequently → later; then
sufficient → enough
symptomatic → with symptoms
systemic → in the whole body
terminate, terminates, terminated → end
therapeutic → of treatment
therapy → treatment
thrombosis → blood clot
topical → on the skin
toxicity → harm
transient → short-lived
utilise, utilize, utilises, utilizes, utilised, utilized, utilisation, utilization → use
vascular → of the blood vessels
vertigo → feeling of spinning
visualise, visualize, visualised, visualized → see
vomiting → being sick
"""

_SPANISH = """
abdomen → barriga
administrar, administra, administrado, administrada, administración → dar
adverso, adversa, adversos, adversas → dañino
analgésico → medicina para el dolor
anticoagulante → medicina que hace la sangre menos espesa
antipirético → medicina para la fiebre
asintomático, asintomática → sin síntomas
aproximadamente → cerca de
bilateral → en los dos lados
cardíaco, cardíaca → del corazón
cefalea → dolor de cabeza
cerebral → del cerebro
comorbilidad → otra enfermedad
concomitante → al mismo tiempo
contraindicado, contraindicada → no se debe usar
cutáneo, cutánea → de la piel
deglución → tragar
disminuir, disminuye, disminución → bajar
disnea → falta de aire
edema → hinchazón
eficacia → lo bien que funciona
epistaxis → sangrado de la nariz
eritema → enrojecimiento
etiología → causa
evaluar, evalúa, evaluación → revisar
exacerbación → empeoramiento
gástrico, gástrica → del estómago
hemorragia → sangrado
hepático, hepática → del hígado
hipertensión → presión alta
hipotensión → presión baja
hipoglucemia → azúcar baja en la sangre
hiperglucemia → azúcar alta en la sangre
infarto de miocardio → ataque al corazón
iniciar, inicia, inicio → empezar
insomnio → no poder dormir
interrumpir, interrumpe, suspender, suspende → dejar de tomar
intravenoso, intravenosa → en la vena
mortalidad → muertes
náusea → ganas de vomitar
ocular → del ojo
posteriormente → después
previo a → antes de
profilaxis → prevención
pronóstico → lo que se puede esperar
prurito → picor
pulmonar → de los pulmones
renal → de los riñones
subcutáneo, subcutánea → bajo la piel
terapia, terapéutico → tratamiento
tópico, tópica → sobre la piel
trombosis → coágulo de sangre
utilizar, utiliza, utilización → usar
vía oral → por la boca
"""

_LISTS = {"en": _ENGLISH, "es": _SPANISH}
