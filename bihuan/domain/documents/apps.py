from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "bihuan.domain.documents"
    label = "documents"
    verbose_name = "文件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the register of units what keeps one open: models are loaded only now."""
        from bihuan.domain.organizations import closing

        from .obstacles import drafts_open_in

        closing.asks(drafts_open_in)
