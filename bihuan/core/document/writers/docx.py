"""Write a paper as docx, with the official font names, for Word, WPS and LibreOffice."""

from __future__ import annotations

import datetime
import io
import zipfile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import FooterPart, HeaderPart

from bihuan.core.document.paper import Paper
from bihuan.core.document.writers import wordpages, wordtables
from bihuan.core.document.writers.pieces import Grid, Item, Line, Page, Plan
from bihuan.core.document.writers.plan import plan
from bihuan.core.document.writers.wordml import Wordml, element
from bihuan.core.document.writers.wordstyles import fill_settings, fill_styles
from bihuan.core.registry.layouts import Layout

EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def write_docx(paper: Paper, layout: Layout) -> bytes:
    """``paper`` by ``layout``. The same paper gives the same bytes."""
    document, word, drawn = docx.Document(), Wordml(layout), plan(paper, layout)
    fill_styles(document.styles.element, word)
    fill_settings(document.settings.element)
    _name(document, drawn)
    body = document.element.body
    for child in list(body):
        body.remove(child)
    feet = _Feet(document, word, drawn)
    for number, part in enumerate(drawn.parts, start=1):
        last = number == len(drawn.parts)
        body.extend(_items(part.items, word))
        section = wordpages.section(part.page, feet.references(part.page), word)
        if not last:
            _close(body, section, word)
            continue
        if drawn.imprint:
            body.append(word.imprint(drawn.imprint))
        if not len(body) or body[-1].tag.endswith("}tbl"):
            body.append(word.sliver())
        body.append(section)
    return _packed(document)


def _items(items: tuple[Item, ...], word: Wordml) -> list[BaseOxmlElement]:
    made = []
    for item in items:
        if isinstance(item, Line):
            made.append(word.paragraph(item))
        elif isinstance(item, Grid):
            made.append(wordtables.table(item, word))
        else:
            made.append(word.rule(item))
    return made


def _close(body: BaseOxmlElement, section: BaseOxmlElement, word: Wordml) -> None:
    """End a section: in its last paragraph, or in one of no height after a table."""
    if not body[-1].tag.endswith("}p"):
        body.append(word.sliver())
    body[-1][0].append(section)


class _Feet:
    """Headers and footers, one pair for each kind of page however many sections use it."""

    def __init__(self, document: Document, word: Wordml, drawn: Plan) -> None:
        self.document, self.word, self.drawn = document, word, drawn
        self.made: dict[Page, list[tuple[str, str, str]]] = {}

    def references(self, page: Page) -> list[BaseOxmlElement]:
        if page not in self.made:
            self.made[page] = self.make(page)
        return [element(tag, {"type": kind, "r:id": key}) for tag, kind, key in self.made[page]]

    def make(self, page: Page) -> list[tuple[str, str, str]]:
        found = []
        for kind, odd in wordpages.KINDS.items():
            foot = [wordpages.footer(page, odd, self.word)]
            found.append(("footerReference", kind, self.add(FooterPart, RELATIONSHIP_TYPE.FOOTER, foot)))
            if self.drawn.demo:
                head = [self.word.paragraph(line) for line in self.drawn.demo]
                key = self.add(HeaderPart, RELATIONSHIP_TYPE.HEADER, head)
                found.insert(0, ("headerReference", kind, key))
        return found

    def add(self, kind: type[FooterPart | HeaderPart], relation: str, content: list[BaseOxmlElement]) -> str:
        part = kind.new(self.document.part.package)
        for child in list(part.element):
            part.element.remove(child)
        part.element.extend(content)
        return self.document.part.relate_to(part, relation)


def _name(document: Document, drawn: Plan) -> None:
    """The title, and nothing about who wrote it, when and with what."""
    properties = document.core_properties
    properties.title = drawn.title[:255]
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = EPOCH
    properties.revision = 1
    relations = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _packed(document: Document) -> bytes:
    """The file with all times set alike."""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return packed.getvalue()
