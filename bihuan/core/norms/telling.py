"""One sentence for every verdict: the period, what was counted, the clause, and what may be done."""

from __future__ import annotations

import datetime

from bihuan.core.registry.norms import EveryRule, HoursRule, Level, Norm, QuorumRule, Strength

from .verdicts import State, Verdict, Why

ASKS = {
    Strength.MANDATORY: "要求",
    Strength.USUAL: "一般要求",
    Strength.RECOMMENDED: "提倡",
    Strength.LOCAL: "本地要求",
}

STRENGTHS = ASKS | {Strength.MANDATORY: "必须做到"}

LEVELS = {
    Level.LAW: "法律法规",
    Level.CENTRAL: "中央",
    Level.MINISTRY: "部门",
    Level.PROVINCE: "省级",
    Level.CITY: "市级",
    Level.UNIT: "本单位",
    Level.PRACTICE: "没有统一条文",
}

STATES = {
    State.MET: "达到",
    State.NOTICE: "请核对",
    State.SHORT: "未达到",
    State.NOT_APPLICABLE: "不适用",
    State.UNKNOWN: "说不准",
    State.PENDING: "还在期内",
}


def sentence(verdict: Verdict) -> str:
    """What the verdict says and why, in one Chinese sentence."""
    return f"{finding(verdict)}；{demand(verdict.norm)}{advice(verdict)}。"


def finding(verdict: Verdict, period: str = "") -> str:
    """What was found, without the demand; ``period`` is what to call the period, if not by its name."""
    label = period or verdict.period.label
    if verdict.state is State.NOT_APPLICABLE:
        return _not_applicable(verdict, label)
    if verdict.why is Why.NOT_KEPT:
        return f"本单位没有启用这本台账，{label}的情况不在这里，不作判定"
    if verdict.why is Why.KEPT_LATER:
        day = _day(datetime.date.fromisoformat(verdict.detail))
        return f"这本台账自{day}启用，{label}的记录不全（{_counted(verdict)}），不作判定"
    match verdict.norm.rule:
        case QuorumRule():
            return _quorum(verdict, label)
        case EveryRule():
            return _every(verdict, label)
        case HoursRule():
            return _members(verdict, label)
        case _:
            return _records(verdict, label)


def demand(norm: Norm) -> str:
    """The text, how strongly it asks, and for what."""
    return f"{reference(norm)}{ASKS[norm.strength]}{norm.wording}"


def advice(verdict: Verdict) -> str:
    """What to do about records that are too few; a meeting that was held cannot be mended."""
    held = isinstance(verdict.norm.rule, QuorumRule | EveryRule)
    if verdict.state in (State.NOTICE, State.SHORT) and not held:
        return "，请核对是否漏记，确实不需开展的可写明理由"
    return ""


def reference(norm: Norm) -> str:
    """The text and the clause, and whether somebody has still to compare them."""
    title = norm.title if norm.level is Level.PRACTICE else f"《{norm.title}》"
    return f"{title}{norm.clause}{'' if norm.verified else '（条款待核）'}"


def _records(verdict: Verdict, label: str) -> str:
    count, wanted, what = verdict.count, verdict.wanted, _what(verdict)
    match verdict.state:
        case State.MET:
            return f"{label}有{count}次{what}记录，达到{wanted}次"
        case State.PENDING if verdict.today < verdict.period.since:
            return f"{label}还没有开始"
        case State.PENDING:
            until = _day(verdict.period.last_day)
            return f"{label}已有{count}次{what}记录，还差{wanted - count}次，到{until}为止都不算晚"
        case _ if count:
            return f"{label}有{count}次{what}记录，不到{wanted}次"
        case _:
            return f"{label}没有{what}记录，不到{wanted}次"


def _members(verdict: Verdict, label: str) -> str:
    people, hours = verdict.wanted, verdict.hours
    if verdict.state is State.MET:
        return f"{label}一直在本单位的{people}人都有{hours}学时"
    if verdict.state is State.PENDING:
        return f"{label}还没有过完，一直在本单位的{people}人中已有{verdict.count}人达到{hours}学时"
    return f"{label}一直在本单位的{people}人中有{verdict.count}人达到{hours}学时"


def _quorum(verdict: Verdict, label: str) -> str:
    head = f"{label}的{verdict.wanted}次记录"
    if verdict.failed:
        return f"{head}中有{verdict.failed}次到会人数不够"
    if verdict.doubtful:
        return f"{head}中有{verdict.doubtful}次没有写明应到和实到人数，不作判定"
    return f"{head}到会人数都够"


def _every(verdict: Verdict, label: str) -> str:
    head = f"{label}的{verdict.wanted}次{_what(verdict)}记录"
    if verdict.failed:
        return f"{head}中有{verdict.failed}次没有做到"
    if verdict.doubtful:
        return f"{head}中有{verdict.doubtful}次没有填写做到没有，不作判定"
    return f"{head}都做到了"


def _what(verdict: Verdict) -> str:
    """What the records are called that the norm looks at, if not all."""
    return getattr(verdict.norm.rule, "what", "")


def _counted(verdict: Verdict) -> str:
    if isinstance(verdict.norm.rule, HoursRule):
        return f"{verdict.wanted}人中有{verdict.count}人达到学时"
    return f"已有{verdict.count}次"


def _not_applicable(verdict: Verdict, label: str) -> str:
    match verdict.why:
        case Why.OTHER_KIND:
            return f"{label}不适用：这一条不约束本类单位"
        case Why.NOT_ADOPTED:
            return f"{label}不适用：本单位没有采用这一条"
        case Why.NOT_IN_FORCE:
            return f"{label}不适用：{_in_force(verdict.norm)}，这段时间不在或不全在施行期内"
        case Why.RETIRED:
            return f"{label}不适用：这种台账记到{_told_day(verdict)}为止，以后不再要求"
        case Why.NOT_FOUNDED:
            return f"{label}不适用：本单位{_told_day(verdict)}才设立"
        case Why.CLOSED:
            return f"{label}不适用：本单位{_told_day(verdict)}已停用"
        case Why.EXCUSED:
            return f"{label}不需开展：{verdict.detail}"
        case Why.FOUNDED_WITHIN:
            return f"{label}不适用（{_counted(verdict)}）：本单位{_told_day(verdict)}才设立，不满一个周期"
        case Why.CLOSED_WITHIN:
            return f"{label}不适用（{_counted(verdict)}）：本单位{_told_day(verdict)}停用，不满一个周期"
        case _ if isinstance(verdict.norm.rule, HoursRule):
            return f"{label}不适用：没有一直在本单位的人"
        case _:
            return f"{label}没有{_what(verdict)}记录，无从判定"


def _in_force(norm: Norm) -> str:
    until = f"，至{_day(norm.until)}废止" if norm.until else ""
    return f"{_day(norm.since)}起施行{until}"


def _told_day(verdict: Verdict) -> str:
    return _day(datetime.date.fromisoformat(verdict.detail))


def _day(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
