from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "bihuan.domain.profiles"
    label = "profiles"
    verbose_name = "本单位的设定"
    default_auto_field = "django.db.models.BigAutoField"
