"""English words that tell a quantity from the number of a source; it knows no rule."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORTEST_WORD = 3
"""A number glued to fewer letters is part of a name: p53, mg2."""

BEFORE_A_QUANTITY = _words("""
    a about above after age aged all almost and another approximately are around as at average be
    been before below between but by ca chance circa down during each either equal equals every
    exactly exceeding exceeds fewer first following for from greater had half has have if in into is
    just last least less like lasting lower maximum mean median merely minimum minus more most
    multiple nearly neither next no nor not number numbers numbered of off on only or other over per
    plus rated rating ratio reached reaches roughly score scored scores since some scoring than the
    then these this those through til till times to total totalled totaled totals under until up
    versus vs was were when where which while with within without x
""")
"""After one of these a number says how many, how old or when."""

NUMBERED = _words("""
    appendix article box chapter class clade factor fig figure figures genotype grade interleukin
    omega page pages paragraph phase question room section sections stage stages step table tables
    tier type types version vitamin volume
""")
"""These bear numbers themselves: phase 3, grade 2."""

OFTEN_NUMBERED = _words("""
    age arm case category channel cohort course cycle day dose example group hour item level line
    month option part patient point round sample score study trial unit visit week year
""")
"""These bear numbers at times: “after dose 2.” A person should look."""

SERIES = _words("arm cohort course cycle day dose group level line month visit week year")
"""Several numbers after one of these, in the plural, count it: “at weeks 4, 8.”"""

NAMES = _words("covid interleukin omega complement caspase claudin nectin factor sars vitamin")
"""A number glued to one of these is part of the name."""

ABBREVIATIONS = _words("""
    approx art ca ch cf dr e.g eq fig figs i.e no nos nr p pp para pg pt ref refs sec st v ver vol
    vols vs
""")
"""A number after the stop of one of these belongs to it: Fig.6."""

UNITS = _words("""
    mg mcg µg μg ng kg g mL ml dL L IU mm cm mmHg mmol nmol percent times of patients people units? tablets?
    pills? seconds? minutes? hours? days? weeks? months? years? cycles? doses?
""")
"""A number before one of these is a quantity; regular expressions."""

RAISED_UNITS = _words("m cm mm µm μm km s kg dm nm")
"""A raised number after one of these is a power."""
