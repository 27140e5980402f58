from datetime import timedelta

from app.db import Desk
from app.domain.types import Post
from app.queries.office_mark import office_mark
from tests.conftest import NOW
from tests.log import new_client, new_staff


def test_an_office_keeps_its_mark_whatever_follows_and_whoever_asks(db, desk):
    with db.read() as session:
        assert office_mark(session) == ""
    new_client(desk, "甲公司")
    with db.read() as session:
        mark = office_mark(session)
    boss, clerk = new_staff(desk, "王芳", Post.MANAGER), new_staff(desk, "李明")
    new_client(Desk(db, boss, lambda: NOW + timedelta(1)), "乙公司")
    with db.read() as session:
        assert office_mark(session) == mark != ""
    own = Desk(db, clerk, desk.clock)
    new_client(own, "丙公司", manager_id=clerk)
    with own.db.read_whole() as session:
        assert office_mark(session) == mark
