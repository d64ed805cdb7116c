"""Text boxes of a docx: text that stands at a fixed place of the sheet, upright or turned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

EMU = 12700

_BOX = """
<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"
 relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
{place}<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:{wrap}/>
<wp:docPr id="{number}" name="{name}"/><wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr rot="0" vert="{direction}" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="{side}">
<a:{fit}/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>
</mc:AlternateContent></w:r>
"""
_AT = """
<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>
"""
_BOTTOM = """
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>
"""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A box of a size in points. ``turned``: its lines run downwards, a quarter turned to the right.

    An upright box grows with its text, so that nothing is cut off where fonts are wider.
    """

    number: int
    name: str
    width: float
    height: float
    turned: bool = False

    def at_place(self, x: float, y: float, content: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
        """At so many points from the left and the upper edge of the sheet, over everything."""
        return self._run(_AT.format(x=_emu(x), y=_emu(y)), "wrapNone", content)

    def at_bottom(self, content: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
        """On the lower edge of the type area; the text of the page stays above."""
        return self._run(_BOTTOM, "wrapTopAndBottom", content)

    def _run(self, place: str, wrap: str, content: Iterable[BaseOxmlElement]) -> BaseOxmlElement:
        markup = _BOX.format(
            place=place,
            wrap=wrap,
            width=_emu(self.width),
            height=_emu(self.height),
            number=self.number,
            name=self.name,
            direction="vert" if self.turned else "horz",
            side="ctr" if self.turned else "b",
            fit="noAutofit" if self.turned else "spAutoFit",
        )
        run: BaseOxmlElement = parse_xml(markup.replace("\n", ""))
        next(run.iter(qn("w:txbxContent"))).extend(content)
        return run


def _emu(points: float) -> int:
    return round(points * EMU)
