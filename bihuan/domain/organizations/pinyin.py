"""Sort and search keys of Chinese names."""

from pypinyin import Style, lazy_pinyin


def spelled(name: str) -> str:
    """``李小荷`` → ``li xiao he``."""
    return " ".join(lazy_pinyin(name))


def initials(name: str) -> str:
    """``李小荷`` → ``lxh``."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))
