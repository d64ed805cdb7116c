from tests.delegations import calendar, colleague, handed

__all__ = ["calendar", "colleague", "handed"]
