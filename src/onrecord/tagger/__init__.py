"""Finds statements with the bundled model."""

from .model import Model

__all__ = ["Model"]
