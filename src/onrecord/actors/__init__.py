"""Who is speaking: mentions on a page, resolved to actors."""

from .declared import Known
from .events import told_events
from .registry import Registry, registry_of
from .resolve import name
from .subjects import names_in
from .terms import country, terms

__all__ = ["Known", "Registry", "country", "name", "names_in", "registry_of", "terms", "told_events"]
