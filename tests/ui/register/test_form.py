"""The registration form turns typed text into JSON, errors, groups and drafts; no Qt."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import FieldError
from ui.forms.errors import ErrorBook
from ui.register.entry.fields import identifier_of, label_of, parse_key
from ui.register.entry.form import RegisterForm

TODAY = date(2026, 11, 23)


def typed(**values: object) -> RegisterForm:
    form = RegisterForm()
    for key, value in values.items():
        form.put(key if hasattr(form, key) else f"people[0].{key}", value)
    return form


def filled() -> RegisterForm:
    return typed(
        id_number="340722190103200019",
        name="王小明（示例）",
        phone="13800001234",
        division="枞阳县",
        address="示例镇样例村 1 组 8 号",
        claim="示例花园办证",
        facts="去年十二月购入",
        place="枞阳县",
        category="城乡建设",
        units="市住建局",
    )


def test_json_of_one_visitor_follows_the_contract():
    data = filled().as_json(TODAY)
    person = data["people"][0]
    assert person["id_number"] == "340722190103200019"
    assert (person["sex"], person["birth"]) == ("男", "1901-03-20")
    assert person["address"] == "枞阳县示例镇样例村 1 组 8 号"
    assert (data["headcount"], data["purpose"], data["units"]) == (1, "求决", ["市住建局"])
    assert "oral_notices" not in data
    assert "absent" not in data
    assert "" not in json.dumps(data).split('"')[1::2]


def test_notices_are_sent_only_once_they_were_told():
    form = filled()
    form.put("opinion", "转送市住建局")
    form.put("contact", "值班室 0562-0000000")
    assert "oral_notices" not in form.as_json(TODAY)
    form.put("told", True)
    assert form.as_json(TODAY)["oral_notices"] == {
        "opinion": "转送市住建局",
        "contact": "值班室 0562-0000000",
    }


def test_without_a_certificate_the_reason_goes_along():
    form = filled()
    form.put("people[0].no_id", True)
    form.put("people[0].no_id_reason", "忘带")
    person = form.as_json(TODAY)["people"][0]
    assert (person["id_type"], person["id_number"], person["no_id_reason"]) == ("无", None, "忘带")
    form.put("people[0].no_id", False)
    assert form.as_json(TODAY)["people"][0]["id_number"] == "340722190103200019"


def test_absence_goes_round_and_typing_ends_it():
    form = filled()
    assert [form.cycle_absence("people[0].phone") for _ in range(3)] == ["不详", "不愿提供", ""]
    assert form.cycle_absence("headcount") is None
    assert form.cycle_absence("people[0].address") == "不详"
    data = form.as_json(TODAY)
    assert data["people"][0]["address"] is None
    assert data["absent"] == {"people[0].address": "不详"}
    form.put("people[0].address", "1 组")
    assert "absent" not in form.as_json(TODAY)
    assert form.cycle_absence("people[0].id_number") == "不详"
    assert form.cycle_absence("people[0].id_number") == "不愿提供"
    assert form.cycle_absence("people[0].id_number") == "当场无证件"


def test_a_sixth_representative_has_no_row():
    form = filled()
    form.turn_group()
    assert len(form.people) == 2
    assert [form.add_person() for _ in range(4)] == [True, True, True, False]
    assert len(form.people) == 5


def test_blank_rows_do_not_travel_and_errors_find_their_row():
    form = filled()
    form.turn_group()
    form.add_person()
    form.put("people[2].name", "李四（示例）")
    assert [one["name"] for one in form.as_json(TODAY)["people"]] == ["王小明（示例）", "李四（示例）"]
    wrong = form.errors(TODAY, lambda _: (FieldError("people[1].address", "required"),))
    assert [one.field for one in wrong] == ["people[2].address"]


def test_turning_back_keeps_a_second_person():
    form = filled()
    form.turn_group()
    form.turn_group()
    assert (form.group, len(form.people)) == (False, 1)
    form.turn_group()
    form.put("people[1].name", "李四（示例）")
    form.turn_group()
    assert form.group


def test_what_cannot_be_read_is_an_error_of_its_own_field():
    form = filled()
    form.put("headcount", "三十八")
    form.put("people[0].id_type", "护照")
    form.put("people[0].birth", "去年")
    wrong = form.errors(TODAY, lambda _: (FieldError("headcount", "required"),))
    assert [(one.field, one.code) for one in wrong] == [
        ("people[0].birth", "birth_unclear"),
        ("headcount", "headcount_number"),
    ]


@pytest.mark.parametrize("text", ["38", "３８", " 38 "])
def test_heads_in_both_widths(text):
    form = typed(headcount=text)
    assert form.heads() == 38


def test_recalled_numbers_are_masked_until_typed_anew():
    form = filled()
    person = form.people[0]
    person.recalled = {"id_number": person.id_number, "phone": person.phone}
    assert person.masked("id_number") == "340722********0019"
    assert person.masked("phone") == "138****1234"
    form.put("people[0].phone", "13800005678")
    assert set(person.recalled) == {"id_number"}
    assert form.as_json(TODAY)["people"][0]["id_number"] == "340722190103200019"


def test_the_question_has_this_come_before():
    like = filled().like(TODAY, "340722", None)
    assert like.names == ("王小明（示例）",)
    assert like.id_numbers == ("340722190103200019",)
    assert like.births == (date(1901, 3, 20),)
    assert (like.place, like.words) == ("340722", "示例花园办证 去年十二月购入")
    assert RegisterForm().like(TODAY, None, None).words == ""


@pytest.mark.parametrize(
    ("phone", "asked"),
    [("1380000", ("1380000",)), ("138000", ()), ("1380", ()), (" 13800001234 ", ("13800001234",)), ("", ())],
)
def test_half_a_telephone_number_asks_nothing(phone, asked):
    """Fewer than the seven digits of a fixed line belong to nobody in particular."""
    assert typed(phone=phone).like(TODAY, None, None).phones == asked


@pytest.mark.parametrize(
    ("number", "asked"),
    [
        ("34072219040708001x", ("34072219040708001X",)),
        ("340722190103200019", ("340722190103200019",)),
        ("340722190103200018", ()),
        ("3407221901", ()),
    ],
)
def test_only_a_right_certificate_number_asks(number, asked):
    """As the store has it: its letter is a capital one."""
    assert typed(id_number=number).like(TODAY, None, None).id_numbers == asked


def test_a_return_visit_names_its_matter_until_it_leaves_it():
    form = filled()
    assert "matter" not in form.as_json(TODAY)
    form.matter = "XF340700-A-261101-001-0"
    assert form.as_json(TODAY)["matter"] == "XF340700-A-261101-001-0"
    form.leave_matter()
    assert "matter" not in form.as_json(TODAY)


@pytest.mark.parametrize(
    ("purpose", "confidential"), [("揭发控告", True), ("求决", False), ("意见建议", False)]
)
def test_an_accusation_is_confidential_by_itself(purpose, confidential):
    form = filled()
    form.put("purpose", purpose)
    assert form.as_json(TODAY)["confidential"] is confidential


def test_a_form_is_blank_until_something_is_worth_keeping():
    assert RegisterForm().is_blank()
    for key, value in (
        ("claim", "示例"),
        ("facts", "示例"),
        ("units", "市住建局"),
        ("name", "王小明（示例）"),
    ):
        assert not typed(**{key: value}).is_blank(), key


def test_errors_come_in_the_order_of_talk():
    wrong = (FieldError("claim", "required"), FieldError("people[0].name", "required"))
    found = RegisterForm().errors(TODAY, lambda _data: wrong)
    assert [error.field for error in found] == ["people[0].name", "claim"]
    found = RegisterForm().errors(TODAY, lambda _data: wrong[::-1])
    assert [error.field for error in found] == ["people[0].name", "claim"]


def test_a_person_s_field_that_is_typed_is_absent_no_more():
    form = filled()
    assert form.cycle_absence("people[0].address") == "不详"
    assert form.as_json(TODAY)["absent"] == {"people[0].address": "不详"}
    form.put("people[0].address", "示例镇样例村")
    assert "absent" not in form.as_json(TODAY)
    assert form.cycle_absence("claim") == "不详"
    form.put("claim", "示例花园办证")
    assert "absent" not in form.as_json(TODAY)


texts = st.text(max_size=12)


@given(
    st.dictionaries(
        st.sampled_from(["name", "id_number", "phone", "address", "claim", "facts", "headcount"]), texts
    )
)
def test_a_draft_comes_back_as_it_was(values):
    form = typed(**values)
    form.turn_group()
    form.cycle_absence("people[1].name")
    again = RegisterForm.from_draft(json.loads(json.dumps(form.as_draft())))
    assert again == form


def test_a_draft_of_another_version_opens():
    assert RegisterForm.from_draft({"claim": "办证", "shoe_size": 42}).claim == "办证"


def test_title_and_words_of_a_draft():
    form = filled()
    assert (form.title(), form.first_words()) == ("王小明（示例）", "示例花园办证")
    assert RegisterForm().title() == "未填姓名"
    form.turn_group()
    form.put("headcount", "38")
    assert form.title() == "集体访 38 人，代表 1 人"


class TestErrorBook:
    wrong = (FieldError("people[0].phone", "phone_length"), FieldError("claim", "required"))

    def test_nothing_is_told_while_typing(self):
        book = ErrorBook()
        book.typed("people[0].phone")
        book.set_errors(self.wrong)
        assert book.shown() == ()

    def test_leaving_tells_and_mending_untells(self):
        book = ErrorBook()
        book.set_errors(self.wrong)
        book.left("people[0].phone")
        assert [one.field for one in book.shown()] == ["people[0].phone"]
        book.set_errors(self.wrong[1:])
        assert book.shown() == ()
        book.set_errors(self.wrong)
        assert book.shown() == ()

    def test_an_empty_field_that_was_passed_over_waits_for_f9(self):
        book = ErrorBook()
        book.set_errors(self.wrong)
        book.left("claim")
        assert book.shown() == ()
        book.all()
        assert len(book.shown()) == 2

    def test_alt_e_goes_round(self):
        book = ErrorBook()
        book.set_errors(self.wrong)
        book.all()
        order = RegisterForm().order()
        assert book.next_after("people[0].name", order) == "people[0].phone"
        assert book.next_after("people[0].phone", order) == "claim"
        assert book.next_after("claim", order) == "people[0].phone"
        assert book.next_after(None, order) == "people[0].phone"


@pytest.mark.parametrize(
    ("key", "label", "identifier"),
    [
        ("people[0].name", "姓名", "register.name"),
        ("people[1].name", "代表 2 姓名", "register.rep2.name"),
        ("claim", "诉求", "register.claim"),
        ("oral_notices.opinion", "工作意见", "register.opinion"),
    ],
)
def test_names_of_fields(key, label, identifier):
    assert label_of(str(parse_key(key))) == label
    assert identifier_of(str(parse_key(key))) == identifier
