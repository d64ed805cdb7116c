from django.db import models


class BatchState(models.TextChoices):
    PREVIEWED = "previewed", "待确认"
    APPLIED = "applied", "已导入"
    UNDONE = "undone", "已撤销"
    DROPPED = "dropped", "已放弃"
