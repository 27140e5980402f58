"""Hand scores typed and not saved yet are kept in the file, each for whom they are."""

import pytest

from app.domain.types import Post
from app.models import Action, FormDraft
from app.queries.form_drafts import unsaved_form_ids
from app.queries.screening.typed_scores import typed_scores
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.typed_scores import keep_typed_scores, take_over_typed_scores
from tests.screening_office import Office

EIGHT, NINE = {"future.points": "8"}, {"future.points": "9", "future.reason": "扩产"}


@pytest.fixture
def year(desk):
    """Return the office, its year, three clients, and those who sell to them and supervise."""
    office = Office(desk)
    sellers = [office.staff("小陈"), office.staff("小周")]
    boss = office.staff("总监", Post.DIRECTOR)
    clients = office.year_of_three(sellers)
    return office, office.compiled(), clients, sellers, boss


def seen(desk, screening_id):
    with desk.db.read() as session:
        return typed_scores(session, screening_id)


def test_each_row_is_kept_until_it_is_empty(year):
    office, screening_id, clients, (chen, _zhou), _boss = year
    desk = office.at(chen)
    with desk.db.read_whole() as session:
        before = session.query(Action).count()
    keep_typed_scores(desk, screening_id, {clients["A"]: EIGHT})
    keep_typed_scores(desk, screening_id, {clients["A"]: NINE})
    assert seen(desk, screening_id) == {clients["A"]: NINE}
    with desk.db.read_whole() as session:
        assert session.query(Action).count() == before
        assert session.query(FormDraft).one().title == "2025 年手工评分"
        assert unsaved_form_ids(session, chen) == [], "it is offered where it was typed"
    keep_typed_scores(desk, screening_id, {clients["A"]: {}})
    assert seen(desk, screening_id) == {}


def test_one_sees_the_own_and_who_supervises_all(year):
    office, screening_id, clients, (chen, zhou), boss = year
    keep_typed_scores(office.at(chen), screening_id, {clients["A"]: EIGHT})
    keep_typed_scores(office.at(zhou), screening_id, {clients["B"]: NINE})
    assert seen(office.at(chen), screening_id) == {clients["A"]: EIGHT}
    assert seen(office.at(boss), screening_id) == {clients["A"]: EIGHT, clients["B"]: NINE}


def test_what_a_supervisor_types_into_a_row_stays_whose_it_was(year):
    office, screening_id, clients, (chen, _zhou), boss = year
    keep_typed_scores(office.at(chen), screening_id, {clients["A"]: EIGHT})
    keep_typed_scores(office.at(boss), screening_id, {clients["A"]: NINE})
    assert seen(office.at(chen), screening_id) == {clients["A"]: NINE}


def test_where_two_typed_what_was_typed_last_counts_and_both_end(year):
    office, screening_id, clients, (chen, _zhou), boss = year
    keep_typed_scores(office.at(boss), screening_id, {clients["A"]: EIGHT})
    keep_typed_scores(office.at(chen), screening_id, {clients["A"]: NINE})
    assert seen(office.at(chen), screening_id) == {clients["A"]: NINE}
    assert seen(office.at(boss), screening_id) == {clients["A"]: NINE}
    keep_typed_scores(office.at(boss), screening_id, {clients["A"]: {}})
    assert seen(office.at(boss), screening_id) == {}


def test_nothing_is_kept_of_a_screening_that_is_gone_or_approved(year):
    office, screening_id, clients, (chen, _zhou), boss = year
    keep_typed_scores(office.at(chen), screening_id + 1, {clients["A"]: EIGHT})
    keep_typed_scores(office.at(chen), screening_id, {clients["A"]: EIGHT})
    submit_screening(office.at(boss), screening_id)
    assert seen(office.at(boss), screening_id) == {clients["A"]: EIGHT}, "it may be sent back"
    approve_screening(office.at(boss), screening_id)
    with office.desk.db.read() as session:
        assert session.query(FormDraft).count() == 0
    take_over_typed_scores(office.desk, screening_id, {clients["A"]: EIGHT})
    assert seen(office.desk, screening_id) == {}


def test_what_an_earlier_version_kept_is_the_managers(year):
    office, screening_id, clients, (chen, zhou), _boss = year
    typed = {clients["A"]: EIGHT, clients["B"]: NINE, 4711: EIGHT}
    take_over_typed_scores(office.desk, screening_id, typed)
    assert seen(office.at(chen), screening_id) == {clients["A"]: EIGHT}
    assert seen(office.at(zhou), screening_id) == {clients["B"]: NINE}
