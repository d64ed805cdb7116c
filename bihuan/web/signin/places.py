"""Where somebody signs in from, in words: browser, system, address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from bihuan.web.addresses import client_address

#: What a browser or a system says of itself, the more special before the more common.
BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ浏览器"),
    ("360SE", "360浏览器"),
    ("360EE", "360浏览器"),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("Trident", "IE"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("OpenHarmony", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("UOS", "统信"),
    ("Kylin", "麒麟"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Place:
    browser: str
    address: str

    def __str__(self) -> str:
        return f"{self.browser}，{self.address}" if self.address else self.browser


def place_of(request: HttpRequest) -> Place:
    return Place(in_words(request.META.get("HTTP_USER_AGENT", "")), client_address(request))


def in_words(user_agent: str) -> str:
    """``Chrome（Windows）``; browsers say what they like, so this is for the eye only."""
    browser = next((word for sign, word in BROWSERS if sign in user_agent), "未知浏览器")
    system = next((word for sign, word in SYSTEMS if sign in user_agent), "")
    return f"{browser}（{system}）" if system else browser
