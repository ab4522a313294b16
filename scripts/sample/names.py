"""Names of nobody: surnames and given names (氏名) that are put together by chance, sorted as schools do (五十音順)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scripts.sample.draw import pick, shuffled

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Surname and reading; a surname that stands twice is met twice as often.
_SURNAMES = """
佐藤 さとう 佐藤 さとう 高橋 たかはし 高橋 たかはし 佐々木 ささき 佐々木 ささき 鈴木 すずき 伊藤 いとう
田中 たなか 吉田 よしだ 渡辺 わたなべ 小林 こばやし 中村 なかむら 加藤 かとう 山本 やまもと 斎藤 さいとう
齋藤 さいとう 菊地 きくち 工藤 くどう 三浦 みうら 阿部 あべ 木村 きむら 山田 やまだ 松田 まつだ 成田 なりた
本間 ほんま 中川 なかがわ 長谷川 はせがわ 石川 いしかわ 池田 いけだ 橋本 はしもと 石井 いしい 村上 むらかみ
近藤 こんどう 坂本 さかもと 遠藤 えんどう 藤田 ふじた 後藤 ごとう 岡田 おかだ 前田 まえだ 小川 おがわ
今野 こんの 千葉 ちば 大西 おおにし 川村 かわむら 荒井 あらい 野村 のむら 西田 にしだ 早坂 はやさか
若林 わかばやし 越前 えちぜん 能登 のと 山内 やまうち 福士 ふくし 桜庭 さくらば 奈良 なら 葛西 かさい
小田島 おだしま 沢田 さわだ 南 みなみ 堀 ほり 星 ほし 森 もり 原田 はらだ 柏木 かしわぎ 久保 くぼ 水口 みずぐち
土門 どもん 宮下 みやした 島崎 しまざき 竹内 たけうち 寺島 てらしま 永井 ながい 浜田 はまだ 平野 ひらの
丸山 まるやま 村田 むらた 安田 やすだ 湯浅 ゆあさ 横山 よこやま 鷲尾 わしお 八木 やぎ 相馬 そうま 岩間 いわま
内海 うつみ 及川 おいかわ
"""
_BOYS = """
蒼 あおい 蒼空 あおぞら 陽翔 はると 湊 みなと 蓮 れん 樹 いつき 大和 やまと 悠真 ゆうま 朝陽 あさひ 律 りつ
陽太 ようた 颯太 そうた 新 あらた 大翔 ひろと 奏 かなで 結人 ゆいと 壮真 そうま 岳 がく 涼介 りょうすけ
拓海 たくみ 健太郎 けんたろう 直樹 なおき 航 わたる 陸 りく 海斗 かいと 悠人 ゆうと 瑛太 えいた 晴 はる
光希 みつき 伊織 いおり 駿 しゅん 翼 つばさ 隼人 はやと 丈 じょう 暖 だん 一颯 いぶき 理人 りひと 琉生 るい
昊 そら 想 そう 慎吾 しんご 匠 たくみ 真一 しんいち 歩 あゆむ 誠 まこと 昂平 こうへい
"""
_GIRLS = """
結菜 ゆいな 凛 りん 咲良 さくら 葵 あおい 紬 つむぎ 芽依 めい 陽葵 ひまり 莉子 りこ 心春 こはる 美月 みつき
杏 あん 澪 みお ひなた ひなた 花音 かのん 琴音 ことね 千尋 ちひろ 春香 はるか 彩乃 あやの 柚希 ゆずき
和奏 わかな 栞 しおり 七海 ななみ 優月 ゆづき 心結 みゆ 菜々子 ななこ 楓 かえで 穂香 ほのか 詩 うた 茉莉 まり
夏帆 かほ 瑞希 みずき 小雪 こゆき 青葉 あおば 史帆 しほ 真央 まお 雫 しずく 日和 ひより つぐみ つぐみ
朱里 あかり 美桜 みお 佳穂 かほ 文乃 ふみの 碧海 あみ
"""


class Name(NamedTuple):
    """A child's name as the register has it (氏名, with a full-width space), its reading and 性別 (男 or 女)."""

    text: str
    reading: str
    sex: str

    @property
    def kana(self) -> str:
        """The reading in katakana, as forms ask for it (フリガナ)."""
        return "".join(chr(ord(sign) + 96) if "ぁ" <= sign <= "ゖ" else sign for sign in self.reading)


def _pairs(words: str) -> list[tuple[str, str]]:
    found = words.split()
    return list(zip(found[::2], found[1::2], strict=True))


def roster(size: int, fixed: Sequence[Name], taken: set[str], *key: object) -> list[Name]:
    """``size`` names of one class (学級) in the order of the kana, ``fixed`` among them.

    ``taken`` holds the names that the school has already; the new ones are added to it.
    """
    names = list(fixed)
    given = {sex: iter(shuffled(_pairs(pool), *key, sex)) for sex, pool in (("男", _BOYS), ("女", _GIRLS))}
    surnames = iter(shuffled(_pairs(_SURNAMES), *key, "surname"))
    sexes = shuffled("男女" * (size // 2 + 1), *key, "sexes")
    while len(names) < size:
        family, family_kana = next(surnames)
        sex = sexes[len(names)]
        first, first_kana = next(given[sex])
        name = Name(f"{family}\u3000{first}", f"{family_kana} {first_kana}", sex)
        if name.text not in taken:
            names.append(name)
            taken.add(name.text)
    return sorted(names, key=lambda name: name.reading)


def teacher(*key: object) -> str:
    """Make up a class teacher's name (担任)."""
    older = (
        "真紀子",
        "浩二",
        "由美",
        "智子",
        "正樹",
        "典子",
        "康弘",
        "恵",
        "隆",
        "久美子",
        "和也",
        "純子",
        "俊之",
        "剛",
    )
    return f"{pick(_pairs(_SURNAMES), *key, 'family')[0]}\u3000{pick(older, *key, 'first')}"
