"""Every table has its place in the rights; who looks sees the file as it is now."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

import app
from app.db import Database, Desk, reach
from app.db.sight import conditions
from app.domain.types import Post, StaffId
from app.errors import NotAllowedError, StorageError
from app.models import Base, ClientShare, Staff
from app.queries.clients import ClientFilter, client_ids
from app.services.clients_bulk import add_tag
from tests.clients import new_client, new_staff
from tests.conftest import TODAY
from tests.encrypted import encrypted_copy, keys

APP = Path(app.__file__).parent


@pytest.fixture
def boss(desk: Desk) -> StaffId:
    return new_staff(desk, "周启明", Post.MANAGER)


@pytest.fixture
def mine(desk: Desk, boss: StaffId) -> Desk:
    return replace(desk, staff_id=new_staff(desk))


def test_every_table_says_who_changes_it():
    placed = [
        *(reach.EDITED | reach.LOGGED | reach.SHARED | reach.FOLLOWING | reach.RESERVED),
        *reach.PERSONAL,
        *reach.FREE,
        "client",
    ]
    assert sorted(placed) == sorted(Base.metadata.tables)


def test_every_table_says_who_sees_it():
    cut = [name for name, _condition in conditions(1)]
    assert sorted([*cut, *reach.SEEN_WHOLE]) == sorted([*Base.metadata.tables, "alembic_version"])


@pytest.mark.parametrize("paths", [reach.EDITED, reach.LOGGED, reach.SEEN_BY_CLIENT])
def test_every_path_leads_to_the_client(paths):
    for name, path in paths.items():
        (key,) = Base.metadata.tables[name].c[path.column].foreign_keys
        assert key.column.table.name == (path.parent or "client")


def test_what_is_not_cut_holds_nothing_of_a_client():
    held = {
        name: [key.column.table.name for key in Base.metadata.tables[name].foreign_keys]
        for name in reach.SEEN_WHOLE
        if name != "alembic_version"
    }
    assert not any("client" in keys or "contact" in keys for keys in held.values())


def names(desk: Desk) -> set[str]:
    with desk.db.read() as session:
        return set(session.execute(text("SELECT name FROM client")).scalars())


def test_who_looks_sees_at_once_what_is_given_and_taken(desk, mine, boss):
    theirs = new_client(desk, "别人的", manager_id=boss)
    assert names(mine) == set()

    with desk.write() as session:
        session.add(ClientShare(client_id=theirs, staff_id=mine.staff_id))
    assert names(mine) == {"别人的"}

    with desk.write() as session:
        session.query(ClientShare).one().staff_id = boss
    assert names(mine) == set()

    with desk.write() as session:
        session.get_one(Staff, mine.staff_id).post = Post.DIRECTOR
    assert names(mine) == {"别人的"}


def test_a_kept_answer_is_not_another_persons(desk, mine, boss):
    new_client(desk, "我的", manager_id=mine.staff_id)
    other = replace(desk, staff_id=new_staff(desk, "王芳"))
    for one, many in ((mine, 1), (other, 0), (replace(desk, staff_id=boss), 1), (other, 0)):
        with one.db.read() as session:
            assert len(client_ids(session, ClientFilter(), today=TODAY)) == many


def test_questions_of_being_there_see_everybodys(desk, mine, boss):
    new_client(desk, "别人的", manager_id=boss)
    with mine.db.read_whole() as session:
        assert session.execute(text("SELECT count(*) FROM client")).scalar() == 1


def test_a_busy_file_is_told_to_a_restricted_person_too(desk, mine, boss):
    new_client(desk, "我的", manager_id=mine.staff_id)
    mine.db.close()
    mine.db.path.rename(mine.db.path.with_suffix(".away"))
    with pytest.raises(StorageError), mine.db.read():
        pass  # pragma: no cover - it does not open


def test_rights_hold_in_an_encrypted_file_too(desk, mine, boss, tmp_path):
    own = new_client(desk, "我的", manager_id=mine.staff_id)
    theirs = new_client(desk, "别人的", manager_id=boss)
    twin = Database(encrypted_copy(desk.db.path, tmp_path / "twin"), keys=keys())
    there = Desk(twin, mine.staff_id, mine.clock)

    assert names(there) == {"我的"}
    add_tag(there, [own], "重点")
    with pytest.raises(NotAllowedError):
        add_tag(there, [theirs], "重点")
    twin.close()


def test_who_asks_past_the_rights_is_known():
    asking = {
        path.relative_to(APP).as_posix()
        for path in APP.rglob("*.py")
        if "read_whole(" in path.read_text("utf-8")
    }
    assert asking == {
        "db/database.py",
        "ui/clients/dialog.py",  # is there such a client, is the code free
        "ui/today/calendar_file.py",  # when the office began
        "ui/screening/opened.py",  # who has handed in
    }
