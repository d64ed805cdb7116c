"""What a picture tells besides the picture is left out; the picture stays, byte by byte."""

from __future__ import annotations

import struct

import pytest

from bihuan.core.document.gate import FileRefused
from bihuan.core.document.pictures import bare
from tests import pictures


def test_a_photo_no_longer_tells_where_it_was_taken():
    photo = pictures.jpeg()
    assert photo.count(pictures.PLACE) == 6

    kept = bare("jpg", photo)

    assert pictures.PLACE not in kept
    assert kept == pictures.jpeg(secrets=False)


def test_which_side_is_up_is_kept():
    assert bare("jpg", pictures.jpeg(turned=6)) == pictures.jpeg(secrets=False, turned=6)


@pytest.mark.parametrize("turned", [0, 9, 65535])
def test_a_side_that_there_is_not_is_left_out(turned):
    assert bare("jpg", pictures.jpeg(turned=turned)) == pictures.jpeg(secrets=False)


@pytest.mark.parametrize(
    "tiff",
    [
        b"",
        b"II*\x00",
        b"MM\x00*\x00\x00\xff\xff",
        b"MM\x00*\x00\x00\x00\x08\x00\x05",
        b"XX\x00*\x00\x00\x00\x08",
    ],
)
def test_a_broken_exif_part_is_left_out(tiff):
    payload = b"Exif\x00\x00" + tiff
    broken = b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload
    plain = pictures.jpeg(secrets=False)

    assert bare("jpg", plain[:2] + broken + plain[2:]) == plain


def test_a_drawing_no_longer_tells_who_made_it_when():
    assert bare("png", pictures.png()) == pictures.png(secrets=False)


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_what_is_bare_stays_as_it_is(kind):
    plain = {"jpg": pictures.jpeg, "png": pictures.png}[kind](secrets=False)

    assert bare(kind, plain) == plain


@pytest.mark.parametrize("kind", ["jpg", "png"])
def test_a_picture_cut_off_anywhere_is_refused(kind):
    plain = {"jpg": pictures.jpeg, "png": pictures.png}[kind](secrets=False)

    for length in range(4, len(plain)):
        with pytest.raises(FileRefused, match="这张图片不完整"):
            bare(kind, plain[:length])


def test_the_same_photo_by_two_ways_is_the_same():
    """One sent on without its place, one straight from the telephone."""
    assert bare("jpg", pictures.jpeg()) == bare("jpg", pictures.jpeg(secrets=False))
