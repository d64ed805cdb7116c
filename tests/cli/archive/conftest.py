from tests.cli.installations import backed_up, furnished_home

__all__ = ["backed_up", "furnished_home"]
