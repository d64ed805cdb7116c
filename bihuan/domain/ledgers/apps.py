from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "bihuan.domain.ledgers"
    label = "ledgers"
    verbose_name = "工作台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The ledgers answer questions for numbers, and say what of theirs has to be handed on."""
        from bihuan.domain.facts import sources
        from bihuan.domain.organizations import closing, leaving

        from . import facts, obstacles

        sources.register("ledgers", facts.answers)
        closing.asks(obstacles.under_way_in)
        leaving.asks(obstacles.in_charge_of)
