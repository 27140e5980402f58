"""The full check sees what the facts should be, and damage."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.domain.types import ScreeningId
from app.errors import CancelledError, StorageError
from app.queries.checking import findings, in_short
from app.queries.screening.seals import broken_seals
from app.services.checking import mend_facts
from tests.services.test_undo import add_booking, add_client


def found(db):
    with db.read() as session:
        return list(findings(session))


def spoil(desk, statement):
    with desk.write(undoable=False) as session:
        session.execute(text(statement))


def test_a_healthy_office_has_no_findings(desk, db):
    client_id = add_client(desk)
    add_booking(desk, client_id)
    assert found(db) == []


def test_how_far_it_is_is_told_in_clients(desk, db, monkeypatch):
    monkeypatch.setattr("app.queries.facts.CHUNK", 2)
    for number in range(3):
        add_client(desk, f"第 {number} 家")
    told = []
    with db.read() as session:
        assert list(findings(session, lambda done, of: told.append((done, of)))) == []
    assert told == [(2, 3), (3, 3)]


def test_how_far_the_file_is_looked_through_is_told_in_tables(db):
    told = []
    with db.read() as session:
        assert list(findings(session, looked=lambda done, of: told.append((done, of)))) == []
    assert told[0] == (0, len(told))
    assert told[-1] == (len(told) - 1, len(told))
    assert len(told) > 40, "every table, and before them the whole file"


def test_it_stops_in_the_midst_of_a_statement_and_the_file_can_be_read_on(desk, db, monkeypatch):
    monkeypatch.setattr("app.queries.checking.STEPS", 1)
    add_client(desk)
    with pytest.raises(CancelledError), db.read() as session:
        list(findings(session, cancelled=lambda: True))
    assert found(db) == []


def test_what_else_goes_wrong_meanwhile_is_no_cancelling(db):
    def fail(*_how_far):
        raise OperationalError("", None, sqlite3.OperationalError("disk I/O error"))

    with pytest.raises(OperationalError), db.read() as session:
        list(findings(session, looked=fail, cancelled=lambda: False))


def test_each_stored_fact_that_is_wrong_is_named_and_mended(desk, db):
    client_id = add_client(desk, code="K7")
    add_booking(desk, client_id)
    spoil(desk, "UPDATE client_fact SET first_stay_on='1999-01-01', search=''")
    spoil(desk, "UPDATE client_year SET amount=amount+1")
    spoil(desk, "UPDATE booking SET due_on='1999-01-01'")

    wrong = found(db)

    assert [one.text for one in wrong] == [
        "客户 K7 的首次或最近入住、最近沟通日期与明细不符。",
        "客户 K7 的年度合计与明细不符。",
        "客户 K7 的查找用的文字与明细不符。",
        "客户 K7 的应收到期日与明细不符。",
    ]
    assert not any(one.damage for one in wrong)
    assert mend_facts(desk) == 1
    assert found(db) == []


def test_what_says_the_same_of_many_records_is_counted(desk, db, monkeypatch):
    monkeypatch.setattr("app.queries.checking.FEW", 2)
    for number in range(4):
        add_client(desk, code=f"K{number}")
    spoil(desk, "UPDATE client_fact SET search='', last_stay_on='1999-01-01' WHERE client_id > 2")
    spoil(desk, "UPDATE client_fact SET search=''")

    shown = in_short(found(db), "全部在别处。")

    assert [one.text for one in shown] == [
        "客户 K2 的首次或最近入住、最近沟通日期与明细不符。",
        "客户 K3 的首次或最近入住、最近沟通日期与明细不符。",
        "客户 K0 的查找用的文字与明细不符。",
        "客户 K1 的查找用的文字与明细不符。",
        "……同样的一共 4 处，这里只列出前 2 处。",
    ]
    assert shown[-1].remedy == "全部在别处。"


def test_a_row_without_its_parent_is_named(desk, db):
    client_id = add_client(desk)
    add_booking(desk, client_id)
    raw = sqlite3.connect(db.path)
    raw.execute("DELETE FROM client")
    raw.commit()
    raw.close()
    assert any("不见了" in one.text for one in found(db))


def test_a_table_of_another_program_does_not_end_the_check(desk, db):
    add_client(desk)
    raw = sqlite3.connect(db.path)
    raw.execute('CREATE TABLE "a "");b"(x)')
    raw.close()
    assert found(db) == []


def test_damage_of_the_file_is_told(desk, db):
    for number in range(40):
        add_client(desk, code=f"A{number}", name="样例" * 40)
    db.close()
    content = bytearray(db.path.read_bytes())
    content[80 * 4096 : 81 * 4096] = b"\0" * 4096
    db.path.write_bytes(content)
    try:
        told = [one.text for one in found(db) if one.damage]
    except StorageError as error:  # where SQLite itself gives up
        told = [str(error)]
    assert "损坏" in told[0]


def test_a_damaged_file_is_not_looked_into_further(desk, db):
    for number in range(3):
        add_client(desk, code=f"K{number}")
    spoil(desk, "UPDATE client_fact SET search=''")
    spoil_index(db, "ix_client_match_key", "(match_key)", "(address)")

    (damage,) = found(db)

    assert damage.damage
    assert "ix_client_match_key" in damage.text
    assert "备份" in damage.remedy


def spoil_index(db, name, columns, others):
    """Let an index claim to be one of other columns than it holds."""
    db.close()
    raw = sqlite3.connect(db.path)
    raw.execute("PRAGMA writable_schema=ON")
    change = "UPDATE sqlite_schema SET sql=replace(sql, ?, ?) WHERE name=?"
    assert raw.execute(change, (columns, others, name)).rowcount == 1
    raw.commit()
    raw.close()


def test_an_approved_year_changed_from_outside_is_named(sample, desk, db):
    assert found(db) == []
    spoil(desk, "UPDATE screening_line SET rank=1 WHERE client_code='YL031'")
    spoil(desk, "UPDATE client_fact SET names=''  WHERE client_id=1")
    texts = [one.text for one in found(db)]
    assert "筛选被改动过：YL031" in texts[0]
    assert "查找用的文字" in texts[1]
    with db.read() as session:
        (broken,) = broken_seals(session)
        assert broken_seals(session, broken.screening_id) == [broken]
        assert broken_seals(session, ScreeningId(broken.screening_id + 1)) == []
