"""Whatever the words are, both writers finish, and neither loses nor adds any."""

import io

import docx
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bihuan.core.document.paper import Attachment, Cell, Heading, Paper, Paragraph, Run, Table, clean
from bihuan.core.document.writers.docx import write_docx
from bihuan.core.document.writers.pdf import write_pdf
from bihuan.core.registry.layouts import layout
from tests.core.document.writers.papers import FLOOR

TEXTS = st.text(max_size=60)
ORDINARY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def paper_of(text: str) -> Paper:
    return Paper(
        title=text,
        blocks=(
            Heading(2, text, (Run(text, bold=True),)),
            Paragraph((Run(text), Run(text))),
            Table((1, 2), ((Cell(text, column_span=2),),), ((Cell(text), Cell(text)),)),
        ),
        organ_mark=text,
        number=text,
        signer=text,
        addressees=(text,),
        attachments=(Attachment(text),),
        organ=text,
    )


@ORDINARY
@given(TEXTS)
def test_docx_says_the_clean_text(text):
    body = docx.Document(
        io.BytesIO(write_docx(Paper("", blocks=(Paragraph.of(text),)), layout()))
    ).element.body

    said = "".join("\n" if one.tag == qn("w:br") else one.text for one in body.iter(qn("w:t"), qn("w:br")))
    assert said == clean(text)


@ORDINARY
@given(TEXTS)
def test_both_files_are_written_whatever_the_text(text):
    paper = paper_of(text)

    assert write_pdf(paper, layout(), FLOOR).content.startswith(b"%PDF")
    assert write_docx(paper, layout()).startswith(b"PK")
