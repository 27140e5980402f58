from dataclasses import dataclass, field, replace
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.birthdays import Birthday
from app.domain.clients import ClientDraft
from app.domain.communications import CommunicationDraft
from app.domain.form_drafts import UnsavedForm, field_kinds, from_json, to_json
from app.domain.types import Channel, ClientId, ContactId, Post
from app.errors import InvalidInputError
from app.models import Action, Change, FormDraft
from app.queries.form_drafts import unsaved_form, unsaved_form_ids
from app.services.clients import add_client
from app.services.form_drafts import drop_form_draft, ending_form_draft, keep_form_draft
from tests.log import new_client, new_staff


@dataclass(frozen=True)
class Everything:
    name: str = ""
    day: date | None = None
    at: time | None = None
    price: Decimal | None = None
    channel: Channel = Channel.CALL
    people: tuple[ContactId, ...] = ()
    born: Birthday | None = None
    extra: dict[str, str] = field(default_factory=dict)


@given(
    st.builds(
        Everything,
        name=st.text(max_size=9),
        day=st.none() | st.dates(),
        at=st.none() | st.times(),
        price=st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2),
        channel=st.sampled_from(Channel),
        people=st.lists(st.integers(1, 99).map(ContactId)).map(tuple),
        born=st.none() | st.builds(Birthday, st.none(), st.integers(1, 12), st.integers(1, 28)),
        extra=st.dictionaries(st.text(max_size=3), st.text(max_size=3)),
    )
)
def test_every_value_of_a_draft_comes_back(draft):
    kinds = field_kinds(Everything)
    for name, kind in kinds.items():
        value = getattr(draft, name)
        assert from_json(kind, to_json(value)) == value


@pytest.mark.parametrize(
    ("name", "stored"),
    [("day", "昨天"), ("channel", "pigeon"), ("price", "x"), ("people", 3), ("born", {"x": 1})],
)
def test_what_is_not_of_its_type_is_refused(name, stored):
    with pytest.raises(ValueError):  # noqa: PT011 - each type words it in its own way
        from_json(field_kinds(Everything)[name], stored)


def test_an_unsaved_form_is_kept_once_and_forgotten_without_a_trace(desk, db):
    client_id = new_client(desk)
    with db.read() as session:
        before = session.query(Action).count(), session.query(Change).count()
    first = UnsavedForm("entry", "记一笔", {"summary": {"value": "甲"}}, None, client_id)
    kept = keep_form_draft(desk, first)
    second = UnsavedForm("entry", "长" * 300, {"summary": {"value": "甲乙"}}, None, client_id)
    assert keep_form_draft(desk, second, kept) == kept
    with db.read() as session:
        found = unsaved_form(session, kept)
        assert (found.content, found.client_id) == (second.content, client_id)
        assert len(found.title) == 200
        assert (session.query(Action).count(), session.query(Change).count()) == before
    drop_form_draft(desk, kept)
    drop_form_draft(desk, kept)
    with db.read() as session:
        assert unsaved_form(session, kept) is None
        assert session.query(FormDraft).count() == 0


def test_one_is_offered_only_what_one_typed_oneself(desk, db):
    me = new_staff(desk)
    mine = keep_form_draft(replace(desk, staff_id=me), UnsavedForm("entry", "我的", {}))
    nobodys = keep_form_draft(desk, UnsavedForm("entry", "谁的", {}), 99)
    with db.read() as session:
        assert unsaved_form_ids(session, me) == [mine]
        assert unsaved_form_ids(session, None) == [nobodys]
        assert unsaved_form(session, nobodys).client_id is None


def test_the_log_entrys_own_types_are_understood():
    kinds = field_kinds(CommunicationDraft)
    assert from_json(kinds["contact_ids"], [1, 2]) == (1, 2)
    assert from_json(kinds["client_id"], 3) == ClientId(3)
    assert from_json(kinds["tone"], None) is None


def test_what_was_kept_ends_with_the_save_or_not_at_all(desk, db):
    kept = keep_form_draft(desk, UnsavedForm("client", "新建客户", {}))
    saving = ending_form_draft(desk, kept)
    with pytest.raises(InvalidInputError):
        add_client(saving, ClientDraft(name=""))
    with db.read() as session:
        assert unsaved_form_ids(session, None) == [kept]
    seen = []
    db.on_commit(lambda commit: seen.append(commit.tables))
    add_client(saving, ClientDraft(name="华东机械"))
    (tables,) = seen
    assert {"client", "form_draft"} <= tables
    add_client(saving, ClientDraft(name="江南轴承"))
    with db.read() as session:
        assert unsaved_form_ids(session, None) == []


def test_the_number_of_one_given_up_elsewhere_does_not_lead_to_another_form(desk, db):
    first = keep_form_draft(desk, UnsavedForm("entry", "甲", {}))
    drop_form_draft(desk, first)
    other = keep_form_draft(desk, UnsavedForm("client", "乙", {}))
    assert other == first, "SQLite gives the number anew"
    again = keep_form_draft(desk, UnsavedForm("entry", "甲", {}), first)
    with db.read() as session:
        assert unsaved_form(session, other).form == "client"
        assert unsaved_form(session, again).title == "甲"


def test_a_save_ends_only_what_one_typed_oneself(desk, db):
    new_staff(desk, "孟昭", Post.DIRECTOR)
    seller = replace(desk, staff_id=new_staff(desk, "白露", Post.REPRESENTATIVE))
    own = keep_form_draft(seller, UnsavedForm("client", "我的", {}))
    others = keep_form_draft(desk, UnsavedForm("client", "谁的", {}))
    for kept in (own, others):
        name = f"新客户 {kept}"
        mine = ClientDraft(name=name, manager_id=seller.staff_id)
        add_client(ending_form_draft(seller, kept), mine)
    with db.read() as session:
        assert unsaved_form_ids(session, seller.staff_id) == []
        assert unsaved_form_ids(session, None) == [others]
