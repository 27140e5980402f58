"""Reading a long list of ids fast.

Fetching 20,000 rows one by one takes several times as long as finding them, so they come as one
JSON array, which SQLite writes and Python reads faster than any other text. The order of a subquery
holds inside an aggregate that is not count, min or max.
"""

import json
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    UnaryExpression,
    bindparam,
    func,
    select,
    type_coerce,
)
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.operators import custom_op


def id_list(session: Session, query: Select[int]) -> list[int]:
    """Return the ids a query selects as its only column, in its order."""
    ids = query.subquery("ids")
    found: list[int] = json.loads(
        session.execute(select(func.json_group_array(ids.c[0])).select_from(ids)).scalar_one()
    )
    return found


def all_of(ids: Collection[int]) -> BindParameter[Any]:
    """Return any number of ids for an IN; written out, since a statement takes so many values."""
    return bindparam("ids", sorted(ids), Integer, expanding=True, literal_execute=True, unique=True)


def id_values(session: Session, query: Select[int, Any]) -> dict[int, Any]:
    """Return the second column a query selects, as stored, by the id in the first one.

    What is null or empty is left out.
    """
    rows = query.subquery("rows")
    known = select(rows).where(type_coerce(rows.c[1], String) != "")
    return dict(zip(*id_pairs(session, known), strict=True))


def id_pairs(session: Session, query: Select[int, Any]) -> tuple[list[int], list[Any]]:
    """Return the two columns a query selects, ids and values as stored, in its order."""
    ids, values = id_columns(session, query)
    return ids, values


def id_columns(session: Session, query: Select[*tuple[Any, ...]]) -> list[list[Any]]:
    """Return every column a query selects, as stored, in its order."""
    rows = query.subquery("rows")
    columns = (func.json_group_array(column) for column in rows.c)
    found = session.execute(select(*columns).select_from(rows)).one()
    return [json.loads(text) for text in found]


def unindexed(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return a column on which SQLite looks for no index, so that it takes a better one."""
    return UnaryExpression(column.expression, operator=custom_op("+"), type_=column.type)
