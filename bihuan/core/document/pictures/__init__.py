"""Pictures without what they tell besides the picture: where, when and with what it was taken."""

from __future__ import annotations

from . import jpeg, png

_BARE = {"jpg": jpeg.bare, "png": png.bare}


def bare(kind: str, content: bytes) -> bytes:
    """The same picture, pixel by pixel, without places, dates, owners, thumbnails and what follows its end.

    :raises FileRefused: if it is cut off or none.
    """
    return _BARE[kind](content)
