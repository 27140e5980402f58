"""What the office's own fields are and hold."""

from decimal import Decimal

import pytest

from app.domain.cells import CellError
from app.domain.own_fields import (
    LONGEST_VALUE,
    MOST_FIELDS,
    OwnField,
    OwnKind,
    choices_from,
    field_problems,
    fields_from,
    fields_to_json,
    moved,
    named_values,
    own_cell,
    own_value,
    plain_number,
    values_of,
    with_field,
)

PLATE = OwnField("f1", "车牌")
LEVEL = OwnField("f3", "会员级别", OwnKind.CHOICE, ("金卡", "银卡"))


def test_a_new_field_gets_a_key_never_used_and_a_known_one_is_changed():
    fields = with_field((PLATE, LEVEL), OwnField(name=" 楼层 "))
    assert [one.key for one in fields] == ["f1", "f3", "f4"]
    assert fields[-1].name == "楼层"
    assert with_field((PLATE, LEVEL), OwnField("f1", "车号"))[0].name == "车号"
    assert with_field((), OwnField(name="甲"))[0].key == "f1"


@pytest.mark.parametrize(("by", "keys"), [(-1, "bac"), (1, "acb"), (-9, "bac"), (9, "acb")])
def test_a_field_moves_within_the_others(by, keys):
    fields = [OwnField(key) for key in "abc"]
    assert "".join(one.key for one in moved(fields, "b", by)) == keys


def test_choices_are_read_as_typed():
    assert choices_from(" 金卡、银卡,金卡；\n普通 ") == ("金卡", "银卡", "普通")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        (OwnField(name="楼层"), {}),
        (OwnField("f1", "车牌"), {}),
        (OwnField(name=" "), {"name": "字段名称要有 1 到 20 个字。"}),
        (OwnField(name="长" * 21), {"name": "字段名称要有 1 到 20 个字。"}),
        (OwnField(name=" 车牌"), {"name": "已经有叫“车牌”的字段，请换一个名称。"}),
        (
            OwnField(name="楼", kind=OwnKind.CHOICE, choices=("甲",)),
            {"choices": "请至少写两个选项，用、分开。"},
        ),
        (OwnField(name="楼", choices=("长" * 41,)), {"choices": "一个选项最多 40 个字。"}),
    ],
)
def test_what_is_wrong_with_a_field_is_told(field, wrong):
    assert field_problems(field, (PLATE, LEVEL)) == wrong


def test_there_are_so_many_fields_and_no_more():
    fields = tuple(OwnField(f"f{n}", f"字段{n}") for n in range(MOST_FIELDS))
    assert "name" in field_problems(OwnField(name="再一个"), fields)
    assert field_problems(fields[0], fields) == {}


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (PLATE, " 粤B·12345 ", "粤B·12345"),
        (PLATE, "  ", ""),
        (OwnField(kind=OwnKind.NUMBER), "１,２００.５０", "1200.5"),
        (OwnField(kind=OwnKind.NUMBER), "100", "100"),
        (OwnField(kind=OwnKind.DAY), "2026年11月8日", "2026-11-08"),
        (LEVEL, "金卡", "金卡"),
    ],
)
def test_a_text_is_kept_in_one_form(field, typed, kept):
    assert own_value(field, typed) == kept


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        (OwnField(name="楼层", kind=OwnKind.NUMBER), "三楼", "楼层：“三楼”不是数字。"),
        (OwnField(name="周年", kind=OwnKind.DAY), "哪天", "周年：“哪天”不是日期。"),
        (LEVEL, "铜卡", "会员级别：请从选项里选一个。"),
        (PLATE, "长" * (LONGEST_VALUE + 1), "车牌：最多 300 个字。"),
    ],
)
def test_a_text_that_is_not_what_the_field_holds_is_refused(field, typed, told):
    with pytest.raises(ValueError, match="：") as refused:
        own_value(field, typed)
    assert str(refused.value) == told


def test_values_stand_under_their_names_in_the_office_s_order():
    stored = {"f3": "金卡", "f9": 7, "f1": "粤B"}
    assert named_values((PLATE, LEVEL), stored) == (
        ("车牌", "粤B"),
        ("会员级别", "金卡"),
        ("f9", "7"),
    )
    assert values_of(stored) == (("f1", "粤B"), ("f3", "金卡"), ("f9", "7"))


def test_fields_come_back_as_they_were_kept():
    fields = (PLATE, LEVEL, OwnField("f4", "旧", active=False))
    assert fields_from(fields_to_json(fields)) == fields
    assert fields_from(None) == ()


@pytest.mark.parametrize(
    ("kind", "cell", "held"),
    [
        (OwnKind.TEXT, " 粤B\x00１ ", "粤B１"),
        (OwnKind.TEXT, 12.0, "12"),
        (OwnKind.TEXT, "无", ""),
        (OwnKind.NUMBER, "1,200.50", "1200.5"),
        (OwnKind.NUMBER, 100.0, "100"),
        (OwnKind.DAY, 41275.0, "2013-01-01"),
        (OwnKind.CHOICE, "金卡", "金卡"),
    ],
)
def test_a_cell_of_a_file_is_read(kind, cell, held):
    assert own_cell(OwnField("f1", "甲", kind, ("金卡", "银卡")), cell) == held


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (OwnKind.TEXT, "长" * 301),
        (OwnKind.TEXT, "#N/A"),
        (OwnKind.NUMBER, "很多"),
        (OwnKind.DAY, "2月30日"),
        (OwnKind.CHOICE, "铜卡"),
    ],
)
def test_a_cell_that_is_not_what_the_field_holds_is_refused(kind, cell):
    with pytest.raises(CellError):
        own_cell(OwnField("f1", "甲", kind, ("金卡", "银卡")), cell)


def test_a_number_is_written_plain():
    assert [plain_number(Decimal(one)) for one in ("100", "12.50", "0.00", "-3")] == [
        *("100", "12.5", "0", "-3"),
    ]
