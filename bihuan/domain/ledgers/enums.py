from django.db import models


class Shape(models.TextChoices):
    """The seven shapes of record (architecture: seven shapes)."""

    ACTIVITY = "activity", "活动"
    CASE = "case", "办件"
    PLAN = "plan", "计划"
    SCORECARD = "scorecard", "自查表"
    POLL = "poll", "测评"
    REGISTER = "register", "清单"
    AWARD = "award", "评优"


class Origin(models.TextChoices):
    """How a record came in; the burden meter counts what was typed."""

    TYPED = "typed", "填写"
    COPIED = "copied", "照另一条填写"
    SERIES = "series", "按系列生成"
    IMPORTED = "imported", "表格导入"


class AttendanceState(models.TextChoices):
    PRESENT = "present", "出席"
    ABSENT = "absent", "缺席"
    LEAVE = "leave", "请假"
    MADE_UP = "made_up", "已补"


class AttachmentKind(models.TextChoices):
    """A link, a document number or a named contact is as good as a photo."""

    NUMBER = "number", "文号"
    LINK = "link", "链接"
    CONTACT = "contact", "联系人"
