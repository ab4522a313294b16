"""A sheet with check-box controls, made by hand as Excel writes them."""

from __future__ import annotations

from typing import NamedTuple

from tests.splice.packages import parts, relationships, sheet, zipped

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


class Control(NamedTuple):
    """One control over a cell (zero-based), ``link`` to a cell; ``prop``: whether it has a ctrlProp part."""

    row: int
    col: int
    link: str = ""
    checked: bool = False
    kind: str = "CheckBox"
    prop: bool = True


def shape(number: int, control: Control) -> str:
    """The control in the VML drawing, with the unclosed br that Excel itself writes."""
    kind = {"CheckBox": "Checkbox", "Radio": "Radio", "ActiveX": "Pict"}[control.kind]
    link = f"<x:FmlaLink>{control.link}</x:FmlaLink>" if control.link else ""
    checked = "<x:Checked>1</x:Checked>" if control.checked else ""
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t201"><v:textbox><div>はい<br></div></v:textbox>'
        f'<x:ClientData ObjectType="{kind}"><x:Anchor>\n {control.col}, 3, {control.row}, 1, 9, 9, 9, 9</x:Anchor>'
        f"{checked}{link}<x:NoThreeD/></x:ClientData></v:shape>"
    )


def listed(number: int, control: Control) -> str:
    """The control in the sheet, inside the alternatives that Excel writes around it."""
    return (
        f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><control shapeId="{number}" r:id="rId{number}" '
        f'name="Check Box"><controlPr><anchor><from><xdr:col xmlns:xdr="{XDR}">{control.col}</xdr:col>'
        f'<xdr:row xmlns:xdr="{XDR}">{control.row}</xdr:row></from><to><xdr:col xmlns:xdr="{XDR}">9</xdr:col></to>'
        "</anchor></controlPr></control></mc:Choice></mc:AlternateContent>"
    )


def with_controls(data: str, names: dict[str, str], *controls: Control, merges: str = "") -> bytes:
    """A workbook of the sheets 様式 (with the controls) and 別."""
    links = {"rId1": ("vmlDrawing", "../drawings/vmlDrawing1.vml")}
    vml = "".join(shape(1025 + n, control) for n, control in enumerate(controls))
    more: dict[str, str | bytes] = {
        "xl/drawings/vmlDrawing1.vml": f'<xml xmlns:v="urn:v" xmlns:x="urn:x"><v:shapetype id="_x0000_t201"/>{vml}</xml>'
    }
    rows = ""
    for n, control in enumerate(controls):
        if not control.prop:
            continue
        rows += listed(1025 + n, control)
        kind = "control" if control.kind == "ActiveX" else "ctrlProp"
        links[f"rId{1025 + n}"] = (kind, f"../ctrlProps/ctrlProp{n}.xml")
        link = f' fmlaLink="{control.link}"' if control.link else ""
        checked = ' checked="Checked"' if control.checked else ""
        more[f"xl/ctrlProps/ctrlProp{n}.xml"] = (
            f'<formControlPr xmlns="{X14}" objectType="{control.kind}"{checked}{link} lockText="1"/>'
            if kind == "ctrlProp"
            else '<ax:ocx xmlns:ax="urn:ax"/>'
        )
    more["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(links)
    after = (
        f'{merges}<legacyDrawing r:id="rId1"/><controls>{rows}</controls>'
        if rows
        else f'{merges}<legacyDrawing r:id="rId1"/>'
    )
    return zipped(parts({"様式": sheet(data, after), "別": sheet("")}, names, more=more))
