"""Search: every way a clerk may ask for a record finds it, with the reason; a near miss does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Attendance
from app.ports.records import Hit
from db.cipher import Connection
from db.migrations.m0031_folded import m0031_folded
from db.search import index, tokens
from db.store import Store
from tests.db.rows import NOON, Came, came, sample


def kept(store: Store, *visits: Came) -> None:
    for visit in visits:
        store.write(lambda w, v=visit: w.add(*v.rows))


def hits(store: Store, text: str, limit: int = 20) -> list[Hit]:
    with store.reading() as reads:
        return reads.search(text, limit)[0]


def why(store: Store, text: str, kind: str = "来访") -> tuple[str, ...] | None:
    found = [hit for hit in hits(store, text) if hit.kind == kind]
    return found[0].why if found else None


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("LF340700-A-261123-001-K", "编号"),
        ("lf340700a261123001k", "编号"),
        ("ＬＦ340700－Ａ－261123", "编号"),
        ("A-261123-001", "编号"),
        ("261123-001-K", "编号"),
        ("A 261123 001 K", "编号"),
        ("001-K", "编号"),
        ("001", "编号"),
        ("2611", "编号"),
        ("7KQ4M-2XP9T-3", "查询码"),
        ("7kq4m2xp9t3", "查询码"),
        ("7KQ4M", "查询码"),
        ("曾国强", "姓名"),
        ("国强", "姓名"),
        ("曾", "姓名"),
        ("强", "姓名"),
        ("zengguoqiang", "姓名拼音"),
        ("ZengGuoQiang", "姓名拼音"),
        ("zengguo", "姓名拼音"),
        ("zengg", "姓名拼音"),
        ("zgq", "姓名首字母"),
        ("zg", "姓名首字母"),
        ("340722190103200019", "证件号码"),
        ("0019", "证件号末四位"),
        ("138 0000 1234", "电话"),
        ("13800001234", "电话"),
        ("1234", "电话末四位"),
        ("办证", "词语: 办证"),
        ("丽景园", "词语: 丽景园"),
        ("证", "词语: 证"),
        ("218户", "词语: 218户"),
        ("产权证，涉及", "词语: 产权证，涉及"),
    ],
)
def test_what_a_clerk_types(store: Store, typed: str, reason: str) -> None:
    other = came(
        "李大为",
        serial=987,
        code="AAAAA-BBBBB-C",
        phone=None,
        id_number="340703199001019998",
        claim="水渠淤堵",
        facts="汛期受淹",
        at=NOON + timedelta(days=40),
    )
    kept(store, came("曾国强", code="7KQ4M-2XP9T-3"), other)
    assert why(store, typed) == (reason,)
    assert [hit.name for hit in hits(store, typed) if hit.kind == "来访"] == ["曾国强"]


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "-",
        "，",
        "国曾",
        "强曾",
        "zhou",
        "xyz",
        "9999",
        "证办",
        "丽园",
        "00000",
        "LF340700-B",
        "%",
        '"',
        "*",
    ],
)
def test_near_misses_find_nothing(store: Store, typed: str) -> None:
    kept(store, came("曾国强"))
    with store.reading() as reads:
        assert reads.search(typed) == ([], 0)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("曾国强", "zgq"),
        ("单雄信", "shanxiongxin"),
        ("解晓东", "xxd"),
        ("仇英", "qiuying"),
        ("查良镛", "zhaliangyong"),
        ("朴树", "piaoshu"),
        ("欧阳修", "oyx"),
        ("尉迟恭", "yuchigong"),
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("单雄信", "shan"),
    ],
)
def test_surnames_as_they_are_said(store: Store, name: str, typed: str) -> None:
    kept(store, came(name), came("钱多多", serial=2))
    assert [hit.name for hit in hits(store, typed)] == [name]


@pytest.mark.parametrize("rare", ["㛃", "䶮", "𬭎", "𫖯", "\ue123", "\U0003134a"])
def test_rare_characters_alone_and_in_a_name(store: Store, rare: str) -> None:
    kept(store, came(f"王{rare}"), came(f"{rare}明", serial=2), came("王明", serial=3, claim=f"{rare}村道路"))
    assert {hit.name for hit in hits(store, f"王{rare}")} == {f"王{rare}"}
    assert {hit.name for hit in hits(store, f"{rare}明")} == {f"{rare}明"}
    assert len(hits(store, rare)) == 3
    assert why(store, f"{rare}村") == (f"词语: {rare}村",)


def test_several_terms_must_all_be_there(store: Store) -> None:
    kept(store, came("曾国强"), came("李国强", serial=2, claim="水渠淤堵", facts=None))
    assert why(store, "国强 办证") == ("姓名", "词语: 办证")
    assert [hit.name for hit in hits(store, "国强 水渠")] == ["李国强"]
    assert hits(store, "曾国强 水渠") == []


@pytest.mark.parametrize(
    "typed",
    ["wang xiao", "Wang Xiao", "wang xiaomei", "wang xiao m", "w x m", "wang xiao 办证", "办证 wang xiao"],
)
def test_pinyin_with_spaces_between_its_syllables(store: Store, typed: str) -> None:
    kept(store, came("王晓梅", claim="办证"), came("王建国", serial=2), came("肖旺", serial=3))
    assert [hit.name for hit in hits(store, typed)] == ["王晓梅"]


def test_a_short_number_finds_numbers_then_last_fours_then_words(store: Store) -> None:
    """1012: the number that ends so, the paper and phone that end so, and only then a text that holds it."""
    kept(
        store,
        came("甲", serial=1012),
        came("乙", serial=2, id_number="340722190103201012"),
        came("丙", serial=3, phone="13800001012"),
        came("丁", serial=4, claim="图纸 1012 号"),
        came("戊", serial=5, phone="13810120000"),
    )
    assert [hit.name for hit in hits(store, "1012") if hit.kind == "来访"] == ["甲", "丙", "乙", "丁"]


def test_names_come_before_words_and_newer_before_older(store: Store) -> None:
    kept(
        store,
        came("张国强", serial=1),
        came("李四", serial=2, claim="国强公司欠薪"),
        came("王国强", serial=3),
        came("国强", serial=4),
    )
    assert [hit.name for hit in hits(store, "国强")] == ["国强", "王国强", "张国强", "李四"]
    assert [hit.name for hit in hits(store, "国强", limit=2)] == ["国强", "王国强"]
    with store.reading() as reads:
        assert reads.search("国强", 2)[1] == 4


def test_pairs_that_stand_apart_do_not_hide_the_one_that_is_meant(store: Store) -> None:
    apart = [came("甲", serial=number, claim="景观道路，观景台", facts=None) for number in range(2, 90)]
    kept(store, came("乙", claim="景观景", facts=None), *apart)
    assert [hit.name for hit in hits(store, "景观景", limit=2)] == ["乙"]


def test_numbers_of_matters_and_receptions(store: Store) -> None:
    visit = came()
    reception = sample(Reception, number="JF340700-A-261123-01-3", status="已结束")
    kept(store, visit)
    store.write(lambda w: w.add(reception))
    [matter] = hits(store, visit.matter.number)
    assert (matter.kind, matter.id, matter.name, matter.status) == (
        "信访事项",
        visit.matter.id,
        "王小明（示例）",
        "已登记",
    )
    [held] = hits(store, "jf340700-a-261123-01")
    assert (held.kind, held.id, held.number) == ("联合接访", reception.id, reception.number)


def test_a_hit_tells_enough(store: Store) -> None:
    visit = came()
    kept(store, visit)
    assert hits(store, "王小明") == [
        Hit(
            "来访",
            visit.visit.id,
            visit.visit.number,
            "王小明（示例）",
            "丽景园小区办证",
            NOON,
            "已登记",
            ("姓名",),
        )
    ]
    assert why(store, "wxm") == ("姓名首字母",)
    assert why(store, "示例") == ("姓名",)


def test_the_words_of_an_accusation_are_not_found(store: Store) -> None:
    kept(store, came("曾国强", secret=True, claim="反映某某受贿", facts="具体经过"))
    assert hits(store, "受贿") == hits(store, "经过") == []
    assert [hit.claim for hit in hits(store, "曾国强")] == [None]


def test_the_index_follows_corrections(store: Store) -> None:
    visit = came("曾国强", phone="13800001234")
    kept(store, visit)
    person = store.write(lambda w: w.change(visit.person, name="单国强", phone="13900005678"))
    store.write(lambda w: w.change(visit.matter, claim="丽景园水电"))
    assert hits(store, "曾国强") == hits(store, "zgq") == hits(store, "1234") == []
    assert why(store, "sgq") == ("姓名首字母",)
    assert why(store, "5678") == ("电话末四位",)
    assert why(store, "水电") == ("词语: 水电",)
    store.write(lambda w: w.change(person, name="曾国强"))
    assert why(store, "zgq") == ("姓名首字母",)


def test_everyone_of_a_group_is_found(store: Store) -> None:
    visit, other = came("曾国强"), came("李小娟").person
    seat = Attendance(
        id=sample(Attendance).id, visit_id=visit.visit.id, person_id=other.id, position=1, representative=True
    )
    kept(store, visit)
    store.write(lambda w: w.add(other, seat))
    assert [hit.name for hit in hits(store, "李小娟")] == ["曾国强"]


def test_a_rebuilt_index_answers_the_same(store: Store) -> None:
    kept(store, *(came(f"曾国强{number}", serial=number) for number in range(5)))
    asked = ["曾国强3", "zgq", "办证", "003", "0019"]
    before = [sorted(hit.id for hit in hits(store, text)) for text in asked]
    store.on_writer(index.rebuild)
    assert [sorted(hit.id for hit in hits(store, text)) for text in asked] == before
    assert all(before)


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_any_part_of_a_name_asks_for_what_the_name_holds(head: str, part: str, tail: str) -> None:
    held = set(tokens.words(head + part + tail, "m"))
    joined = tokens.plain(head + part + tail)
    for run in tokens.runs(part):
        if run in joined and not run.isascii():
            assert {"m" + one for one in tokens.asked_tokens(run)} <= held


@given(st.text(max_size=40))
def test_no_text_upsets_the_tokens(text: str) -> None:
    for one in [*tokens.words(text), *tokens.name(text), *tokens.number(text), tokens.code(text)]:
        assert " " not in one
        assert '"' not in one


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Nguyễn Văn An", "Nguyen"),
        ("Nguyễn Văn An", "nguyễn"),
        ("Jürgen Müller", "Muller"),
        ("Łukasz Ørsted", "lukasz orsted"),
        ("張學良（示例）", "张学良"),
        ("张学良（示例）", "張學良"),
        ("張學良（示例）", "zhangxueliang"),
        ("ＡＬＩ", "ali"),
        ("龚\ue863龙", "龚䶮龙"),
        ("葛\U000e0100城（示例）", "葛城"),
        ("葛城（示例）", "葛\ufe00城"),
    ],
)
def test_accents_and_traditional_forms_are_folded(store: Store, name: str, typed: str) -> None:
    kept(store, came(name))
    assert [hit.name for hit in hits(store, typed) if hit.kind == "来访"] == [name]


def test_records_from_before_the_folding_are_indexed_anew(store: Store) -> None:
    kept(store, came("張學良（示例）"), came("李平（示例）"))
    store.on_writer(lambda c: c.execute("DELETE FROM search_index"))
    assert hits(store, "张学良") == []

    def upgrade(connection: Connection) -> int:
        m0031_folded(Database(connection))
        return int(connection.execute("SELECT count(*) FROM search_stale").fetchone()[0])

    assert store.on_writer(upgrade) == 1
    store.write(lambda w: w.audit("x", "升级"))
    assert [hit.name for hit in hits(store, "张学良")] == ["張學良（示例）"]


def test_a_save_writes_its_own_entry_and_not_those_of_what_a_pull_brings(store: Store) -> None:
    kept(store, came("王小明（示例）"))

    def brought(connection: Connection) -> None:
        """As thousands of rows from the hub leave the list before the pull writes their entries."""
        connection.execute("INSERT INTO search_stale (row_id, kind) SELECT id, '来访' FROM visits")

    def listed() -> int:
        return int(store.on_writer(lambda c: c.execute("SELECT count(*) FROM search_stale").fetchone()[0]))

    store.on_writer(brought)
    with store.bringing_in():
        kept(store, came("李平（示例）"))
        assert [hit.name for hit in hits(store, "李平")] == ["李平（示例）"]
        assert listed() == 1
    kept(store, came("赵云（示例）"))
    assert listed() == 0
