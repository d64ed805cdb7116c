from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "bihuan.web"
    label = "web"

    def ready(self) -> None:
        """Count the limits of every session from the moment Django says that somebody signed in."""
        from django.contrib.auth.signals import user_logged_in

        from .signin import limits

        user_logged_in.connect(limits.start)
