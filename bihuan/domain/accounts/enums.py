from django.db import models


class Role(models.TextChoices):
    """What a person may do in a unit (two for now; ACCESS completes them)."""

    CLERK = "clerk", "承办人"
    LEADER = "leader", "班子成员"
