"""Who the form is about and who writes it: names, class, home, school (児童生徒, 学校)."""

from __future__ import annotations

from collections.abc import Mapping

from futoko_cli.core.ledger import EARLIER_YEARS
from futoko_cli.forms import shared
from futoko_cli.forms.case import Case
from futoko_cli.forms.field import Form, Value


def fill(form: Form, *parts: Mapping[str, Value]) -> dict[str, Value]:
    """Every field of the form in its order; what no part knows, or is blank, is None."""
    found: dict[str, Value] = {}
    for part in parts:
        found.update(part)
    return {field.name: _known(found.get(field.name)) for field in form.fields}


def _known(value: Value) -> Value:
    return None if isinstance(value, str) and not value.strip() else value


def pupil(case: Case) -> dict[str, Value]:
    """What register and ledger call the child, its home, and its absences of earlier years."""
    child, of = case.child, case.result.pupil
    sex = child.sex.strip()
    return {
        shared.KEY.name: of.key,
        shared.NAME.name: of.name,
        shared.GRADE.name: of.class_id.grade,
        shared.CLASS.name: of.class_id.name,
        shared.GRADE_CLASS.name: of.class_id.title,
        shared.FURIGANA.name: child.furigana,
        shared.TEACHER.name: child.teacher,
        shared.FAMILY.name: child.family,
        "性別": sex,
        "性別_男": "○" if sex == "男" else None,
        "性別_女": "○" if sex == "女" else None,
        "生年月日": child.born,
        "保護者氏名": child.guardian,
        "現住所": child.address,
        "前年度欠席日数": case.absent_before,
        **{f"前年度欠席_{year}": child.earlier.get(year) for year in EARLIER_YEARS},
    }


def school(case: Case) -> dict[str, Value]:
    """学校名, 校長名, 記入者, 担当 from futoko.toml."""
    return {
        shared.SCHOOL.name: case.school.name,
        shared.PRINCIPAL.name: case.school.principal,
        shared.WRITER.name: case.school.writer,
        "担当": case.school.contact,
    }
