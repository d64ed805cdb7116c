"""Everything that may change the records of the mechanisms."""
