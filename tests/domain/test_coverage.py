from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.domain.coverage import ALL, ClientTally, Cover, Grouping, Span, coverage, shown_plan
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


def test_one_who_is_owed_less_than_one_visit_is_not_missed():
    (row, _every) = coverage([tally(days=44)], Grouping.MANAGER)
    assert row.cover(VISIT).missed == ()
    assert row.cover(CONTACT).missed == (ClientId(1),)


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
