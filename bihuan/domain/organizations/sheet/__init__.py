"""The register of people as a spreadsheet: out, edited, and in again."""
