"""What ``bihuan serve`` says while there is no unit yet: the page that sets up, and the code it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from bihuan.domain.accounts import setup_code
from bihuan.domain.accounts.setting_up import is_set_up


def invitation(address: str) -> Iterator[str]:
    """Nothing for a bureau that is set up, whose code, if one is left over, is removed."""
    if is_set_up() or settings.BIHUAN_DEMO:
        setup_code.forget()
        return
    yield "这里还没有单位。请在浏览器里完成首次设置（或停下来运行 bihuan setup）："
    yield f"  {address}setup/"
    yield f"  设置码：{setup_code.made()}"
    yield "设置码只用一次，设置完成即作废，请不要外传。"
