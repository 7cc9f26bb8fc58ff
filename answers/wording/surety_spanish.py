"""The Spanish words by which a sentence is sure, unsure, or speaks for others."""

from __future__ import annotations

import re

from answers.wording.vocabulary import Vocabulary, any_of

SPANISH = Vocabulary(
    settles=any_of(
        r"(?:confirma|demuestra|prueba|establece|comprueba)n?|(?:confirm|demostr|prob|comprob)(?:ó|aron)",
        r"(?:muestra|mostró)n?\s+que|mostraron que",
        r"(?:ha|han|está|están)\s+(?:sido\s+)?(?:demostrad|probad|confirmad|comprobad)[oa]s?",
        r"se ha (?:demostrado|probado|confirmado|comprobado)",
        r"sin duda|no hay duda|definitivamente|con (?:toda )?seguridad|garantizan?",
        r"aseguran?|siempre funcionan?",
        r"evidencia (?:clara|sólida|concluyente)",
    ),
    judges=any_of(
        r"(?:es|son|fue|fueron)\s+(?:\w+mente\s+|muy\s+|más\s+)?"
        r"(?:efica(?:z|ces)|efectiv[oa]s?|segur[oa]s?|superior(?:es)?)",
    ),
    effects=any_of(
        r"reduce[n]?",
        r"disminuye[n]?",
        r"baja[n]?",
        r"aumenta[n]?",
        r"previene[n]?",
        r"evita[n]?",
        r"mejora[n]?",
        r"cura[n]?",
        r"protege[n]?",
        r"causa[n]?",
        r"provoca[n]?",
        r"ayuda[n]?",
        r"funciona[n]?",
        r"alivia[n]?",
        r"detiene[n]?",
        r"empeora[n]?",
        r"prolonga[n]?",
    ),
    future=any_of(
        r"(?!est|ver|tendr|podr|preguntar|necesitar|pedir|habr)\w{3,}(?:ará|erá|irá)n?",
        r"va[n]? a \w+(?:ar|er|ir)",
    ),
    recommends=any_of(
        r"se (?:recomienda|aconseja)[n]?",
        r"(?:es|son|está|están)\s+(?:\w+mente\s+)?(?:recomendad|aconsejad|indicad)[oa]s?(?!\s+por)",
        r"debe[n]?\s+(?:usarse|darse|tomarse|administrarse)",
    ),
    likely=any_of(r"probablemente", r"es probable"),
    hedges=any_of(
        r"puede[n]?",
        r"podría[n]?",
        r"quizás?",
        r"tal vez",
        r"posible(?:mente)?",
        r"parece[n]?",
        r"sugiere[n]?",
        r"sugirió",
        r"no (?:sabemos|se sabe|está claro|es seguro|estamos seguros)",
        r"incierto",
        r"dudoso",
        r"hasta ahora",
    ),
    reports=any_of(
        r"(?:encontró|encontraron|observó|observaron|informó|informaron|dijo|dijeron|dicen|creen|piensan|opinan|describieron)",
        r"según",
        r"en (?:un|una|este|esta|dos|el)(?: \w+){0,2} (?:estudio|ensayo|encuesta|estudios|ensayos)",
        r"entrevistas?",
        r"expert[oa]s?",
    ),
    denies=any_of(
        r"no", r"nunca", r"ningún", r"ninguna", r"ninguno", r"nadie", r"nada", r"sin", r"tampoco", r"ni"
    ),
    opens=any_of(r"si", r"cómo", r"pregunte", r"pregunta", r"hasta que", r"para saber"),
    hangs=re.compile(r"\b(?:para|puede[n]?|podría[n]?|a|de)\s+\Z", re.IGNORECASE),
    leads=re.compile(r"(?:si|cuando|para|antes|después|en|con|sin)\b[^,]*,", re.IGNORECASE),
    breaks=re.compile(
        r"[;:]\s|,?\s+(?:pero|aunque|mientras que|sin embargo)\s|,\s+(?:y|así que)\s|\s[–—]\s", re.IGNORECASE
    ),
)
