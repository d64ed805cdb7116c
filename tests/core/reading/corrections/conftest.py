import pytest

from bihuan.core.document.readers import txt
from bihuan.core.reading import read

LINES = (
    "2025年度民主生活会情况报告",
    "一、存在的问题",
    "开头一段只是引出下文：",
    "（一）政治建设方面",
    "一是学习不够深入。全年只研讨3次。",
    "二是落实不够有力；督查只开展**次。",
    "二、原因分析",
    "一是认识不到位。",
    "三、整改措施",
    "（一）强化学习，坚定信念。坚持常学。一是每月研讨2次；二是2026年6月底前完成轮训。",
    "（二）改进作风。每季度调研1次。",
)


@pytest.fixture
def text():
    return "\n".join(LINES)


@pytest.fixture
def reading(text):
    return read(txt.read_text(text))
