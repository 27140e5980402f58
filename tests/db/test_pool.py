from app.db import Database
from app.queries.kept import kept
from tests.encrypted import encrypted_copy, keys


def test_the_connection_given_back_last_is_the_next(desk):
    """Else two connections take turns, and each has to keep its own answers and pages."""
    with desk.db.read() as first, desk.db.read() as second:
        first.connection(), second.connection()
    with desk.db.read() as session:
        assert kept(session, "one", lambda: "asked") == "asked"
    with desk.db.read() as session:
        assert kept(session, "one", lambda: "asked again") == "asked"


def test_more_pages_are_kept_of_an_encrypted_file(empty_office, tmp_path):
    """To read a page again is to decrypt it again; an import reads many of them again."""
    kept_pages = []
    for path in (empty_office, encrypted_copy(empty_office, tmp_path / "twin")):
        db = Database(path, None, keys())
        with db.read() as session:
            asked = session.connection().exec_driver_sql("PRAGMA cache_size")
            kept_pages.append(-int(asked.scalar_one()))
        db.close()
    plain, encrypted = kept_pages
    assert encrypted > 2 * plain > 0
