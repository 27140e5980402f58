from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.coverage import (
    ALL,
    Care,
    ClientTally,
    Cover,
    Grouping,
    Handed,
    Span,
    cares,
    coverage,
    shown_plan,
)
from app.domain.types import ClientId, StaffId, TaskRule

TODAY = date(2025, 12, 20)
OCTOBER = date(2025, 10, 1)
QUARTER = Span(OCTOBER, date(2025, 12, 31), TODAY)
CONTACT, VISIT = TaskRule.CONTACT, TaskRule.VISIT
COUNTS = st.integers(0, 40)
INTERVALS = st.none() | st.integers(1, 400)


def tally(client=1, manager=1, place=1, days=90, **more):
    known = {"contact_days": 30, "visit_days": 45, "contacts": 0, "visits": 0} | more
    return ClientTally(
        client_id=ClientId(client),
        manager_id=StaffId(manager),
        manager=f"经理{manager}",
        standard=f"第{place}",
        place=place,
        days=days,
        **known,
    )


def test_only_past_days_on_which_it_was_a_client_are_counted():
    assert QUARTER.days_since(date(2020, 1, 1)) == 81
    assert QUARTER.days_since(date(2025, 12, 11)) == 10
    assert Span(None, None, TODAY).days_since(date(2025, 12, 20)) == 1
    assert Span(date(2026, 1, 1), None, TODAY).days_since(OCTOBER) == 0
    assert Span(None, date(2025, 10, 31), TODAY).days_since(OCTOBER) == 31


def test_many_visits_to_one_do_not_make_up_for_none_to_another():
    often, never = tally(1, visits=9), tally(2)
    (row, every) = coverage([often, never], Grouping.MANAGER)
    assert row.visits == Cover(Decimal(4), 9, Decimal(2), (ClientId(2),))
    assert row.visits.percent == 50
    assert (every.id, every.name, every.visits) == (ALL, "合计", row.visits)


def test_where_nothing_was_planned_there_is_no_percent_and_nobody_is_missed():
    (row, _every) = coverage([tally(contact_days=None, contacts=3)], Grouping.MANAGER)
    assert row.contacts == Cover(Decimal(0), 3, Decimal(0), ())
    assert row.contacts.percent is None


def test_whoever_got_none_of_a_plan_is_missed_however_small_it_is():
    """With 0 % made, a count of 0 left out would say the opposite."""
    (row, _every) = coverage([tally(days=44), tally(2, days=0)], Grouping.MANAGER)
    assert (row.visits.percent, row.visits.missed) == (0, (ClientId(1),))


def test_a_client_belongs_to_who_had_it_before_it_was_handed_over():
    first, second, third = StaffId(1), StaffId(2), StaffId(3)
    handed = [Handed(date(2025, 12, 1), second, third), Handed(date(2025, 11, 1), first, second)]
    found = cares(third, handed)
    assert found == [
        Care(third, date(2025, 12, 1), None),
        Care(second, date(2025, 11, 1), date(2025, 11, 30)),
        Care(first, None, date(2025, 10, 31)),
    ]
    assert [QUARTER.days_of(one, date(2025, 10, 11)) for one in found] == [20, 30, 21]
    assert [QUARTER.days_of(one, date(2025, 11, 21)) for one in found] == [20, 10, 0]
    everything = Span(None, None, TODAY)
    assert [everything.days_of(one, OCTOBER) for one in found] == [20, 30, 31]
    november = [date(2025, 10, 31), date(2025, 11, 1), date(2025, 11, 30), date(2025, 12, 1)]
    assert [found[1].holds(day) for day in november] == [False, True, True, False]
    assert found[2].holds(OCTOBER)
    assert found[0].holds(TODAY)


def test_a_handover_of_the_relationship_alone_or_put_right_later_moves_no_days():
    now = StaffId(9)
    handed = [
        Handed(date(2025, 12, 1), StaffId(1), StaffId(2)),
        Handed(date(2025, 11, 1), None, now),
    ]
    assert cares(now, handed) == [Care(now)]


def test_a_client_handed_over_is_counted_with_both_and_once_in_the_sum():
    tallies = [
        tally(1, 1, days=60, visits=2, is_last=False),
        tally(1, 2, days=30, others_visits=2),
        tally(2, 2, days=90),
    ]
    giver, taker, every = coverage(tallies, Grouping.MANAGER)
    assert (giver.visits.done, giver.clients, giver.visits.missed) == (2, (1,), ())
    assert (taker.clients, taker.visits.missed) == ((1, 2), (2,)), "the giver had been there"
    assert giver.contacts.missed == (), "who has it now answers"
    assert taker.contacts.missed == every.contacts.missed == (1, 2)
    assert every.clients == (1, 2)
    assert every.visits == Cover(Decimal(4), 2, Decimal(2), (ClientId(2),))
    assert coverage(tallies, Grouping.STANDARD)[0].visits == every.visits


def test_clients_are_grouped_by_manager_or_by_standard():
    tallies = [tally(1, 7, 12), tally(2, 7, 2), tally(3, 5, 2)]
    assert [row.name for row in coverage(tallies, Grouping.MANAGER)] == ["经理7", "经理5", "合计"]
    by_standard = coverage(tallies, Grouping.STANDARD)
    assert [row.name for row in by_standard] == ["第2", "第12", "合计"]
    assert by_standard[0].clients == (2, 3)


def test_without_clients_there_is_nothing_to_report():
    assert coverage([], Grouping.MANAGER) == []


def test_a_plan_is_shown_to_one_decimal():
    assert str(shown_plan(Decimal(90) / 14)) == "6.4"
    assert str(shown_plan(Decimal("0.25"))) == "0.3"


@given(
    st.lists(
        st.builds(
            tally,
            st.integers(1, 99),
            st.integers(1, 4),
            st.integers(1, 7),
            st.integers(0, 400),
            contact_days=INTERVALS,
            visit_days=INTERVALS,
            contacts=COUNTS,
            visits=COUNTS,
        ),
        min_size=1,
        max_size=20,
        unique_by=lambda one: one.client_id,
    ),
    st.sampled_from(Grouping),
)
def test_the_parts_sum_to_the_whole(tallies, grouping):
    *rows, every = coverage(tallies, grouping)
    for rule in (CONTACT, VISIT):
        whole = every.cover(rule)
        assert sum(row.cover(rule).done for row in rows) == whole.done
        planned = sum(row.cover(rule).planned for row in rows)
        assert shown_plan(planned) == shown_plan(whole.planned)
        assert sum(len(row.cover(rule).missed) for row in rows) == len(whole.missed)
        assert whole.percent is None or 0 <= whole.percent <= 100
    assert sum(len(row.clients) for row in rows) == len(tallies)
