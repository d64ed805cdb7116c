from tests.ledgers import cycle, item, problem

__all__ = ["cycle", "item", "problem"]
