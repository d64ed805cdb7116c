"""Why signing in elsewhere led to no sign-in here: a sentence for the user, a few words for the log."""

from __future__ import annotations


class SingleSignOnFailed(Exception):
    """``status`` is that of the answer; ``again``: another try may help; ``detail`` is for the log only."""

    status = 400
    again = True
    sentence = "统一身份登录没有完成。请再试一次；仍不行的，请联系本单位系统管理员。"

    def __init__(self, detail: str = "") -> None:
        super().__init__(self.sentence)
        self.detail = detail


class NotProven(SingleSignOnFailed):
    """What came back does not prove who it is."""


class NotBegunHere(SingleSignOnFailed):
    """The answer belongs to no sign-in that this browser began, or to one that was used or is too old."""

    sentence = "这次登录不是在这里开始的，或者已经过期、用过。请从头再登录一次。"


class Declined(SingleSignOnFailed):
    """The provider says that the user may not or would not."""

    status = 403
    sentence = "统一身份平台没有放行这次登录。请再试一次；仍不行的，请联系统一身份平台的管理员。"


class PeerSilent(SingleSignOnFailed):
    """The provider does not answer, or answers nothing usable."""

    status = 503
    sentence = "统一身份平台现在没有应答，请过一会儿再试。急用时，可以用本系统的用户名和密码登录。"


class NobodyHere(SingleSignOnFailed):
    """The provider knows the person, but no active user has that name."""

    status = 403
    again = False

    def __init__(self, name: str) -> None:
        self.sentence = (
            f"统一身份平台认出了您（{name}），但本系统没有启用的同名账号。"
            "请把这个名称告诉本单位系统管理员，由其开通。"
        )
        super().__init__("no user of that name")
