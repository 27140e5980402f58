"""The ranking of a large office as PDF."""

from collections.abc import Iterator
from pathlib import Path

from app.paper.headless import drawing_application
from app.paper.output import write_pdf
from app.paper.ranking import ranking_document
from bench.desk import desk_copy
from bench.exports import compiled
from bench.figures import Figure, once, peak_megabytes


def figures(office: Path) -> Iterator[Figure]:
    """Lay the ranking out and write it, once: it is long."""
    drawing_application()
    with desk_copy(office) as desk:
        printed = compiled(desk)
        path = desk.db.path.with_name("ranking.pdf")
        time = once(lambda: write_pdf(path, ranking_document(printed)))
    yield Figure(f"ranking of {len(printed.lines):,} lines as PDF", time / 1000, "s", most=10)
    yield Figure("memory at most then", peak_megabytes(), "MB")
