"""The client file on paper (客户档案表): all that is known of one client, A4 upright."""

from collections.abc import Iterable, Iterator, Sequence

from app.domain.clients_labels import CLIENT as LABELS
from app.domain.contacts import ContactDraft
from app.domain.exported import Imprint, PolicyHead
from app.domain.types import ClientStatus
from app.domain.written import amount_text
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.flow import Section, Space, Unit
from app.paper.head import PolicyHeadBlock
from app.paper.months import MonthsBlock, months_rows
from app.paper.table import PaperColumn, Table
from app.paper.units import PORTRAIT, mm
from app.queries.client_file import LAST_ENTRIES, ClientFile
from app.queries.clients.contacts import ContactRow

_WIDTH = PORTRAIT.body.width()
_POINTS = 8
_GAP = Section([(Space(mm(3)),)])


def file_document(file: ClientFile, policy: PolicyHead, imprint: Imprint) -> FlowDocument:
    """Lay out one client's file; long texts wrap, and a row is never split."""
    title = _("客户档案表")
    row = file.head.row
    boxes = (_identity(file), _trading(file))
    sections = [
        Section([(PolicyHeadBlock(policy, title, _WIDTH, columns=3),)]),
        *(Section([(FieldsBlock(box, _WIDTH, columns=3),)]) for box in boxes),
        *_lists(file),
    ]
    running = f"{title}　{row.code}　{row.name}"
    return FlowDocument(running, sections, setup=PORTRAIT, imprint=imprint)


def _identity(file: ClientFile) -> list[Field]:
    row, draft = file.head.row, file.overview.draft
    standing = [row.standing.label, _("大客户") if row.major else _("一般客户")]
    return [
        Field(LABELS["name"], row.name, span=2),
        Field(LABELS["code"], row.code),
        Field(LABELS["kind"], row.kind.label if row.kind else ""),
        Field(_("新老"), "　".join(standing)),
        Field(LABELS["grade"], _grade(file)),
        Field(LABELS["manager_id"], file.overview.manager),
        Field(LABELS["relationship_manager_id"], file.overview.relationship_manager),
        Field(LABELS["status"], _status(file)),
        *(_plain(name, getattr(draft, name)) for name in ("short_name", "english_name")),
        Field(LABELS["parent_id"], file.overview.parent),
        *(_plain(name, getattr(draft, name)) for name in ("industry", "segment", "source")),
        *(_plain(name, getattr(draft, name)) for name in ("region", "website")),
        Field(_("信用代码"), draft.credit_code),
        Field(LABELS["telephones"], draft.telephones),
        Field(LABELS["address"], draft.address, span=2),
    ]


def _trading(file: ClientFile) -> list[Field]:
    draft = file.overview.draft
    terms = "" if draft.terms_days is None else _("{n} 天").format(n=draft.terms_days)
    billing = draft.billing_day
    nights = draft.potential_room_nights
    return [
        Field(_("信用额度"), amount_text(draft.credit_limit)),
        Field(_("账期"), terms if draft.terms_days else terms and _("现结")),
        Field(_("结账日"), "" if billing is None else _("每月 {n} 日").format(n=billing)),
        Field(_("潜在房夜"), "" if nights is None else _("每年 {n}").format(n=f"{nights:,}")),
        Field(_("坏账"), _("有") if draft.bad_debt else _("没有")),
        Field(LABELS["tags"], "、".join(draft.tags)),
        Field(_("首次到店"), _day(file.head.row.first_stay_on)),
        Field(_("最近到店"), _day(file.head.row.last_stay_on)),
        Field(_("最近联系"), _day(file.head.row.last_contact_on)),
    ]


def _lists(file: ClientFile) -> Iterator[Section]:
    yield from _table(_("其他资料"), _OTHERS, _others(file), optional=True)
    yield from _table(_("联系人"), _CONTACTS, map(_contact, file.contacts))
    yield from _table(_("协议"), _AGREEMENTS, _agreements(file))
    yield from _table(_("协议价"), _RATES, _rates(file), optional=True)
    yield from _table(_("有权签单人"), _SIGNERS, _signers(file))
    yield from _months(file)
    told = _("最近沟通（最多 {n:,} 条）").format(n=LAST_ENTRIES)
    yield from _table(told, _ENTRIES, _entries(file))
    yield from _table(_("未完成的待办"), _TASKS, _tasks(file))


def _table(
    title: str,
    columns: Sequence[PaperColumn],
    cells: Iterable[Sequence[str]],
    *,
    optional: bool = False,
) -> Iterator[Section]:
    """Yield a titled table; without rows it says so, or is left out where it is ``optional``."""
    table = Table(columns, _WIDTH, points=_POINTS)
    heading = table.group(title)
    highest = PORTRAIT.body.height() - table.header.height - heading.height
    units: list[Unit] = [(row,) for row in table.rows(cells, highest)]
    if units:
        yield Section(units, header=table.header, title=heading)
        yield _GAP
    elif not optional:
        yield Section([(table.group(_("{title}：没有").format(title=title)),)])
        yield _GAP


def _months(file: ClientFile) -> Iterator[Section]:
    year = file.today.year
    title = _("各月成交（{year} 年与去年，已离店）").format(year=year)
    heading = Table([PaperColumn("", 100, weight=1)], _WIDTH, points=_POINTS).group(title)
    rows = months_rows(file.months, file.last_months, _WIDTH)
    yield Section([(*rows, MonthsBlock(file.months, file.last_months))], title=heading)


_OTHERS = (PaperColumn(_("栏目"), 24), PaperColumn(_("内容"), 100, weight=1))
_CONTACTS = (
    PaperColumn(_("姓名"), 20),
    PaperColumn(_("部门、职务"), 24),
    PaperColumn(_("联系方式"), 44),
    PaperColumn(_("生日"), 20),
    PaperColumn(_("个人情况"), 50, weight=1),
)
_AGREEMENTS = (
    PaperColumn(_("协议编号"), 34),
    PaperColumn(_("签订日期"), 22),
    PaperColumn(_("有效期"), 44),
    PaperColumn(_("备注"), 40, weight=1),
)
_RATES = (
    PaperColumn(_("协议编号"), 34),
    PaperColumn(_("房型"), 34),
    PaperColumn(_("季节"), 24),
    PaperColumn(_("协议价（元）"), 24, number=True),
    PaperColumn(_("含早"), 12, number=True),
    PaperColumn(_("备注"), 30, weight=1),
)
_SIGNERS = (
    PaperColumn(_("签单人"), 26),
    PaperColumn(_("电话"), 36),
    PaperColumn(_("签单限额（元）"), 30, number=True),
    PaperColumn(_("有效期止"), 22),
    PaperColumn(_("备注"), 30, weight=1),
)
_ENTRIES = (
    PaperColumn(_("日期"), 18),
    PaperColumn(_("方式"), 16),
    PaperColumn(_("联系人"), 22),
    PaperColumn(_("内容"), 60, weight=1),
    PaperColumn(_("下一步"), 36),
    PaperColumn(_("经手人"), 16),
)
_TASKS = (
    PaperColumn(_("哪天做"), 18),
    PaperColumn(_("类型"), 16),
    PaperColumn(_("待办"), 80, weight=1),
    PaperColumn(_("经手人"), 20),
)


def _others(file: ClientFile) -> Iterator[Sequence[str]]:
    draft = file.overview.draft
    own = [(LABELS["hotels_used"], draft.hotels_used), *file.overview.extra]
    yield from ((label, text) for label, text in (*own, (LABELS["notes"], draft.notes)) if text)


def _contact(row: ContactRow) -> Sequence[str]:
    draft = row.draft
    gone = _("已离职") + (f"：{row.left_to}" if row.left_to else "")
    marks = [_("主要联系人")] if draft.main else []
    marks += [gone] if row.left else []
    names = " ".join(filter(None, (draft.name, draft.sex.label if draft.sex else "")))
    return (
        _lines(names, *marks),
        _lines(draft.department, draft.post, draft.role.label if draft.role else ""),
        _lines(draft.mobile, draft.telephone, _told(_("微信"), draft.wechat), draft.email),
        draft.birthday.text if draft.birthday else "",
        _personal(draft),
    )


def _personal(draft: ContactDraft) -> str:
    told = (
        (_("籍贯"), draft.home_town),
        (_("爱好"), draft.interests),
        (_("忌讳"), draft.taboos),
        (_("共同话题"), draft.topics),
        (_("备注"), draft.notes),
    )
    return _lines(*(_told(label, text) for label, text in told))


def _agreements(file: ClientFile) -> Iterator[Sequence[str]]:
    for one in file.agreements:
        valid = ""
        if one.valid_from or one.valid_to:
            days = (_day(one.valid_from), _day(one.valid_to))
            valid = _("{first} 至 {last}").format(first=days[0] or "…", last=days[1] or "…")
        yield one.number, _day(one.signed_on), valid, one.notes


def _rates(file: ClientFile) -> Iterator[Sequence[str]]:
    for one in file.agreements:
        for rate in one.rates:
            meals = "" if rate.breakfasts is None else str(rate.breakfasts)
            yield one.number, rate.room_type, rate.season, amount_text(rate.rate), meals, rate.notes


def _signers(file: ClientFile) -> Iterator[Sequence[str]]:
    for one in file.signers:
        limit = _("不限") if one.limit is None else amount_text(one.limit)
        yield one.name, one.telephone, limit, _day(one.valid_to), one.notes


def _entries(file: ClientFile) -> Iterator[Sequence[str]]:
    for one in file.entries:
        reaction = one.reaction_note or (one.reaction.label if one.reaction else "")
        said = _lines(one.summary, _told(_("反应"), reaction))
        step = _lines(one.next_step, _day(one.next_on))
        people = "、".join(one.people)
        yield _day(one.held_on), one.channel.label, people, said, step, one.staff_name or ""


def _tasks(file: ClientFile) -> Iterator[Sequence[str]]:
    for one in file.tasks:
        late = _("{day}（已过期）") if one.due_on < file.today else "{day}"
        yield late.format(day=one.due_on), one.kind.label, one.title, one.staff_name or ""


def _grade(file: ClientFile) -> str:
    source = file.head.grade_source
    grade = file.head.row.grade or _("未评级")
    return f"{grade}（{source.label}）" if file.head.row.grade and source else grade


def _status(file: ClientFile) -> str:
    row = file.head.row
    reason = "" if row.status is ClientStatus.ACTIVE else file.head.status_reason
    return _told(row.status.label, reason) or row.status.label


def _plain(name: str, value: str) -> Field:
    return Field(LABELS[name], value)


def _told(label: str, text: str) -> str:
    return f"{label}：{text}" if text else ""


def _lines(*texts: str) -> str:
    return "\n".join(filter(None, texts))


def _day(day: object) -> str:
    return "" if day is None else str(day)
