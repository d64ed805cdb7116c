"""Sign-ins of the demo bureau. They exist only in demo mode and say so on the sign-in page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoSignIn:
    username: str
    password: str
    what: str


SIGN_INS = (
    DemoSignIn("chengban", "yanshi-2026", "承办人：导入、核对、维护台账、出文稿"),
    DemoSignIn("juzhang", "yanshi-2026", "主要负责人：查看台账与文稿，填报本人负责事项"),
    DemoSignIn("fujuzhang", "yanshi-2026", "班子成员：查看台账，填报本人负责事项"),
)
