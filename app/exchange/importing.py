"""Takes a file in: read → lay out → preview → import, and the rejected rows back out."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from app.cycles import no_search_for_cycles
from app.db import Desk
from app.domain.cell_readers import Circumstances
from app.domain.cells import shown
from app.domain.heading_ranks import heading_forms
from app.domain.headings import (
    NEEDED,
    SAMPLED_ROWS,
    SEARCHED_ROWS,
    Header,
    Mapped,
    columns_by_heading,
    columns_in_order,
    fits,
    header_at,
    heading_key,
)
from app.domain.import_advice import advice, advice_without_layout
from app.domain.importable import field_named
from app.domain.imported import ImportOptions, ImportOutcome, ImportSource
from app.domain.imports import Layout, fillable, guess_layout, lay_out, parse_rows
from app.domain.parted_sheets import with_clients
from app.domain.sheets import Sheet, with_whole_tables
from app.domain.types import ImportKind
from app.errors import FileRefusedError
from app.exchange.reading.reader import read_file
from app.exchange.writing import Progress, Stop
from app.i18n import _
from app.queries.imports import (
    BatchRow,
    are_booking_numbers,
    imported_before,
    remembered_columns,
    remembered_keys,
)
from app.queries.own_fields import own_fields
from app.services.imports import import_rows, preview_rows, remember_columns

PERCENT = 100
READING = 45
"""Percent of the bar that reading takes; comparing and writing take the rest."""


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file as it stands, all its sheets read, with those that are one table put together."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]


def open_file(
    path: Path, *, progress: Progress | None = None, cancelled: Stop | None = None
) -> OpenedFile:
    """Read a workbook or text table in a process under limits.

    Raises:
        FileRefusedError: It cannot be taken in; the sentence says why and what to do.
        CancelledError: ``cancelled`` said so.
    """
    with no_search_for_cycles():
        sheets = read_file(path, progress=progress, cancelled=cancelled)
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise FileRefusedError(_("读取文件时出错，请检查磁盘后再试。")) from error
    return OpenedFile(path, sha256, with_whole_tables([with_clients(one) for one in sheets]))


def taken_in_before(desk: Desk, opened: OpenedFile) -> BatchRow | None:
    """Return the import of the very same file that was not undone; None if never."""
    with desk.db.read() as session:
        return imported_before(session, opened.sha256)


def propose_layout(desk: Desk, opened: OpenedFile, kind: ImportKind | None = None) -> Layout | None:
    """Say which sheet holds the table and what its columns are; None where no table is found.

    What a clerk chose for the same headings before goes before any guess.
    """
    around = _around(desk, opened)
    guessed = guess_layout(opened.sheets, kind, around)
    if guessed is None:
        guessed = _chosen_before(desk, opened, kind, around)
    return None if guessed is None else _as_remembered(desk, _by_numbers(desk, opened, guessed))


def change_layout(
    desk: Desk, opened: OpenedFile, kind: ImportKind, sheet: int, heading_row: int
) -> Layout:
    """Return the columns proposed for another kind, sheet or heading row (from 0)."""
    around = _around(desk, opened)
    found = lay_out(opened.sheets, kind, sheet, heading_row, around)
    return _as_remembered(desk, _by_numbers(desk, opened, found))


def remember_layout(desk: Desk, layout: Layout) -> None:
    """Keep the columns for the next file with the same headings."""
    chosen = columns_by_heading(layout.header.headings, layout.columns)
    remember_columns(desk, _key(layout), chosen)


def missing_columns(layout: Layout) -> tuple[str, ...]:
    """Return what the table lacks to be imported, each as “A 或 B”; empty when it suffices."""
    there = {name for name in layout.columns if name}
    return tuple(
        _(" 或 ").join(field_named(layout.kind, name).label for name in sorted(any_of))
        for any_of in NEEDED[layout.kind]
        if not any_of & there
    )


def preview_file(
    desk: Desk,
    opened: OpenedFile,
    layout: Layout,
    options: ImportOptions,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> ImportOutcome:
    """Return what ``import_file`` would do now; nothing is written.

    Raises:
        FileRefusedError: The table lacks a column it needs.
        CancelledError: ``cancelled`` said so.
    """
    source, expected = _source(desk, opened, layout), _expected(opened, layout)
    with no_search_for_cycles():
        return preview_rows(
            desk, source, options, expected=expected, progress=progress, cancelled=cancelled
        )


def import_file(
    desk: Desk,
    opened: OpenedFile,
    layout: Layout,
    options: ImportOptions,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> ImportOutcome:
    """Take the file in as one batch, in one transaction.

    Raises:
        FileRefusedError: The table lacks a column it needs.
        CancelledError: ``cancelled`` said so; nothing is changed.
    """
    source, expected = _source(desk, opened, layout), _expected(opened, layout)
    with no_search_for_cycles():
        return import_rows(
            desk, source, options, expected=expected, progress=progress, cancelled=cancelled
        )


def take_in(
    desk: Desk,
    path: Path,
    kind: ImportKind,
    options: ImportOptions,
    *,
    dry_run: bool = False,
    visible_only: bool = False,
    progress: Progress | None = None,
) -> tuple[OpenedFile, Layout, ImportOutcome]:
    """Do all of it in one go, as the command line does.

    Args:
        desk: Whose office.
        path: The file.
        kind: What it holds.
        options: What is to be done with duplicates and unknown clients.
        dry_run: Only look.
        visible_only: Leave out the rows that Excel does not show.
        progress: Told (percent done, 100) over reading and writing.

    Raises:
        FileRefusedError: The file cannot be taken in.
    """
    opened = open_file(path, progress=_part(progress, 0, READING))
    layout = propose_layout(desk, opened, kind)
    if layout is None:
        raise FileRefusedError("".join((_no_headings(kind), *advice_without_layout(opened.sheets))))
    layout = replace(layout, visible_only=visible_only)
    act = preview_file if dry_run else import_file
    outcome = act(desk, opened, layout, options, progress=_part(progress, READING, PERCENT))
    return opened, layout, outcome


def _around(desk: Desk, opened: OpenedFile) -> Circumstances:
    with desk.db.read() as session:
        own = own_fields(session)
    return Circumstances(desk.today(), own=own, title=opened.path.stem)


def _chosen_before(
    desk: Desk, opened: OpenedFile, kind: ImportKind | None, around: Circumstances
) -> Layout | None:
    """Find headings that say nothing to the program, but that a clerk explained before."""
    with desk.db.read() as session:
        known = remembered_keys(session)
    for candidate in ImportKind if kind is None else (kind,):
        for number, sheet in enumerate(opened.sheets if known else ()):
            for row in range(min(SEARCHED_ROWS, len(sheet.rows))):
                header = header_at(sheet.rows, row, candidate)
                if _key_of(candidate, header) in known:
                    return lay_out(opened.sheets, candidate, number, header, around)
    return None


def _by_numbers(desk: Desk, opened: OpenedFile, layout: Layout) -> Layout:
    """Return the layout; 账号 over receipts is of bookings where the office knows them as such."""
    if layout.kind is not ImportKind.RECEIPTS or "booking_number" in layout.columns:
        return layout
    heads = zip(layout.columns, layout.header.headings, strict=True)
    vague = field_named(layout.kind, "client_code").vague
    for place, (name, heading) in enumerate(heads):
        if name == "client_code" and heading_forms(heading)[0] in vague:
            sheet = opened.sheets[layout.sheet]
            below = sheet.rows[layout.header.row + layout.header.depth :][:SAMPLED_ROWS]
            texts = sorted({shown(row[place]) for row in below if place < len(row)})
            with desk.db.read() as session:
                if are_booking_numbers(session, texts):
                    columns = list(layout.columns)
                    columns[place] = "booking_number"
                    return replace(layout, columns=tuple(columns))
    return layout


def _as_remembered(desk: Desk, layout: Layout) -> Layout:
    with desk.db.read() as session:
        columns = remembered_columns(session, _key(layout))
    if columns is None:
        return layout
    known = _known(layout, columns_in_order(layout.header.headings, columns))
    return replace(layout, columns=known) if fits(layout.kind, known) else layout


def _known(layout: Layout, columns: Mapped) -> Mapped:
    """Return remembered columns; names an older or newer program knew are left out."""
    names = {field.name for field in fillable(layout)}
    return tuple(name if name in names else None for name in columns)


def _key(layout: Layout) -> str:
    return _key_of(layout.kind, layout.header)


def _key_of(kind: ImportKind, header: Header) -> str:
    return f"{kind.value} {heading_key(header.headings)}"


def _source(desk: Desk, opened: OpenedFile, layout: Layout) -> ImportSource:
    if lacking := missing_columns(layout):
        told = _("“{sheet}”里没有这些必需的列：{columns}。请在表中补上，或在列对应中指定。")
        name = opened.sheets[layout.sheet].name
        told = told.format(sheet=name, columns="；".join(lacking))
        raise FileRefusedError("".join((told, *advice(layout))))
    named = zip(layout.columns, layout.header.headings, strict=True)
    return ImportSource(
        kind=layout.kind,
        file_name=opened.path.name,
        sha256=opened.sha256,
        rows=parse_rows(opened.sheets[layout.sheet], layout, _around(desk, opened)),
        headings={name: heading for name, heading in named if name},
        place=opened.sheets[layout.sheet].place,
    )


def _expected(opened: OpenedFile, layout: Layout) -> int:
    rows = len(opened.sheets[layout.sheet].rows) - layout.header.row - layout.header.depth
    return max(rows, 1)


def _no_headings(kind: ImportKind) -> str:
    labels = (
        _(" 或 ").join(field_named(kind, name).label for name in sorted(any_of))
        for any_of in NEEDED[kind]
    )
    told = _("没有找到{kind}的表头。表中应有这些列：{columns}。")
    return told.format(kind=kind.label, columns="；".join(labels))


def _part(progress: Progress | None, begun: int, ended: int) -> Progress | None:
    """Return a progress that fills a part of the bar."""
    if progress is None:
        return None
    return lambda done, of: progress(begun + (ended - begun) * done // of, PERCENT)
