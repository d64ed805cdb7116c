"""Passwords that the product thinks of: shown once, changed at the first sign-in."""

from __future__ import annotations

import secrets

from .passwords import Profile, faults

#: Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 4


def temporary_password(profile: Profile, *, username: str) -> str:
    """A new password that meets the profile, in groups that can be read out: about 92 bits."""
    while True:
        groups = ("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))
        password = "-".join(groups)
        if not faults(password, profile=profile, username=username):
            return password
