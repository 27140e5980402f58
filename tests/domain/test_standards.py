from app.domain.standards import ServiceStandard, Standards, standard_label
from app.domain.types import StandardKind, Standing

A = ServiceStandard(StandardKind.GRADE, "A", contact_days=14)
NEW = ServiceStandard(StandardKind.STANDING, "new", contact_days=20)
STANDARDS = Standards({"A": A}, {Standing.NEW: NEW})


def test_the_grade_goes_before_the_standing():
    assert STANDARDS.of("A", Standing.NEW) is A


def test_without_a_grade_or_with_one_without_standard_the_standing_says():
    assert STANDARDS.of(None, Standing.NEW) is NEW
    assert STANDARDS.of("E", Standing.NEW) is NEW


def test_where_nothing_is_set_nothing_is_asked():
    nothing = STANDARDS.of("E", Standing.PROSPECT)
    assert nothing == ServiceStandard(StandardKind.STANDING, "prospect")
    assert nothing.contact_days is None


def test_standards_are_named_as_the_office_says():
    assert (A.label, NEW.label) == ("A 级", "新客户")
    assert standard_label(StandardKind.STANDING, "prospect") == "准客户"
