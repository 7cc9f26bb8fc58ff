"""Which English words a small change may not touch, and which everyday ones it may; it knows no sentence.

What stands on neither list is in doubt, and doubt takes the full route. A word is plain only if swapping it
for another plain word can change no fact.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["number", "unit", "negation", "condition", "certainty", "direction", "who", "when", "medicine"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBER = _words(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    hundreds thousand thousands million millions billion dozen dozens half halves third thirds quarter
    quarters fifth tenth percent percentage per once twice thrice single double triple first second
    fourth last both pair couple number numbers majority minority times fold rate average mean median
    ratio total
    """
)

UNIT = _words(
    """
    mg mcg μg ug ng g gram grams kg kilogram kilograms kilo kilos l litre litres liter liters ml dl ul
    cl mmol mol mmhg iu unit units cm mm m metre metres meter meters inch inches foot feet pound pounds
    stone ounce ounces second seconds sec minute minutes min hour hours hr h day days week weeks
    fortnight month months year years decade decades degree degrees celsius fahrenheit calorie calories
    kcal watt bpm hz dose doses tablet tablets pill pills capsule capsules drop drops spoon spoonful
    puff puffs patch patches injection injections vial cup
    """
)

NEGATION = _words(
    """
    no not none never nobody nothing nowhere neither nor without cannot hardly scarcely barely seldom
    lack lacks lacking absent absence free fail fails failed failure avoid avoids avoided avoiding stop
    stops stopped stopping refuse refuses refused deny denies denied false wrong against opposite
    reverse contrary
    """
)

CONDITION = _words(
    """
    if or and but unless except excluding only whether either otherwise else however although though
    despite instead provided because therefore so thus since due even just still yet also again too
    """
)
"""How one thing hangs on another."""

CERTAINTY = _words(
    """
    may might can could will would shall should must ought need needs needed able unable likely unlikely
    probable probably possible possibly impossible perhaps maybe seem seems seemed appear appears
    appeared suggest suggests suggested indicate indicates show shows showed shown prove proves proved
    proven confirm confirms confirmed demonstrate demonstrates find finds found sure surely unsure
    certain certainly uncertain confident clear clearly unclear definite definitely always often usually
    sometimes occasionally rarely rare frequent frequently common commonly uncommon typical typically
    general generally mostly mainly largely nearly almost about around roughly approximately some many
    much most few several all every each any enough evidence study studies trial trials research review
    reviews expert experts opinion guideline guidelines recommend recommends recommended recommendation
    advise advises advised safe safely unsafe harmless dangerous danger risk risks risky chance chances
    expect expects expected believe believes think thinks thought known unknown claim claims exact
    exactly estimate estimates estimated potential potentially apparently supposedly apparent
    """
)
"""How sure we are, and what that rests on."""

DIRECTION = _words(
    """
    more less fewer greater smaller larger bigger higher lower high low increase increases increased
    increasing decrease decreases decreased decreasing raise raises raised reduce reduces reduced
    reducing reduction rise rises rose fall falls fell drop dropped grow grows shrink shrinks improve
    improves improved worsen worsens worsened better best worse worst stronger weaker strong weak faster
    slower quick quickly slow slowly longer shorter long short up down above below over under within
    beyond least top bottom maximum minimum than as same equal equally similar different difference
    differ differs like unlike compared versus cause causes caused causing prevent prevents prevented
    preventing protect protects treat treats treated cure cures cured help helps helped harm harms hurt
    hurts work works worked effect effects effective effectively ineffective benefit benefits begin
    begins start starts started end ends continue continues very quite rather slightly severe severely
    mild moderate serious seriously bad good big small large great little extra left right open closed
    on off leads lead led results result resulted allow allows allowed forbid let lets
    """
)
"""How much, which way, compared with what, and what does what to whom."""

WHO = _words(
    """
    man men woman women male female males females boy boys girl girls child children baby babies infant
    infants adult adults teenager teenagers young younger old older elderly pregnant pregnancy
    breastfeeding mother mothers father fathers human humans animal animals mice rats everyone everybody
    anyone anybody someone somebody healthy ill sick myself yourself themselves self
    """
)

WHEN = _words(
    """
    before after during while until till when whenever then now today tomorrow yesterday soon later
    earlier early late immediately ago daily weekly monthly yearly hourly nightly morning afternoon
    evening night noon midnight bedtime january february march april june july august september october
    november december monday tuesday wednesday thursday friday saturday sunday spring summer autumn
    winter next previous previously current currently recent recently new newer permanent permanently
    temporary temporarily ever lifelong time
    """
)

MEDICINE = _words(
    """
    aspirin warfarin heparin insulin morphine codeine paracetamol acetaminophen ibuprofen metformin
    digoxin lithium steroid steroids antibiotic antibiotics vaccine vaccines hormone hormones drug drugs
    medicine medicines medication medications thinner thinners chemotherapy radiotherapy immunotherapy
    vitamin vitamins iron zinc calcium potassium sodium salt sugar alcohol placebo generic brand
    """
)

_LISTS: tuple[tuple[Kind, frozenset[str]], ...] = (
    ("number", NUMBER),
    ("unit", UNIT),
    ("negation", NEGATION),
    ("condition", CONDITION),
    ("certainty", CERTAINTY),
    ("direction", DIRECTION),
    ("who", WHO),
    ("when", WHEN),
    ("medicine", MEDICINE),
)

_MEDICINE_ENDS = _words(
    """
    mab nib ciclib statin pril sartan olol xaban gatran grel parin coumarol gliptin gliflozin glitazone
    glutide formin azole prazole cillin cycline mycin micin floxacin oxacin vir oxetine pramine
    triptyline azepam zolam zepine barbital bital caine codone morphone fentanil profen coxib fenac
    oxicam lukast terol tropium sone solone olone onide asone thiazide semide tanide lactone dipine
    zosin afil triptan setron tidine platin rubicin taxel bicin tecan poside limus cept kinra imod
    domide zomib parib lisib leucel poetin grastim stim tropin relin relix estrant oxifen ifene trozole
    terone gestrel estradiol gesterone thyroxine dronate dronic peridol piprazole pine apine idone azine
    lamine ramine mide zide cort quine quin vudine tegravir ciclovir cef cefazolin oxime penem bactam
    sulfone zolid dazole conazole fungin mectin bendazole
    """
)
"""How the international names of medicines end; many an innocent word ends so too, and is in doubt."""

SHORTEST_MEDICINE = 6

_NEGATING = re.compile(r"n['’]t\Z")
_RECKONING = re.compile(r"[%‰<>=≤≥≈±+−×÷/°$€£#&@^~|\\*]|\d|[½¼¾⅓⅔²³⁰-⁹₀-₉]")

HARMLESS = _words("a an the that which who this these it is are of to please")
"""Words that may also come or go by themselves."""

PLAIN = HARMLESS | _words(
    """
    those its it's they them their theirs there here he she his her him you your yours we our ours us i
    my me whom whose what where why how in at by for from with into onto upon out through across between
    among along toward towards via was were be been being am has have had having do does did doing done
    ask asks asked asking tell tells told telling talk talks talked talking speak speaks spoke call
    calls called calling say says said saying know knows learn learns read reads reading write writes
    wrote written see sees saw seen look looks looked looking get gets got give gives gave given make
    makes made making put puts go goes went gone come comes came bring brings brought try tries tried
    want wants wanted keep keeps kept hear hears heard choose chooses chose chosen decide decides
    decided plan plans planned planning check checks checked visit visits meet meets met name names
    named list lists listed explain explains explained describe describes described answer answers
    answered answering question questions print prints printed share shares shared remember remembers
    carry carries follow follows followed note notes noted discuss discusses discussed consult consults
    use uses used using utilise utilises utilize utilizes obtain obtains inform informs informed
    understand understands understood wonder mention mentions doctor doctors physician physicians
    clinician clinicians nurse nurses team teams care carer carers caregiver caregivers people person
    persons patient patients individual individuals family families friend friends page pages text texts
    word words sentence sentences section sections thing things way ways part parts example examples
    reason reasons idea ideas place places fact facts topic topics subject subjects order view views
    point points matter matters appointment appointments conversation easy easily simple simply plain
    plainly useful important helpful own other others another main ready further regarding concerning
    such well together yes thank thanks country countries website site information details
    detail summary leaflet booklet
    """
)
"""Everyday words that may take each other's place."""


def kind(word: str, titles: frozenset[str] = frozenset()) -> Kind | None:
    """Why a small change may not touch this word, or None; `titles` are words of the cited works' titles."""
    lower = word.casefold()
    if _NEGATING.search(lower):
        return "negation"
    for name, listed in _LISTS:
        if lower in listed:
            return name
    if lower in PLAIN:
        return None
    if lower in titles or (len(lower) >= SHORTEST_MEDICINE and lower.endswith(tuple(_MEDICINE_ENDS))):
        return "medicine"
    return None


def counts(text: str) -> bool:
    """Whether a digit or a sign of reckoning stands in it."""
    return _RECKONING.search(text) is not None


def is_plain(word: str) -> bool:
    """Whether the word is an everyday one that may take the place of another."""
    return word.casefold() in PLAIN
