"""Knows every setting of the site, by subject: each from the environment, with a default that works after
a clone.

It holds no rules of the product. What an operator can get wrong, `qa_site/checks.py` explains. One set of
settings serves every site; how safe a process must be is worked out in `safety.py`, which comes first
because it reads the file that ENV_FILE names.
"""

from qa_site import environment
from qa_site.settings.safety import *
from qa_site.settings.this_site import *
from qa_site.settings.application import *
from qa_site.settings.stores import *
from qa_site.settings.mail import *
from qa_site.settings.staff import *
from qa_site.settings.browsers import *
from qa_site.settings.api import *
from qa_site.settings.watching import *

environment.refuse_misspelt("ENV_FILE")
