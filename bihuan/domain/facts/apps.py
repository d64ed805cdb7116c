from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "bihuan.domain.facts"
    label = "facts"
    verbose_name = "数据"
    default_auto_field = "django.db.models.BigAutoField"
