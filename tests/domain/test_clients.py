from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.birthdays import Birthday
from app.domain.clients import ClientDraft, next_code, tags_from
from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.clients_bin import BinItem, BinKind
from app.domain.contacts import ContactDraft
from tests.conftest import NOW, TODAY


def test_a_name_is_all_a_client_needs():
    assert set(ClientDraft().problems()) == {"name"}
    assert set(ClientDraft(name=" \u3000").problems()) == {"name"}
    assert ClientDraft(name="华东机械", terms_days=0, billing_day=31).problems() == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "K" * 41},
        {"address": "深" * 301},
        {"credit_limit": Decimal(-1)},
        {"credit_limit": Decimal(10**10 + 1)},
        {"terms_days": -1},
        {"terms_days": 3651},
        {"billing_day": 0},
        {"billing_day": 32},
        {"potential_room_nights": -1},
        {"tags": ("重" * 31,)},
    ],
)
def test_a_wrong_field_is_named(wrong):
    assert set(ClientDraft(name="华东机械", **wrong).problems()) == set(wrong)


def test_tags_are_read_as_clerks_type_them():
    assert tags_from(" 重点、年会,VIP；年会 \u3000婚宴") == ("重点", "年会", "VIP", "婚宴")
    assert tags_from("") == ()


@pytest.mark.parametrize(
    ("newest", "taken", "proposed"),
    [
        (None, set(), "KH0001"),
        ("KH0009", set(), "KH0010"),
        ("KH9999", set(), "KH10000"),
        ("SZ-2016-33", {"SZ-2016-34", "SZ-2016-35"}, "SZ-2016-36"),
        ("007", set(), "008"),
        ("华东", {"KH0001"}, "KH0002"),
        ("A股1", set(), "KH0001"),
        ("", set(), "KH0001"),
    ],
)
def test_the_next_code_follows_the_newest(newest, taken, proposed):
    assert next_code(newest, taken.__contains__) == proposed


@given(st.sets(st.integers(1, 30)))
def test_the_next_code_is_free(numbers):
    taken = {f"KH{number:04}" for number in numbers}
    assert next_code(max(taken, default=None), taken.__contains__) not in taken


def test_a_contact_needs_a_name_and_a_real_email():
    assert set(ContactDraft(email="x", notes="长" * 999).problems()) == {"name", "email"}
    draft = ContactDraft(name="曾丽", email="a@b.cn", birthday=Birthday(None, 8, 15, lunar=True))
    assert draft.problems() == {}
    assert set(ContactDraft(name="曾" * 61).problems()) == {"name"}


def test_an_agreement_needs_a_number_or_an_end():
    assert set(AgreementDraft().problems()) == {"number"}
    assert AgreementDraft(valid_to=TODAY).problems() == {}
    backwards = AgreementDraft("X", valid_from=NOW.date(), valid_to=TODAY.replace(year=2024))
    assert set(backwards.problems()) == {"valid_to"}


@pytest.mark.parametrize(
    "rate",
    [
        RateDraft(rate=Decimal(1)),
        RateDraft("高级房"),
        RateDraft("高级房", rate=Decimal(-1)),
        RateDraft("高级房", rate=Decimal(1), breakfasts=21),
        RateDraft("高级房", "季" * 61, Decimal(1)),
    ],
)
def test_a_wrong_rate_is_named_by_its_row(rate):
    right = RateDraft("高级房", rate=Decimal(0), breakfasts=2)
    problems = AgreementDraft("X", rates=(right, rate, rate)).problems()
    assert problems["rates"].startswith("第 2 行：")


def test_a_signer_needs_a_name():
    assert set(SignerDraft(limit=Decimal(-1)).problems()) == {"name", "limit"}
    assert SignerDraft("周国强").problems() == {}


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_no_two_deleted_records_share_a_number(first, second):
    items = {BinItem(kind, id_, "", 1, "", NOW).id for kind in BinKind for id_ in {first, second}}
    assert len(items) == len(BinKind) * len({first, second})
