"""What letters and labels to clients can say of their receiver (信函与标签)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from app.domain.types import LetterKind, Sex
from app.i18n import _

LONGEST_NAME = 60
LARGEST_TEMPLATE = 10_000_000
"""Bytes a template may have."""
MOST_RECEIVERS = 2_000
"""Nobody sends more at once; each takes some hundredths of a second and its room in one file."""

FIELDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        _("客户名称"): _("客户的全称"),
        _("客户简称"): _("客户的简称，没有就用全称"),
        _("客户编号"): _("客户的编号"),
        _("地址"): _("客户的地址"),
        _("电话"): _("客户的电话"),
        _("联系人"): _("收信人的姓名：选中的人，没有选就是主要联系人"),
        _("称呼"): _("如“陈建国先生”；不知道性别只写姓名，没有联系人就是“尊敬的客户”"),
        _("部门"): _("收信人的部门"),
        _("职务"): _("收信人的职务"),
        _("手机"): _("收信人的手机"),
        _("缘由"): _("为什么致意，如“陈建国 生日”“春节问候”"),
        _("客户经理"): _("客户的客户经理"),
        _("经办人"): _("正在使用本机的人"),
        _("酒店名称"): _("设置里的酒店名称"),
        _("日期"): _("写信那天，如 2025年12月20日"),
        _("年份"): _("写信那年，如 2025"),
    }
)
"""The fields a template may use, and what each becomes."""

Values = Mapping[str, str]
"""What the fields become for one receiver."""


@dataclass(frozen=True, slots=True)
class LetterTemplateRow:
    """A template of the office, without its content."""

    id: int
    name: str
    kind: LetterKind
    file_name: str


def salutation(name: str, sex: Sex | None) -> str:
    """Return how a person is addressed; the whole name, as surnames may have two characters."""
    if not name:
        return _("尊敬的客户")
    return name if sex is None else f"{name}{sex.label}"


def written_day(day: date) -> str:
    """Write a day as letters do."""
    return _("{y}年{m}月{d}日").format(y=day.year, m=day.month, d=day.day)
