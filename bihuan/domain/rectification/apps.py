from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "bihuan.domain.rectification"
    label = "rectification"
    verbose_name = "整改台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the registers of people and units what belongs to this app: models are loaded only now."""
        from bihuan.domain.organizations import closing, leaving

        from .answering import open_items_of
        from .obstacles import items_open_in

        leaving.asks(open_items_of)
        closing.asks(items_open_in)
