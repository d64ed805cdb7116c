from tests.domain.compilations.conftest import cycle

__all__ = ["cycle"]
