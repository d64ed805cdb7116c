"""Understand a document: what it says, where, and how sure that is."""

from bihuan.core.reading.reader import read

__all__ = ["read"]
