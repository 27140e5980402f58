from app.domain.case_times import DEFAULT_SEVERITY_TIMES, SeverityTime
from app.domain.types import Severity, Standing
from app.queries.severity_times import SEVERITY_TIMES, severity_times, times_to_json
from app.queries.standards import service_standards
from app.services.office import keep_setting


def test_a_new_office_begins_with_a_standard_for_each_grade_and_standing(db):
    with db.read() as session:
        standards = service_standards(session)
    assert set(standards.by_grade) == set("ABCD")
    assert set(standards.by_standing) == set(Standing)
    assert (standards.by_grade["A"].contact_days, standards.by_grade["A"].solve_days) == (14, 2)


def test_severities_have_times_until_the_office_sets_its_own(desk, db):
    own = dict(DEFAULT_SEVERITY_TIMES) | {Severity.URGENT: SeverityTime(None, 2)}
    with db.read() as session:
        assert severity_times(session) == DEFAULT_SEVERITY_TIMES
    with desk.write() as session:
        keep_setting(session, SEVERITY_TIMES, times_to_json(own))
    with db.read() as session:
        assert severity_times(session) == own


def test_times_that_cannot_be_read_have_their_default(desk, db):
    with desk.write() as session:
        keep_setting(session, SEVERITY_TIMES, {"urgent": "soon", "serious": [1]})
    with db.read() as session:
        assert severity_times(session) == DEFAULT_SEVERITY_TIMES
