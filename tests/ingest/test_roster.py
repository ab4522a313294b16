"""名簿の突き合わせ: the same child across sheets, and every contradiction told."""

from __future__ import annotations

from futoko_cli.core.issues import Issue
from futoko_cli.core.register import Roll
from futoko_cli.ingest.reading import Reading
from futoko_cli.ingest.rolling import make_roll
from tests.ingest.grids import parse, read


def month(number: int, *lines: str, klass: str = "1年1組", name: str = "") -> str:
    """One sheet of a class's month."""
    days = "|".join(str(n) for n in range(1, 31 if number in (4, 6, 9) else 32))
    return "\n".join(
        [f"#sheet {name or f'{klass} {number}月'}", f"令和7年度 {number}月 {klass}", f"番号|氏名|{days}", *lines]
    ).replace("|", "\t")


def joined(*sheets: str) -> tuple[Roll, list[Issue]]:
    """The sheets of one file as one roll."""
    found: Reading = read(parse("\n".join(sheets)))
    assert not [issue for issue in found.issues if issue.severity == "error"]
    return make_roll(found.drafts, 2025)


def keys(roll: Roll) -> list[str]:
    """``1-1-01 春野　空`` of each child."""
    return [f"{pupil.key} {pupil.name}" for pupil in roll.pupils]


def codes(issues: list[Issue]) -> list[str]:
    """Each problem with its place."""
    return [f"{issue.code} {issue.sheet} {issue.cell}" for issue in issues]


def test_the_same_child_on_two_sheets() -> None:
    """Number and name agree: one child, two blocks."""
    roll, issues = joined(month(4, "1|春野　空|欠", "2|夏川　海"), month(5, "1|春野　空||欠", "2|夏川　海"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海"]
    assert [[row.pupil for row in block.rows] for block in roll.blocks] == [[0, 1], [0, 1]]
    assert issues == []


def test_one_name_in_two_spellings() -> None:
    """髙橋 and 高橋, 﨑 and 崎, blanks or none: one child; the latest spelling is shown."""
    roll, issues = joined(
        month(4, "1|髙橋　実", "2|小﨑　葵", "3|渡邉 海"), month(5, "1|高橋実", "2|小崎　葵", "3|渡辺　海")
    )
    assert keys(roll) == ["1-1-01 高橋実", "1-1-02 小崎　葵", "1-1-03 渡辺　海"]
    assert issues == []


def test_a_number_that_changed() -> None:
    """春野　空 is 1 in April and 3 in May: one child with the new number, told."""
    roll, issues = joined(month(4, "1|春野　空", "2|夏川　海"), month(5, "3|春野　空", "2|夏川　海"))
    assert keys(roll) == ["1-1-02 夏川　海", "1-1-03 春野　空"]
    assert codes(issues) == ["pupil-number-differs 1年1組 5月 B3"]


def test_a_name_that_changed() -> None:
    """Number 1 has another name in May: one child, an error until somebody says so; the names can be masked."""
    roll, issues = joined(month(4, "1|春野　空", "2|夏川　海"), month(5, "1|月島　空", "2|夏川　海"))
    assert keys(roll) == ["1-1-01 月島　空", "1-1-02 夏川　海"]
    assert codes(issues) == ["pupil-name-differs 1年1組 5月 B3"]
    assert "春野" not in issues[0].masked().message
    assert "月島" not in issues[0].masked().message


def test_one_number_twice_on_a_sheet() -> None:
    """Two children with number 1 on one sheet are two, told."""
    roll, issues = joined(month(4, "1|春野　空", "1|夏川　海"))
    assert keys(roll) == ["1-1-01 夏川　海", "1-1-01(2) 春野　空"]
    assert [issue.code for issue in issues] == ["pupil-duplicate"]


def test_namesakes_on_one_sheet_are_two_children() -> None:
    """Two 春野　空 with two numbers are two, and both rows are named once: their absences may be one child's."""
    roll, issues = joined(
        month(4, "1|春野　空|欠", "2|夏川　海", "4|春野 空"), month(5, "1|春野　空", "2|夏川　海", "4|春野　空")
    )
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海", "1-1-04 春野　空"]
    assert codes(issues) == ["pupil-same-name 1年1組 4月 B5"]
    assert "1番（" in issues[0].message
    assert "B3）と 4番" in issues[0].message
    assert "春野" not in issues[0].message


def test_one_child_twice_on_a_sheet() -> None:
    """Number and name twice: one child, told."""
    roll, issues = joined(month(4, "1|春野　空|欠", "1|春野　空"))
    assert keys(roll) == ["1-1-01 春野　空"]
    assert [issue.code for issue in issues] == ["pupil-duplicate"]


def test_a_child_without_a_number() -> None:
    """The name takes the number's place in the key; with a number on another sheet it is the same child."""
    roll, issues = joined(month(4, "1|春野　空", "|夏川　海|欠"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-夏川海 夏川　海"]
    roll, issues = joined(month(4, "1|春野　空", "|夏川　海"), month(5, "1|春野　空", "2|夏川　海"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海"]
    assert issues == []


def test_a_child_who_moved_class() -> None:
    """1-1 up to May, 1-2 from June: one child, shown in the new class, told."""
    roll, issues = joined(
        month(5, "1|春野　空|欠", "2|夏川　海"),
        month(6, "2|夏川　海"),
        month(5, "1|秋山　実", klass="1年2組"),
        month(6, "1|秋山　実", "2|春野　空||欠", klass="1年2組"),
    )
    assert keys(roll) == ["1-1-02 夏川　海", "1-2-01 秋山　実", "1-2-02 春野　空"]
    assert codes(issues) == ["pupil-moved 1年2組 6月 B4"]


def test_the_same_name_in_two_classes_at_once_is_two_children() -> None:
    """Namesakes of two classes, and of two grades."""
    roll, issues = joined(
        month(5, "1|春野　空"), month(5, "1|春野　空", klass="1年2組"), month(6, "1|春野　空", klass="2年1組")
    )
    assert keys(roll) == ["1-1-01 春野　空", "1-2-01 春野　空", "2-1-01 春野　空"]
    assert issues == []


def test_marked_moves_fifteen_days_apart() -> None:
    """転出 in one class and 転入 in the other: one child within 15 days, two children beyond."""

    def found(arrival: int) -> list[str]:
        leaves = "1|春野　空||転出"  # on 6/2
        comes = "2|春野　空|" + "|" * (arrival - 1) + "転入"
        roll, _ = joined(month(6, leaves, "2|夏川　海"), month(6, "1|秋山　実", comes, klass="1年2組"))
        return [key for key in keys(roll) if "春野" in key]

    assert found(2) == ["1-2-02 春野　空"]
    assert found(17) == ["1-2-02 春野　空"]
    assert found(18) == ["1-1-01 春野　空", "1-2-02 春野　空"]


def test_classes_and_numbers_in_order() -> None:
    """By grade, class and number as numbers, whatever the order of the sheets."""
    roll, _ = joined(
        month(4, "10|春野　空", "9|夏川　海", klass="2年1組"),
        month(4, "1|秋山　実", klass="1年10組"),
        month(4, "1|冬木　雪", klass="1年2組"),
    )
    assert [pupil.key for pupil in roll.pupils] == ["1-2-01", "1-10-01", "2-1-09", "2-1-10"]


def test_a_month_on_two_sheets_is_told() -> None:
    """The same class and month twice, once as a copy."""
    _, issues = joined(month(4, "1|春野　空"), month(4, "1|春野　空", name="写し"))
    assert [(issue.code, issue.sheet) for issue in issues] == [("source-doubled", "写し")]


def test_a_first_name_only_later() -> None:
    """A number without a name in April, with one in May: one child, no problem."""
    roll, issues = joined(month(4, "1||欠", "2||"), month(5, "1|春野　空", "2|夏川　海"))
    assert keys(roll) == ["1-1-01 春野　空", "1-1-02 夏川　海"]
    assert issues == []


def test_a_child_who_left_one_class_and_stands_in_another_is_told() -> None:
    """転出 in 1組 and nothing in 2組, or 転入 in 2組 and nothing in 1組: never joined by guess, but both rows are named."""
    leaves, comes = "1|春野　空|欠|転出", "2|春野　空|||転入"
    gone = month(6, leaves, "2|夏川　海"), month(6, "1|秋山　実", "2|春野　空|||欠", klass="1年2組")
    came = month(6, "1|春野　空|欠", "2|夏川　海"), month(6, "1|秋山　実", comes, klass="1年2組")
    for sheets, cell, word in ((gone, "1年2組 6月 B4", "転入 と書いて"), (came, "1年1組 6月 B3", "転出 と書いて")):
        roll, issues = joined(*sheets)
        assert [key for key in keys(roll) if "春野" in key] == ["1-1-01 春野　空", "1-2-02 春野　空"]
        assert codes(issues) == [f"pupil-same-name {cell}"]
        assert word in issues[0].hint
    assert codes(joined(gone[0], came[1])[1]) == ["pupil-moved 1年2組 6月 B4"]


def test_namesakes_of_two_classes_are_not_told() -> None:
    """Who was in 2組 before the other left 1組 is somebody else."""
    early = month(6, "1|春野　空||転出"), month(6, "1|春野　空|欠", klass="1年2組")
    listed = month(6, "1|春野　空||転出"), *(month(n, "1|春野　空", klass="1年2組") for n in (5, 6))
    assert joined(*early)[1] == []
    assert joined(*listed)[1] == []
