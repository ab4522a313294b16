"""The 支援台帳 of the invented school: what its teachers wrote about the children a policy sees. All of it is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from futoko_cli.core.ledger import (
    Action,
    Application,
    Causes,
    CentreDay,
    Child,
    Concern,
    Contact,
    How,
    Ledger,
    Meeting,
    MonthNote,
    Role,
)
from scripts.sample.expected import expected

if TYPE_CHECKING:
    from scripts.sample.school import School

CENTRE: Final = "小樽市教育支援センター"
_UNSEEN, _CENTRE, _NEW, _TEN = "5-1-08", "6-2-16", "6-1-23", "4-2-23"

#: What the school knows of a child beyond its name.
_HOMES: Final = (
    Child(
        _UNSEEN,
        born=date(2014, 9, 12),
        guardian="坂牧　直人",
        address="小樽市みどり坂1丁目2番3号",
        family="父・母・本人・妹（小2）",
        previous_year=6,
        earlier={"小1": 2, "小2": 3, "小3": 4, "小4": 6},
        long_absence="不登校",
    ),
    Child(
        _CENTRE,
        born=date(2013, 6, 3),
        guardian="水越　理恵",
        address="小樽市みどり坂2丁目8番1号 みどり坂ハイツ203",
        family="母・本人・祖母",
        previous_year=38,
        earlier={"小1": 4, "小2": 6, "小3": 9, "小4": 21, "小5": 38},
        long_absence="不登校",
        supported=True,
    ),
    Child(
        _NEW,
        born=date(2013, 12, 20),
        guardian="室岡　健",
        address="小樽市みどり坂3丁目5番10号",
        family="父・母・兄（中2）・本人",
        previous_year=4,
        earlier={"小1": 1, "小2": 0, "小3": 2, "小4": 3, "小5": 4},
    ),
    Child(
        _TEN,
        born=date(2015, 7, 30),
        guardian="山﨑　美保",
        address="小樽市みどり坂1丁目11番7号",
        family="父・母・本人・弟（4歳）",
        previous_year=29,
        earlier={"小1": 12, "小2": 18, "小3": 29},
    ),
)
_CONTACTS: Final = (
    (
        2025,
        9,
        24,
        _UNSEEN,
        How.CALL,
        "学級担任",
        None,
        "",
        "母より「頭が痛いと言って起きられない」との話。様子を見てもらう。",
    ),
    (2025, 9, 26, _UNSEEN, How.CALL, "学級担任", None, "", "朝になると頭痛を訴えるとのこと。受診をすすめた。"),
    (
        2025,
        9,
        30,
        _UNSEEN,
        How.VISIT,
        "学級担任・教頭",
        False,
        "自宅",
        "玄関で母と話す。本人は部屋から出られず、会えなかった。",
    ),
    (2025, 10, 2, _UNSEEN, How.CALL, "教頭", None, "", "受診の結果、特に異常はないとのこと。"),
    (2025, 10, 9, _UNSEEN, How.VISIT, "学級担任", False, "自宅", "手紙と学級だよりを渡す。本人には会えなかった。"),
    (2025, 10, 17, _UNSEEN, How.CALL, "学級担任", None, "", "夜ふかしが続いているとのこと。生活の様子を聞く。"),
    (
        2025,
        10,
        24,
        _UNSEEN,
        How.VISIT,
        "学級担任・養護教諭",
        False,
        "自宅",
        "ドアごしに声をかけたが返事はなかった。母と今後を相談した。",
    ),
    (2025, 11, 6, _UNSEEN, How.VISIT, "学級担任・教頭", False, "自宅", "母は在宅。本人は布団から出ず、会えなかった。"),
    (2025, 11, 12, _UNSEEN, How.CALL, "教頭", None, "", "こども家庭センターに相談することを母に伝えた。"),
    (2025, 6, 4, _CENTRE, How.CALL, "学級担任", None, "", "腹痛で登校できないとのこと。"),
    (2025, 6, 10, _CENTRE, How.VISIT, "学級担任", True, "自宅", "本人と5分ほど話す。教室の音がつらいと言う。"),
    (
        2025,
        7,
        9,
        _CENTRE,
        How.INTERVIEW,
        "教頭・学級担任",
        True,
        "相談室",
        "母と本人が来校。教育支援センターを紹介した。",
    ),
    (2025, 10, 8, _CENTRE, How.CALL, "学級担任", None, "", "通級の様子を母から聞く。工作を楽しみにしている。"),
    (2025, 10, 22, _CENTRE, How.VISIT, "学級担任", True, "自宅", "学習プリントを一緒に見る。算数は自分で進めている。"),
    (2025, 11, 5, _CENTRE, How.CALL, "学級担任", None, "", "修学旅行の写真を届ける日を決めた。"),
    (2025, 11, 11, _CENTRE, How.OTHER, "教頭", True, CENTRE, "センターを訪ね、活動のようすを見た。表情は明るい。"),
    (
        2025,
        11,
        7,
        _NEW,
        How.CALL,
        "学級担任",
        None,
        "",
        "連続3日目。頭痛は治まったが、学校に行きたくないと話している。",
    ),
    (
        2025,
        11,
        10,
        _NEW,
        How.VISIT,
        "学級担任",
        True,
        "自宅",
        "本人と玄関で話す。学芸会の役のことで友達ともめたと言う。",
    ),
    (
        2025,
        11,
        13,
        _NEW,
        How.VISIT,
        "学級担任・教頭",
        True,
        "自宅",
        "本人と居間で話す。仲直りしたいが、教室に入るのがこわいと言う。",
    ),
    (2025, 10, 16, _TEN, How.CALL, "学級担任", None, "", "頭痛で欠席。季節の変わり目に体調をくずしやすい。"),
    (2025, 11, 6, _TEN, How.CALL, "学級担任", None, "", "頭痛で欠席。今年度10日目になったことを伝えた。"),
    (2025, 11, 7, _TEN, How.INTERVIEW, "養護教諭", True, "保健室", "睡眠と朝食のことを聞く。就寝は23時ごろ。"),
)
_CAUSES: Final = (
    Causes(
        _UNSEEN,
        main="生活リズムの不調",
        others=("不安抑うつ",),
        overall="夏休み明けから寝つけない日が続き、朝の頭痛から欠席が長くなった。学校での様子に大きな変化は見られなかった。",
        home="両親とも協力的で、学校からの連絡にはすぐ応じる。妹は登校している。",
        character="まじめで責任感が強い。図工と読書が好き。初めてのことに慎重である。",
    ),
    Causes(
        _CENTRE,
        main="不安抑うつ",
        others=("やる気が出ない", "個別の配慮"),
        overall="大勢の中の音や視線に疲れやすく、5年生の秋から登校が途切れがちになった。少人数の場では落ち着いて学べる。",
        home="母と祖母が支えている。学習への関心が高く、家庭でも毎日1時間ほど学んでいる。",
        character="手先が器用で、工作や料理が得意。自分の気持ちを言葉にするまでに時間がかかる。",
    ),
    Causes(
        _NEW,
        main="友人関係",
        overall="学芸会の配役をめぐる言い合いの後から、教室に入ることへの不安が強くなった。本人は仲直りを望んでいる。",
        home="父母とも仕事で帰りが遅い。兄とよく話をしている。",
        character="明るく面倒見がよい。思いつめると一人で抱えこむところがある。",
    ),
)
_MONTHS: Final = (
    MonthNote(
        "2025-10",
        _CENTRE,
        situation="火曜日と木曜日に教育支援センターへ通い、工作と算数に取り組んでいる。学級担任と月1回の家庭訪問で会えている。",
        evaluation="通級は定着し、休まずに通えた。別室への登校はまだ試していない。",
        long_goal="安心できる場所と人を学校の中にもつ。",
        short_goal="相談室まで来て、学級担任と30分過ごす。",
        what="放課後の相談室への登校を一緒に計画する。",
        when="11月の第2週から週1回",
        who="学級担任・教頭",
        partner=f"{CENTRE}の指導員、SC",
        agencies=("登校支援室（教育委員会）",),
    ),
    MonthNote(
        "2025-10",
        _UNSEEN,
        situation="10月は全日欠席。家庭訪問を3回行ったが、本人には会えていない。",
        long_goal="生活のリズムを整え、会える大人を増やす。",
        short_goal="学級担任と顔を合わせて話す。",
        what="曜日を決めた短い家庭訪問を続ける。手紙を届ける。",
        when="毎週木曜日の放課後",
        who="学級担任",
        partner="養護教諭、SSW",
        wished=("こども家庭課（こども未来部）",),
        unmet_reason="家庭訪問を3回行ったが、本人が部屋から出られなかった。",
    ),
    MonthNote(
        "2025-11",
        _UNSEEN,
        situation="11月も欠席が続いている。30授業日、本人に会えていないため、こども家庭センターに連絡した。",
        evaluation="手紙は読んでいるとのことだが、顔を合わせるところまで進んでいない。",
        long_goal="生活のリズムを整え、会える大人を増やす。",
        short_goal="関係機関の職員と一緒に訪ね、安全を確かめる。",
        what="こども家庭センターと同行して家庭訪問を行う。",
        when="11月の第3週",
        who="教頭・学級担任・SSW",
        partner="こども家庭センター",
        agencies=("こども家庭課（こども未来部）", "SSW"),
        unmet_reason="家庭訪問を行ったが、本人が布団から出られず、姿を確かめられなかった。",
    ),
    MonthNote(
        "2025-11",
        _NEW,
        situation="11月5日から頭痛で休み始め、7日からは友達とのことを理由に休んでいる。家庭訪問では本人と話ができた。",
        long_goal="安心して教室で過ごす。",
        short_goal="相手の児童と、担任をまじえて話し合う。",
        what="話し合いの場をつくる。保健室からの登校を試す。",
        when="11月17日の週",
        who="学級担任・養護教諭",
        partner="SC",
    ),
)
_MEETINGS: Final = (
    Meeting(
        date(2025, 11, 10),
        _NEW,
        start="15:45",
        end="16:30",
        recorder="教務主任",
        attendees="校長、教頭、学級担任、学年主任、養護教諭、特別支援教育コーディネーター",
        child_wish="友達とは仲直りしたい。教室に急に入るのはこわい。",
        guardian_wish="無理をさせず、まず保健室から始めたい。",
        agency_info="特になし。",
        long_goal="安心して教室で過ごす。",
        goal_day=date(2025, 11, 28),
        roles=(
            Role(
                "学級担任", "家庭訪問で本人の気持ちを聞き、話し合いの準備をする。", "11/10、11/13に訪問。本人と話せた。"
            ),
            Role("養護教諭", "保健室登校の受け入れを整える。", "受け入れの時間割を作った。"),
            Role("教頭", "相手の児童と保護者への説明を行う。", ""),
        ),
        agreed="話し合いは本人が望んだ日に行う。保健室からの登校を提案する。",
        notes="学芸会の写真の扱いに気をつける。",
    ),
    Meeting(
        date(2025, 9, 29),
        _UNSEEN,
        start="16:00",
        end="16:40",
        recorder="教頭",
        attendees="校長、教頭、学級担任、養護教諭、SC",
        child_wish="（本人に会えていない）",
        guardian_wish="朝の頭痛の原因を知りたい。",
        agency_info="かかりつけ医の受診を待つ。",
        long_goal="生活のリズムを整え、会える大人を増やす。",
        goal_day=date(2025, 10, 31),
        roles=(
            Role("学級担任", "週1回の家庭訪問を続ける。", ""),
            Role("養護教諭", "受診の結果を聞き、生活の助言をする。", ""),
        ),
        agreed="木曜日の放課後を家庭訪問の日とする。",
    ),
)
_CONCERNS: Final = (
    Concern(
        date(2025, 11, 7),
        _UNSEEN,
        request="同行訪問による安全の確認と、家庭への支援についての助言をお願いします。",
        visit_guardian="母はいつも玄関で応対し、訪問を断られたことはない。",
        visit_child="声をかけても返事はなく、姿は確かめられていない。",
        abuse="無",
        abuse_text="けがや不自然な様子の情報はない。ただし本人の姿を30授業日確かめられていない。",
        onset="9月下旬から。朝の頭痛と寝不足が始まり、連休明けから全日欠席となった。",
    ),
)
_APPLICATIONS: Final = (Application(_CENTRE, CENTRE, "公的機関", date(2025, 9, 1), date(2025, 9, 5), "承認"),)
#: What a child's third day in a row asks for (小樽市不登校対応マニュアル p.11), and who did it.
_EARLY: Final = (
    ("家庭への連絡", "学級担任"),
    ("管理職への報告", "学級担任"),
    ("校内ケース会議", "教頭"),
    ("家庭訪問", "学級担任"),
)
#: From this day on nobody has written down yet what was done for a third day.
_UNWRITTEN_FROM: Final = date(2025, 11, 10)
_REPORT: Final = "欠席状況報告書（個人別）"
_ACTIONS: Final = (
    Action(date(2025, 5, 20), "3-1-13", "速報（メールの後に電話）", "済", "教頭"),
    Action(date(2025, 6, 5), "3-1-13", _REPORT, "済", "教頭"),
    *(Action(date(2025, m, d), _CENTRE, _REPORT, "済", "教頭") for m, d in ((7, 4), (8, 4), (9, 4), (10, 3), (11, 5))),
    Action(date(2025, 7, 25), _CENTRE, "現認ができない児童生徒連絡票（メール）", "済", "教頭"),
    Action(date(2025, 7, 25), _CENTRE, "会えていないことの相談", "済", "教頭"),
    Action(date(2025, 8, 22), "1-2-16", "速報（メールの後に電話）", "済", "教頭"),
    Action(date(2025, 9, 5), "1-2-16", _REPORT, "済", "教頭"),
    Action(date(2025, 11, 5), _UNSEEN, _REPORT, "済", "教頭"),
    Action(date(2025, 10, 2), _UNSEEN, "速報（メールの後に電話）", "済", "教頭"),
    Action(date(2025, 11, 7), _UNSEEN, "会えていないことの相談", "済", "教頭", "SSWに電話で相談した。"),
    Action(date(2025, 6, 6), _CENTRE, "速報（メールの後に電話）", "済", "教頭"),
)


def ledger(school: School) -> Ledger:
    """Every child of the school with its reading, and what is known of the few that need something."""
    return Ledger(
        children=MappingProxyType(_children(school)),
        contacts=tuple(
            Contact(date(y, m, d), key, how, by, met, place, words)
            for y, m, d, key, how, by, met, place, words in _CONTACTS
        ),
        causes=MappingProxyType({each.key: each for each in _CAUSES}),
        months=_MONTHS,
        meetings=_MEETINGS,
        concerns=_CONCERNS,
        applications=_APPLICATIONS,
        centre_days=_centre_days(school),
        actions=tuple(sorted((*_ACTIONS, *_early_actions(school)), key=lambda action: (action.day, action.key))),
    )


def _early_actions(school: School) -> list[Action]:
    """For every third day in a row, the four things that were done on it."""
    return [
        Action(date.fromisoformat(day), child["key"], what, "済", by)
        for child in expected(school)
        for day in child["r3"]
        if date.fromisoformat(day) < _UNWRITTEN_FROM
        for what, by in _EARLY
    ]


def _children(school: School) -> dict[str, Child]:
    homes = {child.key: child for child in _HOMES}
    found = {}
    for room in school.rooms:
        for child in room.children:
            key = room.key(child)
            home = homes.get(key, Child(key))
            found[key] = replace(home, name=child.name, furigana=child.reading, sex=child.sex, teacher=room.teacher)
    return found


def _centre_days(school: School) -> tuple[CentreDay, ...]:
    """The days that the register calls 出席扱い, as the centre's own list has them."""
    found = []
    for room in school.rooms:
        for child in room.children:
            days = sorted(day for day, entry in child.entries.items() if entry.kind == "credited")
            found += [CentreDay(day, room.key(child), CENTRE, content="学習と工作", hours="3") for day in days]
    return tuple(found)
