"""Words that say too much: verbs surer than the evidence, figures that mislead, traces of how it was made.

It knows no Django, no gate and no sentence for people.
"""
