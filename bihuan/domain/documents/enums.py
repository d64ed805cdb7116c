from django.db import models


class DraftState(models.TextChoices):
    OPEN = "open", "核对中"
    CONFIRMED = "confirmed", "已入台账"
    WITHDRAWN = "withdrawn", "已撤回"


class CycleKind(models.TextChoices):
    """Kind of meeting that a paper belongs to."""

    ANNUAL = "annual", "年度民主生活会"
    SPECIAL = "special", "专题民主生活会"
