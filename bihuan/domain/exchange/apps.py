from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "bihuan.domain.exchange"
    label = "exchange"
    verbose_name = "导入导出"
    default_auto_field = "django.db.models.BigAutoField"
