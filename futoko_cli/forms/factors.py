"""不登校となったきっかけや継続している要因: ◎ the main one, ○ the others."""

from __future__ import annotations

from futoko_cli.core.ledger import FACTORS, Causes
from futoko_cli.forms.field import Value

_OTHER = "その他"


def signs(causes: Causes) -> dict[str, Value]:
    """要因_… each ◎, ○ or nothing; その他【　】, 総合所見, (4) and (5)."""
    marks: dict[str, Value] = {f"要因_{name}": "○" for name in causes.others}
    if causes.main:
        marks[f"要因_{causes.main}"] = "◎"
    return {
        **marks,
        "要因_その他の内容": causes.other_text,
        "総合所見": causes.overall,
        "家庭環境": causes.home,
        "性格や行動": causes.character,
    }


def _label(name: str, causes: Causes) -> str:
    label = FACTORS.get(name, name)
    return f"{label}（{causes.other_text}）" if name == _OTHER and causes.other_text.strip() else label


def sentence(causes: Causes) -> str:
    """The same in words: 主：…, 他：…, 総合所見, each on lines of its own."""
    others = [_label(name, causes) for name in causes.others if name != causes.main]
    named = _OTHER in (causes.main, *causes.others)
    lines = [
        f"主：{_label(causes.main, causes)}" if causes.main else "",
        f"他：{'、'.join(others)}" if others else "",
        f"{_OTHER}：{causes.other_text}" if causes.other_text.strip() and not named else "",
        causes.overall,
    ]
    return "\n".join(line for line in lines if line.strip())
