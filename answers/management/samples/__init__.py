"""The sample site: its people, sources and answers as files, and how they come to life through the verbs."""

from answers.management.samples.loading import Loaded, load
from answers.management.samples.scale import grow

__all__ = ["Loaded", "grow", "load"]
