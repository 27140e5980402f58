from app.queries.kept import kept


def test_the_connection_given_back_last_is_the_next(desk):
    """Else two connections take turns, and each has to keep its own answers and pages."""
    with desk.db.read() as first, desk.db.read() as second:
        first.connection(), second.connection()
    with desk.db.read() as session:
        assert kept(session, "one", lambda: "asked") == "asked"
    with desk.db.read() as session:
        assert kept(session, "one", lambda: "asked again") == "asked"
