"""设置 · 服务标准: what each grade and each of 准/新/老客户 receives, and problems' times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.case_times import SeverityTime, SeverityTimes, times_problems
from app.domain.rights import Right
from app.domain.standards import LONGEST_RATE, ServiceStandard, standard_problems
from app.domain.types import Severity, StandardKind
from app.i18n import _
from app.queries.severity_times import severity_times
from app.queries.standards import StandardLine, standard_as_stored, standard_lines
from app.services.standards import save_severity_times, save_standard
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import long_text, money, text, whole_number
from app.ui.forms import Section
from app.ui.pages import Empty, ListSpec
from app.ui.short_list import ShortList
from app.ui.tables import RIGHT, Column

NOT_ASKED = _("不要求就留空")
RATE_HINT = _("如 8 折，不低于 480 元")


Shown = Callable[[StandardLine], str]


def _days(value: Callable[[ServiceStandard], int | None], told: str) -> Shown:
    def text_of(row: StandardLine) -> str:
        found = value(row.standard)
        return "—" if found is None else told.format(n=found)

    return text_of


def _label(row: StandardLine) -> str:
    return row.standard.label + ("" if row.in_rules else _("（规则中已无）"))


def _credit(row: StandardLine) -> str:
    ceiling = row.standard.credit_ceiling
    return "—" if ceiling is None else f"{ceiling:,.2f}"


def _line(value: str) -> str:
    return " ".join(value.split())


def _column(key: str, title: str, shown: Shown, width: int = 80) -> Column[StandardLine]:
    return Column(key, title, shown, width=width, sortable=False)


COLUMNS: Sequence[Column[StandardLine]] = (
    _column("label", _("等级或客户"), _label, 110),
    Column("clients", _("适用客户"), lambda row: f"{row.clients:,}", RIGHT, 80, sortable=False),
    _column("contact", _("联系"), _days(lambda one: one.contact_days, _("每 {n} 天"))),
    _column("visit", _("拜访"), _days(lambda one: one.visit_days, _("每 {n} 天"))),
    _column("answer", _("首次答复"), _days(lambda one: one.answer_hours, _("{n} 小时内"))),
    _column("solve", _("解决问题"), _days(lambda one: one.solve_days, _("{n} 个工作日")), 90),
    Column("credit", _("信用上限"), _credit, RIGHT, 100, sortable=False),
    _column("courtesies", _("礼节"), lambda row: _line(row.standard.courtesies), 150),
    _column("strategy", _("策略"), lambda row: _line(row.standard.strategy), 280),
)
STRATEGY = long_text("strategy", _("策略"), lines=2)
ONLY_STRATEGY = (Section("", (STRATEGY,)),)
SECTIONS = (
    Section(
        _("多久一次、多快答复"),
        (
            whole_number("contact_days", _("每多少天至少联系一次"), hint=NOT_ASKED),
            whole_number("visit_days", _("每多少天至少拜访一次"), hint=NOT_ASKED),
            whole_number("answer_hours", _("问题几小时内首次答复"), hint=NOT_ASKED),
            whole_number("solve_days", _("问题几个工作日内解决"), hint=NOT_ASKED),
        ),
    ),
    Section(
        _("给予的服务"),
        (
            text("rate_ceiling", _("房价优惠上限"), max_length=LONGEST_RATE, hint=RATE_HINT),
            money("credit_ceiling", _("信用额度上限（元）"), hint=_("不设上限就留空")),
            long_text("courtesies", _("礼节"), lines=2),
            long_text("benefits", _("优惠与待遇"), lines=2),
            STRATEGY,
        ),
    ),
)


class StandardDialog(DraftDialog[ServiceStandard]):
    """Edits what one grade or standing receives."""

    def __init__(self, context: Context, line: StandardLine, parent: QWidget) -> None:
        title = _("服务标准：{what}").format(what=line.standard.label)
        alone = line.standard.kind is StandardKind.SCALE
        super().__init__(title, ONLY_STRATEGY if alone else SECTIONS, line.standard, parent)
        self.setObjectName("standardDialog")
        self.resize(620, 240 if alone else 610)
        self._context, self._line, self._version = context, line, line.version

    @override
    def problems(self, draft: ServiceStandard) -> Mapping[str, str]:
        return standard_problems(draft)

    @override
    def save(self, draft: ServiceStandard) -> None:
        save_standard(self._context.desk, draft, version=self._version)

    @override
    def reload(self) -> ServiceStandard | None:
        was = self._line.standard
        with self._context.db.read() as session:
            standard, self._version = standard_as_stored(session, was.kind, was.code)
        return standard


@dataclass(frozen=True, slots=True)
class TimesDraft:
    """The times of all severities, as one flat form edits them."""

    urgent_answer: int | None = None
    urgent_solve: int | None = None
    serious_answer: int | None = None
    serious_solve: int | None = None
    ordinary_answer: int | None = None
    ordinary_solve: int | None = None


TIMES = tuple(
    Section(
        _("{severity}问题").format(severity=severity.label),
        (
            whole_number(f"{severity.value}_answer", _("几小时内首次答复"), hint=NOT_ASKED),
            whole_number(f"{severity.value}_solve", _("几个工作日内解决"), hint=NOT_ASKED),
        ),
    )
    for severity in reversed(Severity)
)


def _times(draft: TimesDraft) -> SeverityTimes:
    return {
        severity: SeverityTime(
            getattr(draft, f"{severity.value}_answer"), getattr(draft, f"{severity.value}_solve")
        )
        for severity in Severity
    }


class SeverityTimesDialog(DraftDialog[TimesDraft]):
    """Edits how soon problems of each severity are answered and solved."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        with context.db.read() as session:
            draft = _times_draft(severity_times(session))
        super().__init__(_("各级问题的时限"), TIMES, draft, parent)
        self.setObjectName("timesDialog")
        self.setMinimumWidth(460)
        self._context = context

    @override
    def problems(self, draft: TimesDraft) -> Mapping[str, str]:
        return times_problems(_times(draft))

    @override
    def save(self, draft: TimesDraft) -> None:
        save_severity_times(self._context.desk, _times(draft))


class StandardsSettings(ShortList[StandardLine]):
    """The list of standards; the grades are those of the screening's rules."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        spec: ListSpec[StandardLine] = ListSpec(
            name="standards",
            title="",
            columns=COLUMNS,
            tables=frozenset({"service_standard", "setting", "client", "client_fact"}),
            order=("label", False),
            counted=_(
                "共 {n} 项。有等级的客户按等级，没有等级的按准/新/老客户；大/一般客户另有策略"
            ),
            search_hint=_("按等级、礼节或策略查找"),
            empty=Empty(_("没有服务标准"), _("先在“筛选规则”里设等级，再定每一级的服务。")),
        )
        super().__init__(context, spec, parent)
        self._edit = self.add_button(
            "editStandard", _("修改"), "pencil", self._change, "Ctrl+E", needs=Right.SETTINGS
        )
        self.add_button(
            "severityTimes", _("各级问题的时限…"), "clock", self._times, needs=Right.SETTINGS
        )
        self.table.opened.connect(lambda _id: self._change())
        self.follow(None)

    @override
    def read_all(self) -> Sequence[StandardLine]:
        with self.context.db.read() as session:
            return standard_lines(session, self.context.today())

    @override
    def searched(self, row: StandardLine) -> str:
        one = row.standard
        return "\n".join((one.label, one.courtesies, one.benefits, one.strategy, one.rate_ceiling))

    @override
    def follow(self, record_id: int | None) -> None:
        self._edit.setEnabled(record_id is not None)

    def _change(self) -> None:
        if (line := self.current_row()) is not None:
            StandardDialog(self.context, line, self.window()).open()

    def _times(self) -> None:
        SeverityTimesDialog(self.context, self.window()).open()


def _times_draft(times: SeverityTimes) -> TimesDraft:
    values = {}
    for severity, time in times.items():
        values[f"{severity.value}_answer"] = time.answer_hours
        values[f"{severity.value}_solve"] = time.solve_days
    return TimesDraft(**values)
