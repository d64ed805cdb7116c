"""What a unit's ledgers say about a norm: windows of time, tallies, verdicts, sentences that explain them."""
