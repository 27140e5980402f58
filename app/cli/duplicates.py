"""``keyou duplicates`` and ``keyou merge``."""

import argparse
from collections.abc import Callable
from typing import Any

from app.cli.output import print_json, print_line
from app.db import Desk
from app.domain.types import ClientId
from app.errors import AppError
from app.i18n import _
from app.queries.duplicates import DuplicatePair, client_of_code, duplicate_pairs
from app.services.merging import merge_clients


def register(commands: Any) -> None:
    """Add the commands to the parser's ``commands``."""
    duplicates = commands.add_parser("duplicates", help=_("列出可能重复的客户"))
    duplicates.add_argument("--json", action="store_true", help=_("输出 JSON"))
    duplicates.set_defaults(run=show_duplicates)
    merge = commands.add_parser("merge", help=_("把两份客户档案合并成一份"))
    merge.add_argument("keep", metavar=_("保留的编号"), help=_("保留的客户编号"))
    merge.add_argument("lose", metavar=_("并入的编号"), help=_("并入后不再单列的客户编号"))
    merge.set_defaults(run=merge_two)


def show_duplicates(open_desk: Callable[[], Desk], wanted: argparse.Namespace) -> None:
    """Print the pairs of clients that look like one."""
    with open_desk().db.read() as session:
        pairs = duplicate_pairs(session)
    if wanted.json:
        print_json({"pairs": [_as_json(pair) for pair in pairs]})
        return
    for pair in pairs:
        print_line(_as_text(pair))
    if not pairs:
        print_line(_("没有发现重复的客户。"))


def merge_two(open_desk: Callable[[], Desk], wanted: argparse.Namespace) -> None:
    """Merge two clients named by their codes."""
    desk = open_desk()
    keep, lose = _client(desk, wanted.keep), _client(desk, wanted.lose)
    merge_clients(desk, keep, lose)
    print_line(_("已把客户 {lose} 并入 {keep}。").format(lose=wanted.lose, keep=wanted.keep))


def _client(desk: Desk, code: str) -> ClientId:
    with desk.db.read() as session:
        found = client_of_code(session, code)
    if found is None:
        raise AppError(_("没有编号为 {code} 的客户，请核对编号。").format(code=code))
    return found


def _as_json(pair: DuplicatePair) -> dict[str, Any]:
    return {
        "codes": [pair.first_code, pair.second_code],
        "certain": pair.certain,
        "score": pair.score,
        "why": pair.why,
    }


def _as_text(pair: DuplicatePair) -> str:
    mark = _("确定") if pair.certain else _("疑似 {score}").format(score=pair.score)
    first = f"{pair.first_code} {pair.first_name}"
    second = f"{pair.second_code} {pair.second_name}"
    return f"{mark}\t{first}\t{second}\t{pair.why}"
