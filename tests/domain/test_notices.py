from dataclasses import replace

import pytest

from app.domain.notices import (
    KnownNames,
    NoticeDraft,
    from_whom,
    names_left,
    names_left_text,
    problems,
    proposed_title,
    tidied,
)
from app.domain.types import CaseKind, Channel, ClientId

GOOD = NoticeDraft(client_id=ClientId(1), title="早餐太冷", wording="七点半去，粥是冷的。")


def test_a_good_notice_breaks_no_rule():
    assert problems(GOOD) == {}


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("client_id", None, "请选择客户"),
        ("title", "", "请写标题"),
        ("title", "长" * 41, "最多 40 个字"),
        ("wording", "", "公开的文字"),
        ("wording", "长" * 1501, "最多 1,500 个字"),
        ("learned", "长" * 1501, "最多 1,500 个字"),
        ("done", "长" * 1501, "最多 1,500 个字"),
    ],
)
def test_what_is_wrong_is_told_under_its_field(field, value, told):
    found = problems(replace(GOOD, **{field: value}))
    assert list(found) == [field]
    assert told in found[field]


def test_a_person_is_named_only_by_a_name():
    named = replace(GOOD, names_contact=True)
    assert "不写姓名请去掉勾选" in problems(named)["contact_name"]
    assert problems(replace(named, contact_name="张伟")) == {}


@pytest.mark.parametrize(
    ("client", "person", "told"),
    [
        (False, False, "一家客户"),
        (True, False, "华联商务"),
        (False, True, "一家客户　张伟"),
        (True, True, "华联商务　张伟"),
    ],
)
def test_nobody_is_named_who_was_not_ticked(client, person, told):
    draft = replace(GOOD, contact_name="张伟", names_client=client, names_contact=person)
    assert from_whom(draft, "华联商务") == told


def test_texts_are_tidied():
    draft = tidied(replace(GOOD, title=" 早餐\n太冷 ", wording="一\x07\n二 "))
    assert (draft.title, draft.wording) == ("早餐 太冷", "一\n二")


@pytest.mark.parametrize(
    ("channel", "kind", "title"),
    [
        (Channel.HOTLINE, None, "客户投诉"),
        (Channel.LETTER_IN, None, "客户来信"),
        (Channel.CALL, None, "客户来电"),
        (Channel.VISIT, None, "客户的话"),
        (None, None, "客户的话"),
        (None, CaseKind.ENQUIRY, "客户问讯"),
    ],
)
def test_a_title_is_proposed_by_where_the_words_came_from(channel, kind, title):
    assert proposed_title(channel, kind) == title


KNOWN = KnownNames(
    frozenset({"华东机械", "华东", "华东机械股份有限公司"}), frozenset({"张伟", "刘芳", "王"})
)


@pytest.mark.parametrize(
    ("wording", "named", "left"),
    [
        ("粥是冷的", {}, []),
        ("华东机械的张伟说粥是冷的", {}, ["华东机械", "张伟"]),
        ("华 东 机 械的张先生说", {}, ["华东机械", "张先生"]),
        ("刘芳说，王说", {}, ["刘芳"]),
        ("华东机械的张伟说", {"names_client": True}, ["张伟"]),
        ("华东机械的张伟和刘芳说", {"names_contact": True}, ["刘芳", "华东机械"]),
        ("华东机械的张总说", {"names_client": True, "names_contact": True}, []),
    ],
)
def test_names_that_are_not_to_be_said_are_found(wording, named, left):
    draft = replace(GOOD, wording=wording, contact_name="张伟", **named)
    assert sorted(names_left(draft, KNOWN)) == sorted(left)


def test_names_are_found_in_every_text_and_none_without_a_person():
    for name in ("title", "learned", "done"):
        assert names_left(replace(GOOD, **{name: "张伟说得对"}), KNOWN) == ["张伟"]
    assert names_left(replace(GOOD, wording="张总说", names_contact=True), KNOWN) == []
    assert names_left_text([]) == ""
    assert "“张伟”“刘芳”" in names_left_text(["张伟", "刘芳"])
