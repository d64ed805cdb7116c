from tests.web.signin.guessing import the_clock, try_in

__all__ = ["the_clock", "try_in"]
