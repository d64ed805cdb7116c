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
    NOT_DUE = "not_due", "不应到"


class AttachmentKind(models.TextChoices):
    """A link, a document number or a named contact is as good as a photo."""

    NUMBER = "number", "文号"
    LINK = "link", "链接"
    CONTACT = "contact", "联系人"
    FILE = "file", "文件"


class PlanState(models.TextChoices):
    """How far a plan is; follows from its milestones and days, never typed."""

    PLANNED = "planned", "未开展"
    IN_PROGRESS = "in_progress", "正在推进"
    DONE = "done", "已完成"
    STOPPED = "stopped", "已终止"


class EntryState(models.TextChoices):
    ACTIVE = "active", "在用"
    RETIRED = "retired", "已停用"


class AwardState(models.TextChoices):
    """How far an award is; follows from its days."""

    NOMINATING = "nominating", "推荐"
    NOTICING = "noticing", "公示"
    DECIDED = "decided", "已决定"
    DROPPED = "dropped", "已取消"


class PollMethod(models.TextChoices):
    MEETING = "meeting", "会议投票"
    PAPER = "paper", "发放问卷"
    COUNTER = "counter", "服务现场"
    TELEPHONE = "telephone", "电话回访"


class CheckState(models.TextChoices):
    DRAFT = "draft", "正在自查"
    DONE = "done", "自查完成"


class CriterionState(models.TextChoices):
    """Whether a criterion is reached: words, never points."""

    OPEN = "open", "还没有查"
    MET = "met", "达到"
    UNMET = "unmet", "未达到"
    NOT_APPLICABLE = "not_applicable", "不适用"


class CaseState(models.TextChoices):
    """Follows from the events of a case, never typed."""

    OPEN = "open", "正在办理"
    CLOSED = "closed", "已办结"


class CaseOutcome(models.TextChoices):
    SOLVED = "solved", "已解决"
    PARTLY = "partly", "部分解决"
    EXPLAINED = "explained", "已解释说明"
    REFUSED = "refused", "不予支持"
    TRANSFERRED = "transferred", "已转送"
    WITHDRAWN = "withdrawn", "当事人撤回"


class Satisfaction(models.TextChoices):
    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    DISSATISFIED = "dissatisfied", "不满意"
    SILENT = "silent", "未评价"


class Rhythm(models.TextChoices):
    """How the days of a series follow each other."""

    WEEKS = "weeks", "每几周的星期几"
    MONTH_WEEKDAY = "month_weekday", "每几个月的第几个星期几"
    MONTH_DAY = "month_day", "每几个月的几号"
