"""Files that must be refused, by family, each with the code of its refusal. Nothing of it is stored."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.core.document.build import (
    DECLARATION,
    MAIN_TYPE,
    NAMESPACES,
    content_types,
    document,
    docx,
    p,
    parts_of,
    relation,
    relations,
    run,
    tbl,
    tr,
    zipped,
)
from tests.core.document.build_pdf import assembled, pdf, set_lines, stream
from tests.core.document.gate.zips import Entry, archive, entries_of

MAIN, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
TEXT = p("题目") + p("正文")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Hostile:
    label: str
    code: str
    content: bytes
    name: str = "报告.docx"


def word(**changes: str | bytes) -> bytes:
    """A plain document with parts replaced or added, by part name."""
    return zipped({**parts_of(TEXT), **changes})


def with_part(name: str, content: str | bytes = b"x") -> bytes:
    return word(**{name: content})


def ole(*streams: str) -> bytes:
    return OLE + b"".join(stream_name.encode("utf-16-le") + b"\x00" * 64 for stream_name in streams)


def related(kind: str, target: str, *, external: bool = True) -> bytes:
    return word(**{RELATIONS: relations(relation(kind, target, external=external))})


def bombs() -> Iterator[Hostile]:
    main = parts_of(TEXT)
    zeros = Entry(MAIN.encode(), b"<w:p>" + b"\x00" * (150 * MEGABYTE))
    yield Hostile("unpacks to 150 MB", "bomb", archive(entries_of(main, **{MAIN: zeros})))
    yield Hostile("one text of 60 MB", "bomb", word(**{MAIN: document(p("长" * (20 * MEGABYTE)))}))
    yield Hostile("three million paragraphs", "too_long", word(**{MAIN: document("<w:p/>" * 3_000_000)}))
    yield Hostile("table of two million cells", "bomb", word(**{MAIN: document(tbl("<w:tc/>" * 2_000_000))}))
    yield Hostile(
        "bomb in the styles", "bomb", with_part("word/styles.xml", b"<w:styles>" + b" " * MEGABYTE * 30)
    )
    yield Hostile(
        "bomb in a picture", "bomb", with_part("word/media/image1.png", b"\x89PNG" + b"\x00" * MEGABYTE * 40)
    )
    many = {f"word/media/{number}.png": b"\x00" * 9_000_000 for number in range(12)}
    yield Hostile("108 MB in twelve parts", "bomb", word(**many))
    crowd = {f"word/media/{number}.png": b"x" for number in range(2_000)}
    yield Hostile("two thousand and five parts", "too_many_parts", word(**crowd))
    small = Entry(
        MAIN.encode(), document(TEXT).encode() * 50, claims={"size": 900}, local_claims={"size": 900}
    )
    yield Hostile("more inside than declared", "damaged", archive(entries_of(main, **{MAIN: small})))
    yield Hostile("zip in a zip", "embedded", with_part("word/embeddings/inner.zip", docx(TEXT)))


def archives() -> Iterator[Hostile]:
    parts = parts_of(TEXT)
    entries = entries_of(parts)

    def changed(entry: Entry) -> bytes:
        return archive(entries_of(parts, **{MAIN: entry}))

    raw, name = document(TEXT).encode(), MAIN.encode()
    first = archive(entries).index(name) - 30
    yield Hostile("entries one over the other", "archive_overlap", overlapping())
    yield Hostile(
        "two entries on one content",
        "archive_disagrees",
        archive([*entries, Entry(b"word/copy.xml", raw, claims={"place": first})]),
    )
    yield Hostile(
        "another name in the local header",
        "archive_disagrees",
        changed(Entry(name, raw, local_name=b"word/documenu.xml")),
    )
    yield Hostile(
        "another size in the local header",
        "archive_disagrees",
        changed(Entry(name, raw, local_claims={"size": 1})),
    )
    yield Hostile(
        "another method in the local header",
        "archive_disagrees",
        changed(Entry(name, raw, local_claims={"method": 0})),
    )
    yield Hostile(
        "stored part with two sizes",
        "archive_disagrees",
        changed(
            Entry(name, raw, method=0, claims={"size": len(raw) + 5}, local_claims={"size": len(raw) + 5})
        ),
    )
    yield Hostile(
        "wrong checksum",
        "damaged",
        changed(Entry(name, raw, claims={"checksum": 1}, local_claims={"checksum": 1})),
    )
    yield Hostile(
        "unknown method",
        "archive_method",
        changed(Entry(name, raw, claims={"method": 99}, local_claims={"method": 99})),
    )
    yield Hostile(
        "sizes beyond 4 GB", "archive_method", changed(Entry(name, raw, claims={"size": 0xFFFFFFFF}))
    )
    yield Hostile("encrypted entry", "encrypted", changed(Entry(name, raw, flags=1)))
    yield Hostile(
        "encrypted in the local header only",
        "encrypted",
        changed(Entry(name, raw, local_claims={"flags": 1})),
    )
    yield Hostile(
        "place outside the file", "archive_directory", changed(Entry(name, raw, claims={"place": 0x7FFFFFFF}))
    )
    yield Hostile("more entries claimed than there are", "archive_directory", archive(entries, count=3))
    yield Hostile("fewer entries claimed than there are", "archive_directory", archive(entries, count=-1))
    yield Hostile(
        "program before the archive", "mismatch", archive(entries, before=b"MZ\x90\x00" + b"\x00" * 60)
    )
    yield Hostile("text after the archive", "archive_surroundings", archive(entries, after=b"<script>"))
    yield Hostile("cut in half", "damaged", docx(TEXT)[: len(docx(TEXT)) // 2])
    yield Hostile("broken packing", "damaged", broken_packing())


def overlapping() -> bytes:
    """Two entries, the second of which begins inside the content of the first."""
    inner = archive([Entry(b"word/document.xml", document(TEXT).encode())])
    start = inner.index(b"PK\x01\x02")
    local = inner[:start]
    host = Entry(b"[Content_Types].xml", local, method=0)
    place = 30 + len(host.name)
    alone = archive([host])
    central = inner[start : inner.index(b"PK\x05\x06")]
    moved = central[:42] + place.to_bytes(4, "little") + central[46:]
    end = alone.index(b"PK\x05\x06")
    directory = alone.index(b"PK\x01\x02")
    size = end + len(moved) - directory
    tail = (
        b"PK\x05\x06"
        + b"\x00" * 4
        + b"\x02\x00\x02\x00"
        + size.to_bytes(4, "little")
        + directory.to_bytes(4, "little")
        + b"\x00\x00"
    )
    return alone[:end] + moved + tail


def broken_packing() -> bytes:
    content = bytearray(docx(TEXT))
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        place = opened.getinfo(MAIN).header_offset + 30 + len(MAIN)
    content[place : place + 8] = b"\xff" * 8
    return bytes(content)


def names() -> Iterator[Hostile]:
    for name in (
        "../evil.xml",
        "word/../../evil.xml",
        "/etc/evil",
        "word\\evil.xml",
        "C:evil",
        "word//evil.xml",
        "./evil",
        "wo\x01rd.xml",
    ):
        entries = [*entries_of(parts_of(TEXT)), Entry(name.encode())]
        yield Hostile(f"part named {name!r}", "archive_name", archive(entries))
    twice = [*entries_of(parts_of(TEXT)), Entry(MAIN.encode(), b"<x/>")]
    yield Hostile("the same part twice", "archive_duplicate", archive(twice))
    cased = [*entries_of(parts_of(TEXT)), Entry(MAIN.upper().encode(), b"<x/>")]
    yield Hostile("the same part in capitals", "archive_duplicate", archive(cased))
    broken = [*entries_of(parts_of(TEXT)), Entry(b"\xff\xfe.xml", flags=0x0800)]
    yield Hostile("name that is no UTF-8", "archive_name", archive(broken))
    yield Hostile("file name that runs backwards", "bad_name", docx(TEXT), "报告\u202exslx.docx")
    yield Hostile("file name with a zero", "bad_name", docx(TEXT), "报告.docx\x00.exe")


def entities() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prologues = {
        "empty": "<!DOCTYPE d>",
        "outer file": '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        "outer definition": '<!DOCTYPE d SYSTEM "http://127.0.0.1/x.dtd">',
        "parameter": '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/hostname"> %x;]>',
        "billion laughs": f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>',
        "far down": f"<!--{'x' * 900_000}--><!DOCTYPE d>",
    }
    for label, prologue in prologues.items():
        main = document(TEXT).replace("?>", f"?>{prologue}", 1)
        yield Hostile(f"DOCTYPE {label}", "doctype", word(**{MAIN: main}))
    main = document(TEXT).replace("?>", "?><!DOCTYPE d>", 1)
    wide = main.replace("UTF-8", "UTF-16")
    yield Hostile("DOCTYPE in UTF-16", "doctype", word(**{MAIN: wide.encode("utf-16")}))
    yield Hostile("DOCTYPE in UTF-16 without a mark", "doctype", word(**{MAIN: wide.encode("utf-16-be")}))
    for name in (TYPES, RELATIONS, "_rels/.rels"):
        content = str(parts_of(TEXT)[name]).replace("?>", "?><!DOCTYPE d>", 1)
        yield Hostile(f"DOCTYPE in {name}", "doctype", word(**{name: content}))
    yield Hostile(
        "DOCTYPE in the notes", "doctype", with_part("word/footnotes.xml", f"{DECLARATION}<!DOCTYPE d><x/>")
    )
    yield Hostile("DOCTYPE in a part nobody names", "doctype", with_part("custom/x.bin", "<!DOCTYPE d><x/>"))
    yield Hostile("small letters", "damaged", word(**{MAIN: main.replace("DOCTYPE", "doctype")}))
    for encoding in ("UTF-7", "GBK", "EBCDIC-CP-US"):
        other = document(TEXT).replace("UTF-8", encoding)
        yield Hostile(f"part said to be {encoding}", "xml_encoding", word(**{MAIN: other}))
    yield Hostile("part in EBCDIC", "damaged", word(**{MAIN: document(p("x")).encode("cp500")}))


def structures() -> Iterator[Hostile]:
    deep = "<w:sdt><w:sdtContent>" * 10_000 + "</w:sdtContent></w:sdt>" * 10_000
    yield Hostile("twenty thousand levels deep", "damaged", docx(p("题目"), deep))
    table = TEXT
    for _ in range(100):
        table = tbl(tr(f"<w:tc>{table}</w:tc>"))
    yield Hostile("a hundred tables one in the other", "damaged", docx(p("题目"), table))
    yield Hostile("fifty thousand paragraphs", "too_long", docx("<w:p/>" * 50_000))
    yield Hostile("text node of 11 MB", "damaged", docx(p(varied_text(11 * MEGABYTE))))
    yield Hostile("millions of runs", "limits", docx(varied_runs()))
    yield Hostile(
        "no main part",
        "damaged",
        zipped({name: part for name, part in parts_of(TEXT).items() if name != MAIN}),
    )
    yield Hostile("no list of types", "mismatch", zipped({"word/document.xml": document(TEXT)}))
    yield Hostile("main part cut off", "damaged", word(**{MAIN: document(TEXT)[:-20]}))
    yield Hostile("main part empty", "damaged", word(**{MAIN: b""}))
    yield Hostile("main part of another kind", "damaged", word(**{MAIN: "<html/>"}))
    yield Hostile(
        "main part outside",
        "damaged",
        word(**{"_rels/.rels": relations(relation("officeDocument", "../../etc/passwd"))}),
    )
    yield Hostile(
        "relations that cannot be understood",
        "relations",
        word(**{RELATIONS: '<Relationships><Relationship Id="a"Target="b"</Relationships>'}),
    )


def varied_text(length: int) -> str:
    return "".join(f"{number * 2654435761 % 2**40:x}" for number in range(length // 9))


def varied_runs() -> str:
    runs = "".join(f'<w:r w:a="{number * 2654435761 % 2**40:x}"><w:t/></w:r>' for number in range(1_300_000))
    return f"<w:p>{runs}</w:p>"


def active() -> Iterator[Hostile]:
    yield Hostile("macro", "macro", with_part("word/vbaProject.bin"))
    yield Hostile("macro in capitals", "macro", with_part("word/VBAPROJECT.BIN"))
    yield Hostile(
        "macro type",
        "macro",
        word(**{TYPES: content_types("application/vnd.ms-word.document.macroEnabled.main+xml")}),
    )
    yield Hostile("macro extension", "macro", docx(TEXT), "报告.docm")
    yield Hostile("ActiveX", "active_x", with_part("word/activeX/activeX1.xml", "<x/>"))
    yield Hostile("control", "active_x", related("control", "activeX1.xml", external=False))
    yield Hostile("embedded object", "embedded", with_part("word/embeddings/oleObject1.bin"))
    yield Hostile("embedded sheet", "embedded", related("package", "embeddings/x.xlsx", external=False))
    yield Hostile("another document inside", "embedded", related("aFChunk", "afchunk.mht", external=False))
    for kind in ("image", "attachedTemplate", "frame", "subDocument", "externalLinkPath"):
        yield Hostile(f"{kind} from outside", "external", related(kind, "http://127.0.0.1/x"))
    yield Hostile("object from outside", "embedded", related("oleObject", "http://127.0.0.1/x"))
    hidden = relations(
        relation("image", "http://127.0.0.1/x", external=True).replace("External", "&#69;xternal")
    )
    yield Hostile("outside written in references", "external", word(**{RELATIONS: hidden}))
    single = relations(relation("image", "x", external=True).replace('"', "'"))
    yield Hostile("outside in single quotes", "external", word(**{RELATIONS: single}))
    prefixed = (
        relations(relation("image", "x", external=True))
        .replace("<Rel", "<q:Rel")
        .replace("</Rel", "</q:Rel")
        .replace("xmlns=", "xmlns:q=")
    )
    yield Hostile("outside under a prefix", "external", word(**{RELATIONS: prefixed}))
    wide = relations(relation("image", "x", external=True)).replace("UTF-8", "UTF-16").encode("utf-16")
    yield Hostile("outside in UTF-16", "external", word(**{RELATIONS: wide}))
    for label, code in (
        ("DDE", "<w:instrText> DDE cmd x </w:instrText>"),
        ("DDE in pieces", "<w:instrText> DDE</w:instrText><w:instrText>AUTO cmd x</w:instrText>"),
        ("DDE in small letters", "<w:instrText> ddeauto cmd x</w:instrText>"),
    ):
        yield Hostile(
            label, "dde", docx(p(run("甲"), f'<w:r><w:fldChar w:fldCharType="begin"/>{code}</w:r>'))
        )
    yield Hostile("DDE as a simple field", "dde", docx(p('<w:fldSimple w:instr=" DDEAUTO cmd x "/>')))
    header = f"<w:hdr {NAMESPACES}><w:p><w:r><w:instrText>DDE x</w:instrText></w:r></w:p></w:hdr>"
    yield Hostile("DDE in a header", "dde", with_part("word/header1.xml", header))


def mismatches() -> Iterator[Hostile]:
    good_pdf = pdf(set_lines("题目说明文字"))
    sheet = content_types("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")
    show = content_types("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml")
    template = content_types(MAIN_TYPE.replace("document.main", "template.main"))
    for label, code, content, name in (
        ("text called docx", "mismatch", "报告".encode(), "报告.docx"),
        ("PDF called docx", "mismatch", good_pdf, "报告.docx"),
        ("docx called PDF", "mismatch", docx(TEXT), "报告.pdf"),
        ("docx called text", "mismatch", docx(TEXT), "报告.txt"),
        ("page called text", "mismatch", b"<html><script>1</script></html>", "报告.txt"),
        ("page called docx", "mismatch", b"<!doctype html><p>x", "报告.docx"),
        ("RTF called docx", "mismatch", b"{\\rtf1 x}", "报告.docx"),
        ("program called text", "mismatch", b"MZ\x90\x00" + b"\x00" * 80, "报告.txt"),
        ("script called text", "mismatch", b"#!/bin/sh\n:", "报告.txt"),
        ("picture called PDF", "mismatch", b"\x89PNG\r\n\x1a\n", "报告.pdf"),
        ("RAR called docx", "mismatch", b"Rar!\x1a\x07\x00", "报告.docx"),
        ("sheet called docx", "mismatch", word(**{TYPES: sheet}), "报告.docx"),
        ("slides called docx", "mismatch", word(**{TYPES: show}), "报告.docx"),
        ("template called docx", "mismatch", word(**{TYPES: template}), "报告.docx"),
        ("plain zip called docx", "mismatch", zipped({"a.txt": "x"}), "报告.docx"),
        ("password", "encrypted", ole("EncryptionInfo", "EncryptedPackage"), "报告.docx"),
        ("old Word", "old_format", ole("WordDocument"), "报告.doc"),
        ("WPS", "old_format", ole("WordDocument"), "报告.wps"),
        ("old Word called docx", "old_format", ole("WordDocument"), "报告.docx"),
        ("old sheet", "unsupported", ole("Workbook"), "报告.xls"),
        ("RTF", "old_format", b"{\\rtf1 x}", "报告.rtf"),
        ("sheet", "unsupported", word(**{TYPES: sheet}), "清单.xlsx"),
        ("zip", "unsupported", zipped({"a.txt": "x"}), "材料.zip"),
        ("program", "unsupported", b"MZ\x90\x00", "报告.exe"),
        ("double extension", "unsupported", docx(TEXT), "报告.docx.exe"),
        ("picture", "unsupported", b"\xff\xd8\xff\xe0", "扫描.jpg"),
        ("no extension", "unsupported", docx(TEXT), "报告"),
        ("empty", "empty", b"", "报告.docx"),
        ("21 MB", "too_large", b"PK\x03\x04" + b"\x00" * (21 * MEGABYTE), "报告.docx"),
        ("PDF that is a zip too", "polyglot", good_pdf[:-6] + docx(TEXT) + b"%%EOF", "报告.pdf"),
        ("PDF with a tail", "polyglot", good_pdf + b"<script>" * 500, "报告.pdf"),
    ):
        yield Hostile(label, code, content, name)


def portable() -> Iterator[Hostile]:
    page = set_lines("题目说明文字", "正文说明文字。")
    acts = {
        "JavaScript": b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "Launch": b"/OpenAction<</S/Launch/F(cmd.exe)>>",
        "attachment": b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/EF<</F 10 0 R>>>>]>>>>",
        "form": b"/AcroForm<</XFA 10 0 R>>",
    }
    embedded = stream(b"MZ", b"/Type/EmbeddedFile")
    for label, catalog in acts.items():
        yield Hostile(
            f"PDF with {label}", "active_pdf", pdf(page, catalog=catalog, extra=[embedded]), "报告.pdf"
        )
    disguised = b"/Names<</J#61vaScript<</Names[(a)<</S/J#61vaScript/#4aS(1)>>]>>>>"
    yield Hostile("PDF with JavaScript in disguise", "active_pdf", pdf(page, catalog=disguised), "报告.pdf")
    attached = b"/Names<</Embedded#46iles<</Names[(a)<</Type/Filespec/F(a)/E#46<</F 10 0 R>>>>]>>>>"
    yield Hostile(
        "PDF with an attachment in disguise",
        "active_pdf",
        pdf(page, catalog=attached, extra=[stream(b"MZ")]),
        "报告.pdf",
    )
    yield Hostile("PDF with a password", "encrypted", pdf(page, password="1234"), "报告.pdf")
    yield Hostile("PDF of scans", "no_text", pdf([], []), "报告.pdf")
    yield Hostile("PDF cut off", "damaged", pdf(page)[:400], "报告.pdf")
    yield Hostile("PDF of noise", "damaged", b"%PDF-1.7\n" + b"\x93" * 500 + b"\n%%EOF", "报告.pdf")
    yield Hostile("PDF without pages", "damaged", assembled({1: b"<</Type/Catalog>>"}), "报告.pdf")
    loop = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 9/Kids[2 0 R]>>"}
    yield Hostile("PDF whose pages hold themselves", "no_text", assembled(loop), "报告.pdf")
    yield Hostile("PDF of three thousand pages", "too_long", pdf(*([[]] * 3_000)), "报告.pdf")
    flood = zlib.compress(b"BT " * 30_000_000 + b"ET", 9)
    bomb = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        4: stream(flood, b"/Filter/FlateDecode"),
    }
    yield Hostile("PDF whose page unpacks to 90 MB", "no_text", assembled(bomb), "报告.pdf")
    huge = {
        **bomb,
        4: stream(
            zlib.compress(zlib.compress(b"q " * 200_000_000, 9), 9), b"/Filter[/FlateDecode/FlateDecode]"
        ),
    }
    yield Hostile("PDF whose page unpacks to 400 MB", "limits", assembled(huge), "报告.pdf")


def texts() -> Iterator[Hostile]:
    for label, code, content in (
        ("no encoding at all", "undecodable", b"\x80\x81\x82\xff" * 20),
        ("zeros", "undecodable", b"abc\x00def"),
        ("UTF-16 without a mark", "undecodable", "情况报告".encode("utf-16-le")),
        ("half a character of UTF-16", "undecodable", b"\xff\xfe\x00\xd8"),
        ("Big5", "undecodable", "情況報告，認真落實各項整改措施。".encode("big5")),
        ("bells", "undecodable", "报告\x07".encode()),
        ("nothing but spaces", "blank", "　\n \n".encode()),
        ("thirty thousand lines", "too_long", "段\n".encode() * 30_000),
        ("21 MB of text", "too_large", b"a" * (21 * MEGABYTE)),
        ("secret", "classified", "秘密★1年\n情况报告\n".encode()),
    ):
        yield Hostile(label, code, content, "报告.txt")
    yield Hostile("secret in Word", "classified", docx(p("机密★5年"), TEXT))
    yield Hostile("secret in PDF", "classified", pdf(set_lines("绝密★启用前", "题目说明文字")), "报告.pdf")


FAMILIES = {
    "bombs": bombs,
    "archives": archives,
    "names": names,
    "entities": entities,
    "structures": structures,
    "active": active,
    "mismatches": mismatches,
    "portable": portable,
    "texts": texts,
}


@cache
def files(family: str) -> tuple[Hostile, ...]:
    """The files of a family, made once."""
    return tuple(FAMILIES[family]())
