"""Sections of papers: a ledger in, passages out."""
