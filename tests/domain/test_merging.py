from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clients import ClientDraft
from app.domain.merging import (
    FOLLOWERS,
    JOINTS,
    MERGE_FIELDS,
    MergeChoice,
    merged_values,
    suggested_choice,
)
from app.domain.types import ClientStatus
from app.errors import InvalidInputError

EMPTY = dict.fromkeys(MERGE_FIELDS) | {
    "name": "甲",
    "telephones": "",
    "hotels_used": "",
    "notes": "",
    "major": False,
    "bad_debt": False,
    "status": ClientStatus.ACTIVE,
}


def suggested(keep, lose):
    ours, theirs = EMPTY | keep, EMPTY | lose
    return merged_values(ours, theirs, suggested_choice(ours, theirs))


def test_every_field_of_the_form_can_be_chosen():
    form = {field.name for field in fields(ClientDraft)}
    own = {"code", "tags", "extra"}  # joined by other means
    assert form - own == set(MERGE_FIELDS) - {"status"}
    assert set(JOINTS) | set(FOLLOWERS) <= set(MERGE_FIELDS)


@pytest.mark.parametrize(
    ("keep", "lose", "taken"),
    [
        ({"address": "", "terms_days": None}, {"address": "乙路", "terms_days": 0}, True),
        ({"grade": None, "bad_debt": False}, {"grade": "A", "bad_debt": True}, True),
        ({"address": "甲路"}, {"address": "乙路"}, False),
        ({"terms_days": 0}, {"terms_days": 30}, False),
        ({"manager_id": 1}, {"manager_id": None}, False),
        ({"major": True}, {"major": False}, False),
    ],
)
def test_what_the_kept_file_lacks_is_filled(keep, lose, taken):
    assert suggested(keep, lose) == (lose if taken else {})


def test_a_warning_is_not_lost():
    assert suggested({}, {"status": ClientStatus.BLACKLISTED}) == {
        "status": ClientStatus.BLACKLISTED
    }
    assert suggested({}, {"status": ClientStatus.CLOSED}) == {}


def test_both_notes_and_both_telephones_are_kept():
    joined = suggested({"notes": "一", "telephones": "111"}, {"notes": "二", "telephones": "222"})
    assert joined == {"notes": "一\n二", "telephones": "111、222"}
    assert suggested({"notes": "一二"}, {"notes": "二"}) == {}
    assert suggested({"notes": "二"}, {"notes": "一二"}) == {"notes": "一二"}


def test_what_does_not_fit_is_not_suggested_and_refused_when_chosen():
    long = EMPTY | {"telephones": "1" * 150, "notes": "一" * 5000}
    longer = EMPTY | {"telephones": "2" * 150, "notes": "二" * 5000}
    assert suggested_choice(long, longer).joined == {"notes"}
    with pytest.raises(InvalidInputError) as refused:
        merged_values(long, longer, MergeChoice(joined=frozenset({"telephones"})))
    assert "200" in refused.value.fields["telephones"]


@pytest.mark.parametrize(
    ("from_loser", "joined"),
    [({"code"}, set()), (set(), {"name"}), ({"notes"}, {"notes"})],
)
def test_a_field_that_cannot_be_chosen_so_is_a_bug(from_loser, joined):
    with pytest.raises(ValueError, match=next(iter(from_loser | joined))):
        MergeChoice(frozenset(from_loser), frozenset(joined))


@given(st.text(max_size=5), st.text(max_size=5))
def test_no_note_is_lost(ours, theirs):
    notes = suggested({"notes": ours}, {"notes": theirs}).get("notes", ours)
    assert ours in notes
    assert theirs in notes
