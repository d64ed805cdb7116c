"""Norms over the ledgers of the database: for one unit or a few by queries, for many by a snapshot."""
