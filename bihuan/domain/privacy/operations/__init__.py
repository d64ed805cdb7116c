"""What may be done with the data of one person."""
