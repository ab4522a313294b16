"""Problems (問題) found on the way: one catalogue, and the record of each finding with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple

Severity = Literal["error", "warning", "info"]


class IssueType(NamedTuple):
    """One row of the catalogue: how grave, the short Japanese title, what it means."""

    severity: Severity
    title: str
    meaning: str


#: The catalogue. ``docs/errors.md`` is generated from it (scripts/make_docs.py).
CATALOGUE: Final[dict[str, IssueType]] = {
    # marks
    "mark-unknown": IssueType("error", "分からない記号", "記号の意味が決まっていないため、その日は数えていません。"),
    "mark-struck": IssueType(
        "error",
        "授業日にある休業日の記号",
        "休業日を表す記号（－、休など）が授業日にあります。その日は数えていません。",
    ),
    "mark-conflict": IssueType("error", "記号の食い違い", "1つのセルや凡例の中で、記号の意味が食い違っています。"),
    "mark-on-non-school-day": IssueType("error", "休業日の記号", "授業日でない日に記号があります。数えていません。"),
    "mark-outside-enrolment": IssueType(
        "error", "在籍していない日の記号", "転入の前、または転出の後に記号があります。数えていません。"
    ),
    "date-impossible": IssueType("error", "ありえない日付", "暦にない日付、または年度の外の日付です。"),
    # sheets
    "header-not-found": IssueType(
        "error", "見出し行がない", "日にちの並ぶ見出し行、または列の見出しが見つかりません。"
    ),
    "layout-unknown": IssueType("warning", "出席簿と分からないシート", "どの様式とも合わないため、読んでいません。"),
    "layout-ambiguous": IssueType("error", "様式が1つに決まらない", "2つ以上の様式に合うため、読んでいません。"),
    "layout-per-period": IssueType(
        "error", "校時ごとの出席簿", "校時・教科ごとの出欠からは、日ごとの欠席を数えません。"
    ),
    "totals-only": IssueType(
        "warning", "合計だけのシート", "合計だけで日ごとの記号がないため、連続欠席は分かりません。"
    ),
    "class-unknown": IssueType("error", "学級が分からない", "題名・シート名・ファイル名から学級が分かりません。"),
    "month-unknown": IssueType(
        "error", "月が分からない", "題名・シート名・ファイル名から月が分からず、読んでいません。"
    ),
    "year-assumed": IssueType("warning", "年度を仮定", "年度の記載がないため、仮の年度で読んでいます。"),
    "year-mixed": IssueType("warning", "別の年度", "数えている年度と違う年度の出席簿です。数えていません。"),
    "heading-differs": IssueType("error", "題名とシート名の違い", "題名とシート名・ファイル名の学級が違います。"),
    "weekday-differs": IssueType("error", "曜日が合わない", "見出しの曜日と、月から求めた曜日が違います。"),
    "sheet-hidden": IssueType("warning", "隠しシート", "隠しシートは読んでいません。"),
    "sheet-empty": IssueType("info", "空のシート", "児童生徒の名前、または記号が1つもないシートです。"),
    "row-hidden": IssueType("warning", "隠し行", "隠れている行の児童生徒も数えています。"),
    "row-unread": IssueType("error", "名前のない行", "氏名も番号もない行に記号があります。数えていません。"),
    "column-unread": IssueType(
        "error", "日にちのない列", "日にちの見出しのない列に記号や文字があります。読んでいません。"
    ),
    "total-differs": IssueType("warning", "合計が合わない", "シートに印刷された合計と、セルの記号の数が違います。"),
    # pupils
    "pupil-duplicate": IssueType("error", "番号の重なり", "同じ学級で1つの番号が2人に使われています。"),
    "pupil-name-differs": IssueType("error", "氏名の違い", "同じ番号の氏名が、シートによって違います。"),
    "pupil-number-differs": IssueType(
        "warning", "番号の変更", "同じ氏名の番号が、シートによって違います。1人として数えています。"
    ),
    "pupil-same-name": IssueType(
        "warning",
        "同じ氏名が2つの番号",
        "同じ氏名の児童生徒が2つの番号にいます。別々に数えているため、同じ人なら欠席が分かれています。",
    ),
    "pupil-ambiguous": IssueType(
        "error", "だれか分からない行", "氏名だけの行に、同じ氏名の児童生徒が2人以上います。数えていません。"
    ),
    "pupil-unlisted": IssueType("error", "名簿にいない児童生徒", "一覧にだけいて、学級の出席簿にいない児童生徒です。"),
    "pupil-moved": IssueType("warning", "学級の変更", "学級を移ったとみて、1人として数えています。"),
    "pupil-missing": IssueType("warning", "名簿にない月", "学級のシートに、その児童生徒の行がない月があります。"),
    "pupil-struck": IssueType(
        "warning", "取り消し線", "氏名に取り消し線がありますが、転出の日が分からないため在籍として数えています。"
    ),
    "transfer-unmatched": IssueType(
        "warning", "転出入の相手が不明", "転入・転出の欄の児童生徒を、名簿の行と結べません。"
    ),
    "cell-conflict": IssueType(
        "error", "2か所の食い違い", "同じ児童生徒の同じ日に、違う記号が2つあります。数えていません。"
    ),
    "source-doubled": IssueType("warning", "同じ月が2か所", "同じ学級の同じ月が、2つのシートにあります。"),
    # days
    "class-not-entered": IssueType(
        "warning", "未入力の学級", "最後の記号が古く、まだ入力されていない可能性があります。"
    ),
    "month-missing": IssueType(
        "warning", "シートのない月", "学級の出席簿がない月があります。累計は少なく数えています。"
    ),
    "day-unentered": IssueType("warning", "未入力の日", "出席も欠席も記入されていない日があります。"),
    "vacation-suspected": IssueType(
        "warning", "長期休業の可能性", "記号のない平日が続いています。長期休業なら暦に書く必要があります。"
    ),
    # files
    "file-unreadable": IssueType("error", "読めないファイル", "ファイルを開けないか、壊れています。"),
    "file-encrypted": IssueType("error", "パスワード付きファイル", "パスワードがかかっているため読めません。"),
    "file-too-large": IssueType("error", "大きすぎるファイル", "安全のための上限を超えているため、開いていません。"),
    "file-doubled": IssueType("info", "同じファイル", "同じ内容のファイルが2つあります。1回だけ読みました。"),
    "file-skipped": IssueType(
        "info", "出席簿でないファイル", "設定・暦・futokoの結果なので、出席簿として読んでいません。"
    ),
    "register-missing": IssueType("error", "出席簿がない", "出席簿と分かる表が1つもありません。"),
    # ledger
    "ledger-value": IssueType(
        "error", "台帳の読めない値", "支援台帳のセルの値が決まりに合わないため、使っていません。"
    ),
    "ledger-pupil-unknown": IssueType(
        "error", "台帳だけの児童生徒", "支援台帳にある児童生徒が、読んだ出席簿にいません。"
    ),
    "ledger-name-differs": IssueType("error", "台帳と氏名が違う", "支援台帳と出席簿で、同じキーの氏名が違います。"),
    "ledger-doubled": IssueType("error", "台帳の重なり", "支援台帳に、同じ児童生徒の行が2つあります。"),
    "ledger-pupil-missing": IssueType("info", "台帳にいない児童生徒", "出席簿の児童生徒が、支援台帳にまだありません。"),
    "ledger-sheet": IssueType("warning", "台帳のシートや列がない", "支援台帳に、あるはずのシートや列がありません。"),
    # 出席扱い and 出欠の記録
    "credit-outside-approval": IssueType(
        "warning", "承認のない出席扱いの日", "施設に通った日やICTで学んだ日のうち、出席扱いに数えていない日です。"
    ),
    "credit-lapsed": IssueType("warning", "前年度の承認", "出席扱いの承認は年度末で終わります。新しい申請が要ります。"),
    "centre-row": IssueType("error", "施設の記録の読めない行", "施設の記録の行が読めないか、だれの行か分かりません。"),
    "record-differs": IssueType(
        "error", "合わない出欠の記録", "出欠の記録の数が合わないか、未入力の日があるため、写せません。"
    ),
    "record-transfer-day": IssueType(
        "warning", "転入・転出の日が不明", "在籍していない期間がありますが、転入・転出の日が分かりません。"
    ),
    "record-grade-closed": IssueType(
        "warning", "学年の全学級が閉鎖", "学年閉鎖は授業日数に入れません。学級閉鎖として数えています。"
    ),
    "survey-support-differs": IssueType(
        "warning",
        "相談・指導の食い違い",
        "台帳の相談・指導が×ですが、通級や関係機関の記録があります。○として数えています。",
    ),
    # forms
    "form-overflow": IssueType(
        "warning", "枠に入りきらない文", "様式の枠に文が入りきりません。文は切らずに書いてあります。"
    ),
    "form-same-text": IssueType("warning", "先月と同じ記入", "毎月新しく書く欄の文が、前の報告とまったく同じです。"),
    "form-hand-kept": IssueType(
        "warning", "手で書いた内容を優先", "前の様式に手で書いた内容を残し、台帳の新しい記入は使っていません。"
    ),
    "form-outdated": IssueType(
        "error", "書きかえていない様式", "発行した後に内容が変わった様式が、そのまま残っています。"
    ),
    "form-edited": IssueType("error", "手で直された様式", "人が手で直した様式なので、書きかえていません。"),
    "form-unwritten": IssueType("error", "書けなかった様式", "ファイルに書けなかったため、様式ができていません。"),
    "form-journal": IssueType(
        "warning", "読めない発行の控え", "issued.json が壊れているか、futoko のものではありません。"
    ),
    "form-previous-unread": IssueType(
        "error", "前の様式が読めない", "前に発行した様式を開けないため、記入を引き継いでいません。"
    ),
    "form-previous-doubled": IssueType(
        "error", "前の様式が2つある", "1人に前の様式が2つあるため、記入を引き継いでいません。"
    ),
    "form-previous-other": IssueType(
        "error", "前の様式の氏名が違う", "同じキーの前の様式が別の氏名なので、記入を引き継いでいません。"
    ),
    "form-previous-missing": IssueType("warning", "前の様式がない", "前に発行した様式のファイルが見つかりません。"),
    "form-month-partial": IssueType(
        "warning", "月の途中まで", "月の終わりまで入力されていない出席簿から作っています。"
    ),
    "form-mail-address": IssueType("warning", "送り先がない", "対応基準にメールの送り先がないため、宛先は空欄です。"),
    # settings
    "setting-unmatched": IssueType(
        "warning", "設定の相手がいない", "暦や設定にある学年・学級・児童生徒が、読んだ出席簿にありません。"
    ),
    "closing-day-unknown": IssueType(
        "warning", "判定していない段階", "終業式・修了式の日が分からないため、その日の段階を判定していません。"
    ),
}


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding: what, where (file, sheet, cell in A1 notation), one sentence, and what to do.

    ``subject`` is what a screen groups by (the mark, the class); it never holds a name.
    ``names`` are the children's names inside ``message``, so that a masked result can leave them out.
    """

    code: str
    message: str
    hint: str = ""
    file: str = ""
    sheet: str = ""
    cell: str = ""
    subject: str = ""
    names: tuple[str, ...] = ()
    grave: Severity | None = None

    @property
    def severity(self) -> Severity:
        """``grave`` where the finder knew better, else the catalogue's severity."""
        return self.grave or CATALOGUE[self.code].severity

    def masked(self) -> Issue:
        """The same finding without any child's name in its message; where a name is quoted, only there.

        What stands in a cell can be a word of the sentence around it too: 「ません」は○ではありません.
        """
        text = self.message
        for name in self.names:
            quoted = f"「{name}」"
            text = text.replace(quoted, "「＊＊」") if quoted in text else text.replace(name, "＊＊")
        return replace(self, message=text, names=())
