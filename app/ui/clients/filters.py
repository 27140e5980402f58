"""The filter chips of the client list."""

from app.domain.types import ClientKind, ClientStatus, Standing
from app.i18n import _
from app.queries.clients import ClientFilter
from app.queries.clients.choices import ClientChoices
from app.ui.chips import FilterChip

QUIET_DAYS = (30, 60, 90, 180, 365)
NONE = _("（未填）")


class ClientChips:
    """All chips of the client list, and the filter they make together."""

    def __init__(self) -> None:
        self.manager = FilterChip("managerFilter", _("客户经理"))
        self.grade = FilterChip("gradeFilter", _("等级"))
        self.standing = FilterChip("standingFilter", _("新老"), _labels(Standing))
        self.kind = FilterChip("kindFilter", _("类别"), [*_labels(ClientKind), (None, NONE)])
        self.segment = FilterChip("segmentFilter", _("细分市场"))
        major = [(True, _("大客户")), (False, _("一般客户"))]
        self.major = FilterChip("majorFilter", _("大/一般"), major, single=True)
        quiet = [(days, _("{days} 天未联系").format(days=days)) for days in QUIET_DAYS]
        self.quiet = FilterChip("quietFilter", _("久未联系"), quiet, single=True)
        self.tag = FilterChip("tagFilter", _("标签"))
        said = [(False, _("有人不接收")), (True, _("有人同意接收"))]
        self.advertising = FilterChip("advertisingFilter", _("广告"), said)
        self.status = FilterChip("statusFilter", _("状态"), _labels(ClientStatus))
        self.all = (
            self.manager,
            self.grade,
            self.standing,
            self.kind,
            self.segment,
            self.major,
            self.quiet,
            self.tag,
            self.advertising,
            self.status,
        )

    def offer(self, choices: ClientChoices) -> None:
        """Offer what is in use in the office."""
        staff = [(member.id, member.name) for member in choices.staff]
        self.manager.set_options([*staff, (None, _("（没有客户经理）"))])
        self.grade.set_options([*((one, one) for one in choices.grades), (None, _("（未评）"))])
        self.segment.set_options([(one, one) for one in choices.segments])
        self.tag.set_options([(one, one) for one in choices.tags])

    def wanted(self, text: str) -> ClientFilter:
        """Return the filter of the chips and a search text."""
        return ClientFilter(
            text=text,
            manager_ids=frozenset(self.manager.chosen()),
            grades=frozenset(self.grade.chosen()),
            kinds=frozenset(self.kind.chosen()),
            segments=frozenset(self.segment.chosen()),
            standings=frozenset(self.standing.chosen()),
            major=next(iter(self.major.chosen()), None),
            quiet_days=next(iter(self.quiet.chosen()), None),
            tags=frozenset(self.tag.chosen()),
            advertising=frozenset(self.advertising.chosen()),
            statuses=frozenset(self.status.chosen()),
        )


def _labels(
    members: type[Standing] | type[ClientKind] | type[ClientStatus],
) -> list[tuple[Standing | ClientKind | ClientStatus | None, str]]:
    return [(member, member.label) for member in members]
