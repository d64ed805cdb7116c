from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "bihuan.domain.organizations"
    label = "organizations"
    verbose_name = "机构与人员"
    default_auto_field = "django.db.models.BigAutoField"
