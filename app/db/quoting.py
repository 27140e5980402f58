"""Names of tables in a statement that SQLAlchemy does not make."""


def quoted(name: str) -> str:
    """Return a name as SQL takes it whatever is in it: other programs may have chosen it."""
    return '"{}"'.format(name.replace('"', '""'))
