from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.exported import Imprint
from app.domain.screening.points import Part
from app.domain.screening.rules import DEFAULT_RULES, Method
from app.domain.screening.scoring import measured_values
from app.domain.screening.spread import propose_bands
from app.domain.screening.trying import YearSpread, tried
from app.domain.types import Dimension, Post
from app.errors import ConflictError
from app.queries.screening.printing import printed_screening
from app.services.screening.changing_rules import change_rules
from tests.conftest import NOW
from tests.screening_office import CUT_OFF, YEAR, Office, line_id, lines_by_code
from tests.screening_scores import set_hand_score

IMPRINT = Imprint("总监", NOW)


@pytest.fixture
def office(desk):
    return Office(desk)


@pytest.fixture
def boss(office):
    return office.staff("总监", Post.DIRECTOR)


@pytest.fixture
def screening_id(office, boss):
    for number in range(12):
        id_ = office.client(f"K{number:02}", manager_id=boss)
        office.booking(id_, date(2025, 3, 1), 100 * 3**number)
    return office.compiled()


def with_proposed_bands(evidence):
    """Return the usual rules with the bands that suit the year."""
    volume = DEFAULT_RULES.of(Dimension.VOLUME)
    values = measured_values(evidence, Dimension.VOLUME, DEFAULT_RULES)
    bands = propose_bands(values, volume.measured_weight)
    changed = replace(volume, method=Method.BANDS, bands=bands)
    dimensions = [changed if rule is volume else rule for rule in DEFAULT_RULES.dimensions]
    return replace(DEFAULT_RULES, dimensions=tuple(dimensions))


def given(line):
    """Return what people decided about a line."""
    parts = [(key, Part.MEASURED, one.override) for key, one in line.points.items()]
    parts += [(key, Part.HAND, one.hand) for key, one in line.points.items()]
    return {(key, part): one for key, part, one in parts if one is not None}


def test_rules_can_be_tried_before_they_are_kept(desk, db, office, boss, screening_id):
    at = office.at(boss)
    set_hand_score(at, line_id(desk, screening_id, "K00"), Dimension.FUTURE, Decimal(9), "好")
    with db.read() as session:
        before = lines_by_code(session, screening_id)
        lines = [before[code] for code in sorted(before)]
        spread = YearSpread([one.evidence for one in lines], [given(one) for one in lines])
        assert measured_values(spread.evidence, Dimension.PROFIT, DEFAULT_RULES) == []
        rules = with_proposed_bands(spread.evidence)
        results = tried(spread, rules, CUT_OFF)
    change_rules(at, screening_id, rules)
    with db.read() as session:
        after = lines_by_code(session, screening_id)
    assert [after[code].result for code in sorted(after)] == results
    assert [before[code].result for code in sorted(before)] != results


def test_a_screening_that_is_gone_is_a_conflict(db):
    with db.read() as session, pytest.raises(ConflictError):
        printed_screening(session, 99, IMPRINT)


def test_what_is_printed_is_the_ranking_with_last_year_s_months(db, office, boss, screening_id):
    other = office.staff("小陈")
    own = office.client("Z", manager_id=other)
    office.booking(own, date(2024, 2, 1), 70)
    office.compiled()
    with db.read() as session:
        printed = printed_screening(session, screening_id, IMPRINT)
        assert [line.code for line in printed.lines[:2]] == ["K11", "K10"]
        assert printed.last_months == {own: (0, 70, *[0] * 10)}
        mine = printed_screening(session, screening_id, IMPRINT, manager_id=other)
        assert ([line.code for line in mine.lines], mine.head.scope) == (["Z"], "小陈")
        first = frozenset({printed.lines[0].id})
        one = printed_screening(session, screening_id, IMPRINT, line_ids=first)
        assert len(one.lines) == 1
        nobody = printed_screening(session, screening_id, IMPRINT, manager_id=99)
        assert (list(nobody.lines), nobody.head.year) == ([], YEAR)
