"""Browser and system in words."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from bihuan.web.signin.places import in_words, place_of

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (WINDOWS, "Chrome（Windows）"),
        (f"{WINDOWS} Edg/120.0.0.0", "Edge（Windows）"),
        (f"{WINDOWS} QQBrowser/12.0", "QQ浏览器（Windows）"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "Firefox（Linux）"),
        ("Mozilla/5.0 (X11; Linux UOS x86_64) Chrome/108.0.0.0 Safari/537.36", "Chrome（统信）"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "Safari（iPhone）",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120.0 Mobile MicroMessenger/8.0", "微信（安卓）"),
        ("curl/8.0", "未知浏览器"),
        ("", "未知浏览器"),
        ("<script>alert(1)</script>", "未知浏览器"),
    ],
)
def test_a_browser_is_named_in_words(user_agent, expected):
    assert in_words(user_agent) == expected


def test_a_place_is_browser_and_address():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT=WINDOWS)

    assert str(place_of(request)) == "Chrome（Windows），192.0.2.7"
