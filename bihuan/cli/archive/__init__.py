"""A whole installation in one file: rows, stored files, keys if asked for (docs/adr/0093)."""
