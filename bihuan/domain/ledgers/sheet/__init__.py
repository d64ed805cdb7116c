"""The records of a mechanism, and the attendance of its activities, as a spreadsheet."""
