"""Papers for tests of drafts and of what is made of them: the fictional twin and variations of it."""

from __future__ import annotations

from pathlib import Path

from bihuan.domain.documents import intake, operations
from bihuan.domain.documents.models import Draft
from bihuan.domain.organizations.models import Unit
from bihuan.domain.trail.actor import Actor

REPORTS = Path(__file__).parents[2] / "material" / "reports"
TWIN = "bureau-report-2022"

#: A short paper whose reading is known by heart: two problems, one cause, one measure.
SHORT = """青禾县水务局2024年度民主生活会情况报告
一、查摆出的主要问题
（一）联系群众方面
一是深入一线不够。班子成员到项目现场偏少，对群众反映的取水难题了解不深。
二是攻坚劲头不足。对历史遗留的渠道权属争议，存在等一等的想法。
二、原因剖析
一是宗旨意识有所淡化。习惯于听汇报、看材料，对基层实际掌握不透。
三、整改措施
一是建立现场办公制度。针对深入一线不够的问题，班子成员每季度到工程现场不少于2次，2025年6月底前形成问题清单。
"""

CLASSIFIED = """秘密★1年
青禾县水务局2024年度民主生活会情况报告
一、查摆出的主要问题
一是深入一线不够。绝不外传的一句话。
"""


def content(name: str) -> bytes:
    return (REPORTS / name).read_bytes()


def brought_in(unit: Unit, actor: Actor, name: str = f"{TWIN}.txt", year: int = 2022) -> Draft:
    """A draft of one of the test reports."""
    incoming = intake.take_file(name, content(name))
    return operations.bring_in(unit=unit, actor=actor, incoming=incoming, year=year)


def pasted(unit: Unit, actor: Actor, text: str = SHORT, year: int = 2024) -> Draft:
    """A draft of pasted text."""
    return operations.bring_in(unit=unit, actor=actor, incoming=intake.take_text(text), year=year)
