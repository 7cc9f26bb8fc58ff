"""The English words by which a sentence is sure, unsure, or speaks for others."""

from __future__ import annotations

import re

from answers.wording.vocabulary import Vocabulary, any_of

_ADVERB = r"(?:\w+ly\s+|also\s+|now\s+|often\s+|very\s+|both\s+|quite\s+|more\s+|most\s+|well[\s-])*"

_OBJECT = (
    r"(?= (?:the|a|an|your|their|his|her|our|this|that|these|blood|pain|deaths?|people|patients|risks?)\b)"
)
_EFFECTS = (
    rf"lowers|lower{_OBJECT}",
    r"reduces?|decreases?|raises?|increases?|prevents?|improves?|cures?|protects?|relieves?|shortens?",
    r"eases?|prolongs?|causes?|saves?|worsens?|eliminates?|outperforms?|results? in|leads? to|heals",
    r"avoids|stops|halves",
    rf"slows|slow{_OBJECT}|cuts|cut{_OBJECT}|doubles|double{_OBJECT}",
    r"helps|help(?= (?:people|patients|you|the|to|some|many|most|with|prevent|lower|reduce))",
    r"works(?! (?:at|in (?:a|the) (?:clinic|hospital)))|work(?= (?:well|better|best|for|against|in people))",
    r"makes? \w+(?: \w+){0,5}? (?:less|more) (?:likely|common)",
)

ENGLISH = Vocabulary(
    settles=any_of(
        r"(?:confirm|prove|demonstrate|establish)(?:s|ed|es|d)?(?!\s+(?:whether|if|your|my|a diagnosis))",
        r"(?:has|have|with) proven|an?\s+(?:\w+ly\s+|well[\s-])?proven",
        r"proof that|shows?\s+(?:\w+ly\s+)?that|showed\s+(?:\w+ly\s+)?that",
        r"(?:is|are|was|were|been|remains?)\s+(?:\w+ly\s+|well[\s-])?(?:proven|proved|established|confirmed)",
        rf"(?:has|have) been\s+{_ADVERB}(?:shown|demonstrated)",
        r"(?:is|are) (?:well[\s-])?known to",
        r"there is no doubt|no doubt|without (?:a )?doubt|undoubtedly|definitely|certainly|conclusively",
        r"guarantees?|guaranteed|ensures?|always works?",
        r"clearly (?:lowers?|reduces?|improves?|prevents?|works?|helps?)",
        r"(?:strong|clear|conclusive|solid|good) evidence(?! (?:is|was) (?:missing|lacking))",
    ),
    judges=any_of(
        rf"(?:is|are|was|were)\s+{_ADVERB}(?:an?\s+)?(?:\w+ly\s+)?(?:effective|superior|beneficial|harmless)(?!\s+or\b)",
        r"(?:is|are)\s+(?:\w+ly\s+|very\s+|both\s+|also\s+)*safe(?! (?:to ask|enough to ask))",
    ),
    effects=any_of(*_EFFECTS),
    future=any_of(
        r"will(?:\s+(?!not\b|need\b|ask\b|be asked\b|probably\b|likely\b|depend\b)\w+)", r"\w+['’]ll\s+\w+"
    ),
    recommends=any_of(
        rf"(?:is|are)\s+{_ADVERB}(?:recommended|advised|preferred)(?!\s+by)",
        r"(?:is|are) the (?:standard|best|preferred|recommended) \w+",
        r"(?:should|must) be (?:used|given|taken|started|offered|prescribed|preferred)",
    ),
    likely=any_of(
        r"probably", r"(?<!more )(?<!less )(?<!how )(?<!as )likely(?! to be asked)", r"most likely"
    ),
    hedges=any_of(
        r"may",
        r"might",
        r"could",
        r"can(?! be sure)",
        r"perhaps",
        r"maybe",
        r"possibl[ey]",
        r"possibility",
        r"seems?",
        r"appears?",
        r"suggests?",
        r"suggested",
        r"unclear",
        r"uncertain",
        r"unsure",
        r"not (?:sure|certain|clear|known|well known|yet known)",
        r"unknown",
        r"do(?:es)? not know",
        r"don['’]t know",
        r"nobody knows",
        r"no one knows",
        r"hints?",
        r"hopes?",
        r"aims?",
        r"is meant to",
        r"are meant to",
        r"would",
        r"less sure",
        r"too early",
        r"so far",
        r"some evidence",
        r"weak evidence",
    ),
    reports=any_of(
        r"(?:found|reported|described|saw|noted|observed)",
        r"(?:said|say|says|told|think|thinks|thought|believe|believes|believed|advise|advises|expect)",
        r"according to",
        r"in (?:one|an?|two|this|that|the|some|three)(?: \w+){0,3} (?:stud(?:y|ies)|trials?|survey|series)",
        r"(?:one|a)(?: \w+){0,2} (?:guideline|group|panel|society)",
        r"in the (?:opinion|view|experience) of",
        r"in their (?:opinion|view|experience)",
        r"interviews?",
        r"experts?",
    ),
    denies=any_of(
        r"not",
        r"no",
        r"never",
        r"nobody",
        r"none",
        r"neither",
        r"nor",
        r"without",
        r"cannot",
        r"\w+n['’]t",
        r"nothing",
        r"hardly",
        r"fails? to",
        r"failed to",
        r"too (?:small|few|weak|short)",
        r"lacks?",
        r"yet to",
    ),
    opens=any_of(r"whether", r"if", r"how", r"ask", r"until", r"unless", r"needed before", r"to see"),
    hangs=re.compile(
        r"\b(?:to|may|might|could|can|would|should|must|helps?)\s+(?:\w+ly\s+|help\s+|be\s+)?\Z",
        re.IGNORECASE,
    ),
    leads=re.compile(
        r"(?:if|when|to|before|after|until|unless|because|in|for|with|without)\b[^,]*,", re.IGNORECASE
    ),
    breaks=re.compile(
        r"[;:]\s|,?\s+(?:but|yet|although|though|while|whereas|however)\s|,\s+(?:and|so)\s|\s[–—]\s"
        r"|\s+and\s+(?=(?:the|it|this|that|they|we|you|these|a)\b)",
        re.IGNORECASE,
    ),
)
