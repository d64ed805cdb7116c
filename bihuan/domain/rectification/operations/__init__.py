"""Everything that may change the ledger."""
