"""On what occasion: calls, meetings, talks, visits, press conferences and letters, as the page tells of them."""

from .meet import Page, meet

__all__ = ["Page", "meet"]
