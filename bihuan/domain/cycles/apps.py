from django.apps import AppConfig


class CyclesConfig(AppConfig):
    name = "bihuan.domain.cycles"
    label = "cycles"
    verbose_name = "年度"
    default_auto_field = "django.db.models.BigAutoField"
