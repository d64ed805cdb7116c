"""What a file is: its extension and its first bytes must say the same."""

from __future__ import annotations

import re

from bihuan.core.document.gate.refusal import FileRefused

ACCEPTED = ("docx", "txt", "pdf")

SAVE_AS_DOCX = "请用Word或WPS打开它，点“文件—另存为”，类型选“Word文档（*.docx）”，再用另存出来的文件。"
CHOOSE_ANOTHER = "请改用docx、txt或带文字层的PDF。"

OLD_WORD = ("doc", "wps", "dot", "wpt", "rtf", "xml", "mht", "mhtml", "odt", "uof", "uot")
WITH_MACROS = ("docm", "dotm", "xlsm", "pptm")

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"#!", "script"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"MIME-Version:", "mht"),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|head|body|script|svg|\?xml|!--)", re.IGNORECASE)
_UNSAFE_NAME = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def extension_of(name: str) -> str:
    """The extension in lower case without its dot; the name may be a path of either kind."""
    if _UNSAFE_NAME.search(name):
        raise FileRefused("bad_name", "文件名里有不可见的控制字符，请改一个普通的文件名后再试。")
    base = re.split(r"[/\\]", name)[-1].rstrip(" .")
    return base.rpartition(".")[2].lower() if "." in base else ""


def signature_of(content: bytes) -> str:
    """What the first bytes say: zip, ole, pdf, markup … or "text" when nothing else is recognised."""
    for magic, kind in _SIGNATURES:
        if content.startswith(magic) and (magic != b"MZ" or b"\x00" in content[:64]):
            return kind
    start = content[:512].removeprefix(b"\xef\xbb\xbf")
    if start.lstrip().startswith(b"%PDF-"):
        return "pdf"
    return "markup" if _MARKUP.match(start) else "text"


def format_of(name: str, content: bytes) -> str:
    """docx, txt or pdf; anything else, or a file that is not what its name says, is refused."""
    extension = extension_of(name)
    signature = signature_of(content)
    if signature == "ole":
        _refuse_ole(content)
    if extension in WITH_MACROS:
        raise FileRefused("macro", "带宏的文件（docm等）不能读取，请另存为不带宏的docx后再试。")
    if extension in OLD_WORD:
        raise FileRefused("old_format", f"不能直接读取.{extension}文件，{SAVE_AS_DOCX}")
    if extension not in ACCEPTED:
        shown = f"“.{extension}”" if extension.isalnum() and len(extension) <= 8 else "没有后缀或后缀不认识的"
        raise FileRefused("unsupported", f"不支持{shown}文件，{CHOOSE_ANOTHER}")
    expected = {"docx": "zip", "txt": "text", "pdf": "pdf"}[extension]
    if signature != expected:
        _refuse_mismatch(extension, signature)
    return extension


def _refuse_ole(content: bytes) -> None:
    """A compound file: an encrypted docx, an old Word or WPS file, or something else of that age."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused(
            "encrypted", "这个文件设了打开密码，请先在Word或WPS里取消密码、另存一份，再用没有密码的那份。"
        )
    if "WordDocument".encode("utf-16-le") in content:
        raise FileRefused("old_format", f"这是旧版的.doc或.wps文件，{SAVE_AS_DOCX}")
    raise FileRefused("unsupported", f"这是旧版Office文件，不能读取，{CHOOSE_ANOTHER}")


_SEEN_AS = {
    "zip": "压缩包或新版Office文件",
    "pdf": "PDF",
    "rtf": "RTF文件",
    "markup": "网页或XML文件",
    "mht": "网页存档",
    "exe": "程序",
    "script": "脚本程序",
    "picture": "图片",
    "text": "纯文本",
}


def _refuse_mismatch(extension: str, signature: str) -> None:
    seen = _SEEN_AS.get(signature, "压缩包")
    raise FileRefused(
        "mismatch",
        f"文件名后缀是.{extension}，内容却是{seen}，请确认选对了文件；如果后缀被改过，请用原来的程序打开并另存为docx。",
    )
