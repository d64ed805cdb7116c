class StatementKind:
    """The three kinds of wording in an address."""

    regex = "problem|cause|measure"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
