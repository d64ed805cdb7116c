from django.db import models


class Source(models.TextChoices):
    """Where a problem came from."""

    SELF = "self", "自查"
    OPINION = "opinion", "征求意见"
    TALK = "talk", "谈心谈话"
    CRITICISM = "criticism", "相互批评"
    SUPERIOR = "superior", "上级点题"
    INSPECTION = "inspection", "巡察审计"


class MeasureKind(models.TextChoices):
    MEASURE = "measure", "整改措施"
    DIRECTION = "direction", "努力方向"


class LinkState(models.TextChoices):
    """A candidate is a guess with a score; only a person or the wording itself makes a link."""

    CANDIDATE = "candidate", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DECLINED = "declined", "不相关"


class LinkOrigin(models.TextChoices):
    EXPLICIT = "explicit", "原文写明"
    SCORED = "scored", "程序推测"
    MANUAL = "manual", "人工建立"


class DueKind(models.TextChoices):
    NONE = "", "未定"
    IMMEDIATE = "immediate", "立行立改"
    DATED = "dated", "限期"
    LASTING = "lasting", "长期坚持"
    RECURRING = "recurring", "定期"


class Progress(models.TextChoices):
    """How far an item is (first cut; the full life of an item comes with RECTIFICATION)."""

    NOT_STARTED = "not_started", "未开展"
    IN_PROGRESS = "in_progress", "正在整改"
    DONE = "done", "已完成"
    ONGOING = "ongoing", "长期坚持"


class OwnerRole(models.TextChoices):
    LEAD = "lead", "牵头"
    SUPPORT = "support", "配合"
