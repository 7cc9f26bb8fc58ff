"""The English words whose syllables no rule gives, and the first parts at which a word falls in two."""

from __future__ import annotations

import re

_SAID = {
    1: """
    aches aisle isle tongue
    """,
    2: """
    acne argued backache barre bracelet business cafe cashier chocolate colonel congeal creature crooked
    earache embed evening every forte headache herpes hours maybe medicines moped naked nares nauseous
    ninety phoebe platelet psyche raphe really rete soldier stapes stomachache testes tired tiredness
    toothache transient vacuum wednesday whereas wretched
    """,
    3: """
    acreage ammonia anion anyone ascites azalea cation coyote everyone everything everywhere finale
    ideal karate lineage meander overseas pneumonia realise realised realize realized recipe reentry
    sesame simile syncope systole
    """,
    4: """
    anemone apostrophe asystole biennial binaural catastrophe diabetes diastole epitome european
    everybody facsimile hyperbole nauseated nauseating poikilo realistic
    """,
    5: """
    bacteroides guaifenesin prediabetes preexisting realization
    """,
}

BY_HEART = {word: number for number, words in _SAID.items() for word in words.split()}
"""Syllables by word, in the singular."""

COMPOUND = re.compile(
    r"(?:some|there|where|here|home|life|time|care|base|guide|pace|wave|nose|face|fire|fore|house|white|side|"
    r"whole|wide|smoke|voice|size|nine|five|cheese|bone|nurse|pulse|dose|love|live|force|stage|more|like|"
    r"safe|use|take|make|code|date|name|note|page|race|state|single|horse|knee|eye)"
    r"(?=[bcdfghjklmnpqrstvwxz](?!s?$|d$|st$|r$|rs$)|over|ache)"
)
"""First parts with a silent “e”: base-line, life-time."""

JOINED = re.compile(
    r"^(?:micro|macro|hypo|auto|cardio|gastro|neuro|immuno|osteo|thrombo|electro|hydro|haemo|hemo|nephro|"
    r"hepato|psycho|socio|physio|radio|broncho|retro|bio|cyto|myo|pyo|angio|arterio|entero|endo|proto|pseudo|"
    r"pro|co|anti|semi|multi|bi|contra|intra|extra|ultra|supra|infra|para|meta|re|pre|de)"
    r"(?=(?:allerg|albumin|arter|aortic|aneurysm|inflamm|immun|organism|operat|ocular|oral|ordinat|"
    r"encephal|enter(?:it|ol)|esophag|oesophag|emboli|endocrin|exist|eclamps|emptive|empt|epileptic|emetic|"
    r"anxiety|admit|admission|assess|apply|appear|arrang|analys|evaluat|examin|infect|infus|insert|intub|"
    r"introduc|inforc|inject|energ|actor|activ|article|oxid|oxygen|occur|open|order|offer|uptake|instal|instat|"
    r"invest|awak|emerg|elect|educat|establish|engag|econom|evolv|use[ds]?$|using|"
    r"arthr|atri|articul|apoptot|ulcer|umbilic|incid|author|ataxia|algesi|angin|indic|platelet))"
)
"""First parts that keep their vowel apart from the next one: gastro-enteritis, re-infection."""
