from django.apps import AppConfig


class LedgersConfig(AppConfig):
    name = "bihuan.domain.ledgers"
    label = "ledgers"
    verbose_name = "工作台账"
    default_auto_field = "django.db.models.BigAutoField"
