import pytest

from app.domain.cell_words import booking_status, choice, grade
from app.domain.cells import CellError
from app.domain.types import (
    BookingStatus,
    Channel,
    ClientKind,
    ClientStatus,
    PayMethod,
    Purpose,
    Reaction,
    Staying,
)


@pytest.mark.parametrize(
    "kind", [BookingStatus, Channel, ClientKind, ClientStatus, PayMethod, Purpose, Reaction]
)
def test_every_label_and_code_is_understood(kind):
    for member in kind:
        assert choice(member.label, kind) is member
        assert choice(f" {member.value.upper()} ", kind) is member


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("CHECKED OUT", BookingStatus.COMPLETED),
        ("Check-Out", BookingStatus.COMPLETED),
        ("已退房", BookingStatus.COMPLETED),
        ("CXL", BookingStatus.CANCELLED),
        ("NO SHOW", BookingStatus.NO_SHOW),
        ("No-Show", BookingStatus.NO_SHOW),
        ("已结算", BookingStatus.COMPLETED),
        ("失约", BookingStatus.NO_SHOW),
        ("T/T", PayMethod.TRANSFER),
        ("外企", ClientKind.COMPANY),
        ("Listening", Purpose.LISTEN),
        ("微信", Channel.MESSAGE),
        ("邮件", Channel.MESSAGE),
        ("短信", Channel.MESSAGE),
        ("旅游公司", ClientKind.AGENCY),
        ("银行转账", PayMethod.TRANSFER),
        ("非常满意", Reaction.PLEASED),
        ("协助", Purpose.HELP),
        ("傾聽", Purpose.LISTEN),
        ("來訪接待", Channel.RECEPTION),
        ("匯款", PayMethod.TRANSFER),
        ("C/O 已離店", BookingStatus.COMPLETED),
        ("Corporate 公司", ClientKind.COMPANY),
        ("旅行社 (Travel Agent)", ClientKind.AGENCY),
    ],
)
def test_what_offices_say_is_taken_for_our_words(word, meant):
    assert choice(word, type(meant)) is meant


@pytest.mark.parametrize("word", ["Cancelled 已離店", "已离店 Ghost", "VIP 政府", "Visit 走馬看花"])
def test_a_word_in_two_languages_counts_only_where_both_say_the_same(word):
    for kind in (BookingStatus, ClientKind, Channel):
        with pytest.raises(CellError, match="不认识这个说法"):
            choice(word, kind)


@pytest.mark.parametrize("word", ["在住", "已入住", "Checked In", "IN HOUSE", "C/I", "預離"])
def test_that_guests_have_come_is_no_status_by_itself(word):
    assert booking_status(word) is Staying.STAYING


def test_a_status_is_read_as_such():
    assert booking_status("未入住") is BookingStatus.NO_SHOW
    with pytest.raises(CellError, match="已离店"):
        booking_status("在途")


@pytest.mark.parametrize("cell", ["A", "a级", "A 类客户", "Ａ等", "Grade A"])
def test_a_grade_is_its_letter_whatever_stands_around_it(cell):
    assert grade(cell) == "A"


@pytest.mark.parametrize("cell", ["VIP", "★★★", "一级", 5.0])
def test_what_is_no_grade_is_told(cell):
    with pytest.raises(CellError, match="等级应是"):
        grade(cell)


def test_an_unknown_word_names_those_there_are():
    with pytest.raises(CellError, match="现金"):
        choice("以物抵债", PayMethod)
