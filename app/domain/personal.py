"""Where a person stands in the office, and what erasing leaves (个人信息保护法)."""

from dataclasses import dataclass
from typing import Final

from app.domain.types import ClientId, ContactId
from app.i18n import _

ERASED_NAME: Final = _("已删除的联系人")
"""What a person is called whose data were erased."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table."""

    table: str
    row_id: int


@dataclass(frozen=True, slots=True)
class Found:
    """A record in which a person stands.

    Attributes:
        place: Which record.
        kind: What such records are called.
        title: What this one is called.
        client: Whose it is; empty where it belongs to none.
        excerpt: What stands around the name or number; empty where only a link is found.
        linked: Whether the record points to the person.
        certain: Whether it surely means this person, and no namesake elsewhere.
        fixed: Why the record stays as it is; empty where it can be blotted.
    """

    place: Place
    kind: str
    title: str
    client: str
    excerpt: str
    linked: bool
    certain: bool
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as it is looked for."""

    id: ContactId
    name: str
    client_id: ClientId
    client: str
    erased: bool


WHAT_REMAINS: Final = (
    _("预订、收款、金额、房夜和年终筛选的数字不动，它们不指明是谁。"),
    _(
        "沟通记录、问题、礼节等本身留下，只是其中的姓名和号码换成“×××”，联系人显示为“已删除的联系人”。"
    ),
    _("已批准的年终筛选是封存的，其中的文字不改动；附件里的内容程序看不到，请自己检查附件。"),
    _("操作记录仍写明谁在何时清除了个人信息，但不再有被清除的内容，也不能撤销。"),
    _("打印过、导出过的文件和手机里的信息，程序管不到，请自己处理。"),
)
"""What erasing leaves, told before it is done."""
