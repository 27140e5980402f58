"""Scores as they are typed, before and until they can be kept: nothing typed is lost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain.cells import money
from app.domain.screening.line import ScreeningLine
from app.domain.screening.points import Part, Points
from app.domain.screening.texts import TENTH, points_text
from app.domain.types import Dimension
from app.i18n import _
from app.services.screening.judging import LONGEST_REASON, ScoreEntry

POINTS, REASON, REMARK = "points", "reason", "remark"


def cell_key(dimension: Dimension, what: str) -> str:
    """Return the key of a column: "future.points", "future.reason"."""
    return f"{dimension.value}.{what}"


@dataclass(frozen=True, slots=True)
class RowRead:
    """What a row says: scores to keep, a remark if it changed, or what is wrong with it."""

    entries: tuple[ScoreEntry, ...] = ()
    remark: str | None = None
    problem: str = ""


class Drafts:
    """What was typed and is not kept yet, by client, so that it survives a new compilation.

    ``typed`` is what was found in the file; of that, what is kept by now is no draft any more.
    """

    def __init__(
        self,
        typed: Mapping[int | None, Mapping[str, str]] | None = None,
        lines: Sequence[ScreeningLine] = (),
    ) -> None:
        self._typed: dict[int, dict[str, str]] = {}
        self._changed: set[int] = set()
        for line in lines:
            for key, text in (typed or {}).get(line.client_id, {}).items():
                self.put(line, key, text)

    def shown(self, line: ScreeningLine, key: str) -> str:
        """Return what a cell shows: what was typed, else what is kept."""
        typed = self._typed.get(line.client_id, {}).get(key)
        return kept(line, key) if typed is None else typed

    def put(self, line: ScreeningLine, key: str, text: str) -> None:
        """Take what was typed into a cell; typing back what is kept leaves nothing to save."""
        self._changed.add(line.client_id)
        row = self._typed.setdefault(line.client_id, {})
        if text.strip() == kept(line, key):
            row.pop(key, None)
        else:
            row[key] = text.strip()
        if not row:
            del self._typed[line.client_id]

    def typed(self, line: ScreeningLine) -> Mapping[str, str]:
        """Return what was typed into a row and is not kept yet, by column."""
        return dict(self._typed.get(line.client_id, {}))

    def drop(self, line: ScreeningLine, typed: Mapping[str, str]) -> None:
        """Forget what is kept now, but not what was typed into the row meanwhile."""
        self._changed.add(line.client_id)
        row = self._typed.pop(line.client_id, {})
        later = {key: text for key, text in row.items() if typed.get(key) != text}
        if later:
            self._typed[line.client_id] = later

    def has(self, line: ScreeningLine) -> bool:
        """Tell whether a row holds anything that is not kept."""
        return line.client_id in self._typed

    def read(self, line: ScreeningLine) -> RowRead:
        """Return what a row says."""
        row = self._typed.get(line.client_id, {})
        wanted = [one for one in Dimension if any(key.startswith(f"{one.value}.") for key in row)]
        entries: list[ScoreEntry] = []
        for dimension in wanted:
            entry = self._entry(line, line.points[dimension])
            if isinstance(entry, str):
                return RowRead(problem=entry)
            entries.append(entry)
        return RowRead(tuple(entries), row.get(REMARK))

    def waiting(self, lines: Sequence[ScreeningLine]) -> list[tuple[ScreeningLine, str]]:
        """Return the lines that hold anything not kept, each with what is still missing in it."""
        return [
            (line, self.read(line).problem or _("填好了，还没有保存"))
            for line in lines
            if self.has(line)
        ]

    def take_changed(self) -> dict[int, dict[str, str]]:
        """Return the rows typed into since this was asked last, each with all it holds."""
        changed, self._changed = self._changed, set()
        return {client_id: dict(self._typed.get(client_id, {})) for client_id in changed}

    def _entry(self, line: ScreeningLine, points: Points) -> ScoreEntry | str:
        """Return the score a row gives in one dimension, or what is wrong with it."""
        name = points.dimension.label
        typed = self.shown(line, cell_key(points.dimension, POINTS))
        reason = self.shown(line, cell_key(points.dimension, REASON))
        if not typed:
            if reason:
                return _("{name}写了理由，还没有打分").format(name=name)
            return ScoreEntry(line.id, points.dimension, Part.HAND, None)
        given = _given(typed, points)
        if isinstance(given, str):
            return given
        if not reason:
            return _("{name}还没有写理由").format(name=name)
        if len(reason) > LONGEST_REASON:
            return _("{name}的理由太长，最多 {n} 字").format(name=name, n=LONGEST_REASON)
        return ScoreEntry(line.id, points.dimension, Part.HAND, given, reason)


def _given(typed: str, points: Points) -> Decimal | str:
    name, most = points.dimension.label, points.hand_weight
    try:
        given = Decimal(points_text(money(typed)))
    except ValueError:
        return _("{name}的分数看不懂：{typed}").format(name=name, typed=typed)
    if not 0 <= given <= most or given % TENTH:
        return _("{name}须在 0 与 {most} 之间").format(name=name, most=points_text(most))
    return given


def kept(line: ScreeningLine, key: str) -> str:
    """Return what is kept in a cell."""
    if key == REMARK:
        return line.remark
    name, what = key.split(".")
    hand = line.points[Dimension(name)].hand
    if hand is None:
        return ""
    return points_text(hand.points) if what == POINTS else hand.reason
