"""The look of the summary's page (体裁): dark on light, readable in monochrome, on a phone and on A4."""

from __future__ import annotations

import base64
import hashlib
from typing import Final

CSS: Final = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; background: #fff; color: #1a1a1a;
  font: 15px/1.6 "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", Meiryo, sans-serif; }
h1 { font-size: 1.35rem; margin: 0 0 .2rem; line-height: 1.3; }
h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; padding-bottom: .2rem; border-bottom: 2px solid #1a1a1a; }
h3 { font-size: .95rem; margin: 0 0 .3rem; }
p { margin: .2rem 0; }
.quiet { color: #4a4a4a; font-size: .87rem; }
.strong { font-weight: 700; }
.keys { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: .5rem; margin: 1rem 0; padding: 0; }
.keys div { border: 1px solid #767676; border-radius: .3rem; padding: .4rem .6rem; }
.keys dt { font-size: .82rem; color: #4a4a4a; }
.keys dd { margin: 0; font-size: 1.3rem; font-weight: 700; }
.keys dd small { font-size: .8rem; font-weight: 400; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); gap: 1rem; }
figure { margin: 0; border: 1px solid #c8c8c8; border-radius: .3rem; padding: .5rem; }
figcaption { font-size: .9rem; font-weight: 700; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 11px; fill: #1a1a1a; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; }
th, td { border: 1px solid #a0a0a0; padding: .15rem .4rem; text-align: right; white-space: nowrap; }
th { background: #eee; text-align: center; }
th[scope=row] { position: sticky; left: 0; }
th[scope=row], td.text { text-align: left; font-weight: inherit; }
td.text { white-space: normal; min-width: 12rem; }
tr.sum { font-weight: 700; background: #f7f7f7; }
.child { margin: 0 0 1.2rem; break-inside: avoid; }
.heat { table-layout: fixed; width: 100%; min-width: 33rem; font-size: .72rem; }
.heat th, .heat td { padding: 0; text-align: center; border: 1px solid #d0d0d0; height: 1.25rem; line-height: 1; }
.heat th:first-child { width: 2.6rem; }
.heat .no { background: #f0f0f0; }
.heat .out { background: #f0f0f0; border-color: #f0f0f0; }
.heat .a { background: #222; color: #fff; font-weight: 700; }
.heat .b { background: #666; color: #fff; font-weight: 700; }
.heat .c { background: #d4d4d4; }
.heat .d { background: #fff; border: 1px dashed #555; }
.heat .e { background: #fff; text-decoration: underline; }
.legend { display: inline-table; width: auto; min-width: 0; margin: .2rem 0 1rem; }
.legend td { width: 1.5rem; }
.legend td.word { width: auto; padding: 0 .6rem 0 .2rem; border: 0; text-align: left; font-size: .8rem; }
@media print {
  @page { size: A4; margin: 12mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  th[scope=row] { position: static; }
  h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8.5pt; }
  .heat { min-width: 0; font-size: 7pt; }
}
"""


def policy() -> str:
    """What a browser may load for the page: nothing but this very style sheet."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
