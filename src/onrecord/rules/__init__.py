"""Finds statements by rules alone: the honest baseline, behind the interface that the model shares."""

from .tagger import Rules

__all__ = ["Rules"]
