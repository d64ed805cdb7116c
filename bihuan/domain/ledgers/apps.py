from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "bihuan.domain.ledgers"
    label = "ledgers"
    verbose_name = "工作台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The ledgers answer questions for numbers."""
        from bihuan.domain.facts import sources

        from . import facts

        sources.register("ledgers", facts.answers)
