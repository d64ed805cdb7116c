from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bihuan.domain.accounts"
    label = "accounts"
    verbose_name = "账号"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the registers of people and units what belongs to this app: models are loaded only now."""
        from bihuan.domain.organizations import closing, moving

        from .moving import give_roles_back
        from .obstacles import roles_held_in

        moving.follows(give_roles_back)
        closing.asks(roles_held_in)
