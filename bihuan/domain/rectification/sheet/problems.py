"""What keeps a row from being imported: a sentence that says what to do."""


class RowProblem(Exception):
    """One thing that is wrong with a row."""
