"""What a workbook gives away: each case a workbook with exactly that in it."""

from __future__ import annotations

import pytest

from futoko_cli.splice.privacy import leaks
from tests.template.fabricate import spoiled, workbook

PLAIN = workbook({})


def sentences(data: bytes) -> list[str]:
    """What is said about a workbook."""
    return [leak.sentence for leak in leaks(data, "様式.xlsx")]


def test_a_plain_workbook_gives_nothing_away() -> None:
    """No author, no path, one visible sheet: nothing to say."""
    assert leaks(PLAIN, "様式.xlsx") == []


@pytest.mark.parametrize(
    ("key", "part", "word"),
    [
        ("author", "docProps/core.xml", "作成者に「山川 架空」"),
        ("comments", "docProps/core.xml", "コメントに「山川 架空」"),
        ("company", "docProps/app.xml", "会社名に「山川 架空」"),
        ("manager", "docProps/app.xml", "管理者に「山川 架空」"),
        ("hyperlink_base", "docProps/app.xml", "ハイパーリンクの基点に「山川 架空」"),
    ],
)
def test_properties_of_the_document(key: str, part: str, word: str) -> None:
    """A name in a property is shown with the part that holds it."""
    (leak,) = {leak for leak in leaks(workbook({}, properties={key: "山川 架空"}), "x") if word in leak.sentence}
    assert leak.part == part


@pytest.mark.parametrize("nobody", ["作成者", "openpyxl", "Author"])
def test_what_names_nobody_is_not_reported(nobody: str) -> None:
    """ドキュメント検査 leaves 作成者 behind, libraries their own name."""
    before = "<dc:creator></dc:creator>"
    assert sentences(spoiled(PLAIN, {"docProps/core.xml": (before, f"<dc:creator>{nobody}</dc:creator>")})) == []


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\yamakawa\Desktop\様式",
        r"\\server\教育委員会\様式",
        "file:///D:/yamakawa/a.xlsx",
        "/Users/yamakawa/a.xlsx",
        "/home/yamakawa/a",
    ],
)
def test_paths(path: str) -> None:
    """Where the workbook lay is said, in whatever part it stands."""
    data = spoiled(PLAIN, {"xl/workbook.xml": ("<sheets>", f'<absPath url="{path}"/><sheets>')})
    (leak,) = leaks(data, "様式.xlsx")
    assert leak.part == "xl/workbook.xml"
    assert f"ファイルの場所「{path[:20]}" in leak.sentence


def test_addresses_of_namespaces_are_no_paths() -> None:
    """http://schemas… stands in every part."""
    assert (
        sentences(spoiled(PLAIN, {"xl/workbook.xml": ("<sheets>", '<x url="http://example.jp/home/x"/><sheets>')}))
        == []
    )


@pytest.mark.parametrize(
    ("part", "body", "word"),
    [
        ("xl/externalLinks/_rels/externalLink1.xml.rels", '<R><R Target="名簿.xlsx"/></R>', "別のブック「名簿.xlsx」"),
        ("xl/connections.xml", '<c><connection name="校務DB"/></c>', "外部データへの接続「校務DB」"),
        ("xl/comments1.xml", "<c><authors><author>山川</author></authors></c>", "コメントの作成者に「山川」"),
        ("xl/persons/person.xml", '<p><person displayName="山川"/></p>', "コメントの作成者に「山川」"),
        ("xl/revisions/userNames.xml", "<users/>", "共有した人"),
        ("docMetadata/LabelInfo.xml", "<labels/>", "秘密度ラベル"),
        ("docProps/custom.xml", '<P><property name="文書番号"/></P>', "プロパティ「文書番号」"),
        ("docProps/thumbnail.jpeg", "jpeg", "縮小画像"),
    ],
)
def test_parts_that_say_more_than_the_form(part: str, body: str, word: str) -> None:
    """Each such part is named as the package spells it."""
    (leak,) = leaks(spoiled(PLAIN, {}, {part: body}), "様式.xlsx")
    assert leak.part == part
    assert word in leak.sentence


def test_the_number_of_a_threaded_comment_is_no_person() -> None:
    """Excel writes tc={…} as the author of a conversation; the person stands in another part."""
    body = "<c><authors><author>tc={0A1B}</author></authors></c>"
    assert sentences(spoiled(PLAIN, {}, {"xl/comments1.xml": body})) == []


def test_hidden_sheets() -> None:
    """A sheet that nobody sees goes along too."""
    data = spoiled(PLAIN, {"xl/workbook.xml": ('<sheet name="様式"', '<sheet name="様式" state="veryHidden"')})
    assert "隠れているシート「様式」があります。" in sentences(data)


def test_long_and_escaped_texts_are_shortened() -> None:
    """An author of a thousand letters makes one short sentence; &amp; is shown as &."""
    data = spoiled(
        PLAIN, {"docProps/core.xml": ("<dc:creator></dc:creator>", f"<dc:creator>A&amp;B{'あ' * 1000}</dc:creator>")}
    )
    (sentence,) = sentences(data)
    assert "A&Bあ" in sentence
    assert len(sentence) < 90
