from django.apps import AppConfig


class RectificationConfig(AppConfig):
    name = "bihuan.domain.rectification"
    label = "rectification"
    verbose_name = "整改台账"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the register of people what belongs to this app: models are loaded only now."""
        from bihuan.domain.organizations import leaving

        from .answering import open_items_of

        leaving.asks(open_items_of)
