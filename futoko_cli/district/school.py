"""One school (1校): its folder assessed as ``scan`` would, and what the board keeps of it. Runs in a worker process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

from futoko_cli.core.issues import Issue
from futoko_cli.core.model import Assessment
from futoko_cli.district.counting import children_of, rows_of, stages_of
from futoko_cli.district.result import IssueCount, SchoolResult
from futoko_cli.district.signature import Signature, signature_of
from futoko_cli.district.task import Defaults, Task
from futoko_cli.errors import FutokoError
from futoko_cli.ingest.reading import registers_in
from futoko_cli.issuing.file_names import public_key
from futoko_cli.pipeline import assess
from futoko_cli.settings.config import Config

NO_REGISTERS = "出席簿がありません。"
_PUT_THEM = "学校のフォルダーに出席簿（.xlsx .xlsm .xls .ods .csv）を置いてください。"
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Assessed:
    """A result, and the signature of the files as they were when it was made; None where they changed meanwhile."""

    result: SchoolResult
    signature: Signature | None = None


def assess_school(task: Task, progress: Progress | None = None) -> Assessed:
    """The board's result of one school. Never raises for what is wrong with the school: that is its result."""
    before = signature_of(task)
    result = _assessed(task, before, progress)
    return Assessed(result, before if before is not None and signature_of(task) == before else None)


def _assessed(task: Task, signature: Signature | None, progress: Progress | None) -> SchoolResult:
    folder, config = task.folder, Config()
    inputs = signature.inputs if signature else ()
    try:
        request, config = task.request()
        if not registers_in(folder):
            return SchoolResult(folder.name, config.school_name, config.school_code, "empty", NO_REGISTERS, _PUT_THEM)
        found = assess(request, config, progress)
    except FutokoError as error:
        said = _without_path(error.message, task), _without_path(error.hint, task)
        return SchoolResult(folder.name, config.school_name, config.school_code, "failed", *said, inputs=inputs)
    except (Exception, MemoryError) as error:  # noqa: BLE001  one school's trouble is its row, never the run's end
        said = (
            f"思わぬ誤りで読めませんでした（{type(error).__name__}）。",
            "futoko scan でこのフォルダーだけを読んでください。",
        )
        return SchoolResult(folder.name, config.school_name, config.school_code, "failed", *said, inputs=inputs)
    if not found.pupils and not found.totals:
        return SchoolResult(
            folder.name,
            config.school_name,
            config.school_code,
            "failed",
            "出席簿と分かる表が1つもありません。",
            "futoko inspect で、このフォルダーから何を読んだかを見ます。",
            issues=issue_counts(found),
            inputs=inputs,
        )
    result = school_result(found, folder.name, code=config.school_code, named=task.defaults.named, inputs=inputs)
    if task.defaults.store is not None:
        from futoko_cli.district.store import keep

        try:
            keep(task.defaults.store, result, found)
        except FutokoError as error:
            return replace(
                result, outcome="failed", error=error.message, hint=error.hint, rows=(), stages=(), children=()
            )
    return result


def _without_path(text: str, task: Task) -> str:
    """A message in which the school's folder stands by its name: the result may lie on another machine."""
    return text.replace(str(task.folder), task.folder.name)


def school_result(
    assessment: Assessment, folder: str, *, code: str = "", named: bool = False, inputs: tuple[str, ...] = ()
) -> SchoolResult:
    """The board's result of an assessment; names of children only where ``named``."""
    rows = rows_of(assessment)
    months = tuple(row.span for row in rows if row.grade == 0 and row.span != "year")
    keys = {result.index: public_key(result.pupil) for result in assessment.pupils}
    return SchoolResult(
        folder,
        assessment.school_name,
        code,
        policy=assessment.policy.id,
        edition=assessment.policy.edition,
        school_year=assessment.school_year,
        as_of=assessment.as_of.isoformat() if rows else "",
        rows=rows,
        stages=stages_of(assessment, months) if rows else (),
        children=children_of(assessment, keys, named=named),
        behind=tuple(sorted({i.subject for i in assessment.issues if i.code == "class-not-entered" and i.subject})),
        issues=issue_counts(assessment),
        inputs=inputs,
        totals_only=len(assessment.totals),
    )


def issue_counts(assessment: Assessment) -> tuple[IssueCount, ...]:
    """Problems by kind and severity in the order of the assessment, gravest first."""
    first: dict[tuple[str, str], Issue] = {}
    counts = Counter[tuple[str, str]]((issue.code, issue.severity) for issue in assessment.issues)
    for issue in assessment.issues:
        first.setdefault((issue.code, issue.severity), issue)
    return tuple(
        IssueCount(code, severity, counts[code, severity], _place(assessment, issue))
        for (code, severity), issue in first.items()
    )


def _place(assessment: Assessment, issue: Issue) -> str:
    """Class, month and cell of a problem; no file and no sheet, which may be called after a child."""
    source = next((s for s in assessment.sources if (s.file, s.sheet) == (issue.file, issue.sheet)), None)
    if source is None:
        return ""
    month = f"{int(source.month[-2:])}月" if source.month else ""
    return " ".join(part for part in (source.class_name, month, issue.cell) if part)


__all__ = ["Assessed", "Defaults", "Task", "assess_school", "issue_counts", "school_result"]
