from __future__ import annotations

import logging
from importlib import import_module

from django.http import HttpRequest

from bihuan.web.addresses import client_address
from bihuan.web.signin.forms import SignInForm
from bihuan.web.signin.lockout import TooMany, attempt, digest

from .kinds import Directory

security_log = logging.getLogger("bihuan.security")
WRONG = "统一身份目录不认这个用户名和密码。请检查大小写和输入法后再试；忘记密码请联系统一身份目录的管理员。"


class DirectoryForm(SignInForm):
    """Name and password of the directory, not of this system."""

    def name_proven(self, request: HttpRequest, directory: Directory) -> str | None:
        """The name that the directory confirms; otherwise the form says why not.

        Failures count as at our own sign-in.

        :raises TooMany: if it is too early to try again.
        :raises PeerSilent: if the directory does not answer.
        """
        name, address = self.cleaned_data["username"], client_address(request)
        try:
            with attempt(name, address) as trying:
                proven = _ask(directory, name, self.cleaned_data["password"])
                trying.succeeded() if proven else trying.failed()
        except TooMany:
            security_log.warning(
                "sign-in refused, too many name=%s address=%s", digest(name.casefold()), address
            )
            raise
        if proven is None:
            security_log.warning("sign-in failed name=%s address=%s", trying.name_digest, address)
            self.add_error(None, WRONG)
        return proven


def _ask(directory: Directory, name: str, password: str) -> str | None:
    return import_module(f"{__package__}.directory").name_proven(directory, name, password)
