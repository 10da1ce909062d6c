"""Pages to articles: text, blocks, title, outlet, byline, dateline, date."""

from .article import clean

__all__ = ["clean"]
