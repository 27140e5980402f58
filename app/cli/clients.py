"""``keyou clients``: the client list on the command line."""

import argparse
from collections.abc import Callable
from typing import Any

from app.cli.output import print_json, print_line
from app.db import Desk
from app.i18n import _
from app.queries.clients import ClientFilter, ClientRow, client_ids, client_rows

PAGE = 500


def register(commands: Any) -> None:
    """Add the command."""
    parser = commands.add_parser("clients", help=_("列出客户"))
    parser.add_argument("--find", default="", metavar=_("文字"), help=_("编号、名称、拼音、电话"))
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    parser.set_defaults(run=_list_clients)


def _list_clients(open_desk: Callable[[], Desk], arguments: argparse.Namespace) -> None:
    rows = _rows(open_desk(), arguments.find)
    if arguments.json:
        print_json({"clients": [_as_json(row) for row in rows]})
        return
    for row in rows:
        print_line("  ".join([row.code, row.name, row.manager, row.grade or "-", row.telephone]))
    print_line(_("共 {n:,} 个客户").format(n=len(rows)))


def _rows(desk: Desk, text: str) -> list[ClientRow]:
    today = desk.today()
    with desk.db.read() as session:
        ids = client_ids(session, ClientFilter(text=text), today=today)
        pages = (ids[start : start + PAGE] for start in range(0, len(ids), PAGE))
        return [row for page in pages for row in client_rows(session, page, today=today)]


def _as_json(row: ClientRow) -> dict[str, object]:
    return {
        "code": row.code,
        "name": row.name,
        "short_name": row.short_name,
        "manager": row.manager or None,
        "grade": row.grade,
        "kind": None if row.kind is None else row.kind.label,
        "segment": row.segment,
        "standing": row.standing.label,
        "major": row.major,
        "contact": row.contact,
        "telephone": row.telephone,
        "amount": row.amount,
        "last_amount": row.last_amount,
        "first_stay": row.first_stay_on and row.first_stay_on.isoformat(),
        "last_stay": row.last_stay_on and row.last_stay_on.isoformat(),
        "last_contact": row.last_contact_on and row.last_contact_on.isoformat(),
        "tags": list(row.tags),
        "status": row.status.label,
    }
