"""Papers composed from the record: every sentence knows the rows behind it, every figure is counted."""
