"""The ledger as a spreadsheet: columns, heads of every make, and rows that lead to the ledger and back."""
