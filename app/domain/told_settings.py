"""What the office's settings are called where a change of them is told, and what they held."""

import json
from collections.abc import Mapping
from typing import Any, Final

from app.domain.types import Post, Severity
from app.i18n import _

NAMES: Final[Mapping[str, str]] = {
    "office": _("酒店"),
    "sign_in": _("登录"),
    "privacy": _("个人信息"),
    "own_fields": _("自有字段"),
    "severity_times": _("各级问题的时限"),
    "screening_rules": _("筛选规则"),
    "import_layouts": _("导入表格的列"),
}
"""The settings by their keys."""

LABELS: Final[Mapping[str, str]] = {
    "": _("内容"),
    "hotel_name": _("酒店名称"),
    "department": _("部门"),
    "new_months": _("几个月内算新客户"),
    "subordinate_hotel": _("属下酒店"),
    "serial": _("序号"),
    "edition": _("版本号"),
    "submitted_to": _("呈送"),
    "copied_to": _("抄送"),
    "issued_by": _("签发人"),
    "approved_by": _("批准人"),
    "effective_on": _("生效日期"),
    "revised_on": _("修订日期"),
    "idle_minutes": _("没人操作多久就锁定（分钟）"),
    "masked_posts": _("隐藏电话和生日的职务"),
    "keep_months": _("保存几个月"),
    **{
        one.value: _("{severity}（答复几小时、解决几个工作日）").format(severity=one.label)
        for one in Severity
    },
}
"""What stands in a setting, by its name there; a list has none."""

_WORDS: Final[Mapping[Any, str]] = {post.value: post.label for post in Post}


def told_setting(before: Any, after: Any) -> list[tuple[str, str, str]]:
    """Return label, old and new text of each part of a setting that differs.

    What has no label of its own is told together, as it is stored.
    """
    old, new = _parts(before), _parts(after)
    return [
        (label, _text(old.get(label)), _text(new.get(label)))
        for label in {**old, **new}
        if old.get(label) != new.get(label)
    ]


def _parts(stored: Any) -> dict[str, Any]:
    """Return what a setting holds, by label."""
    if stored is None:
        return {}
    held = stored if isinstance(stored, dict) else {"": stored}
    held = {**held, **held.get("head", {})}
    found = {LABELS[name]: value for name, value in held.items() if name in LABELS}
    rest = {name: value for name, value in held.items() if name not in LABELS and name != "head"}
    return {**found, LABELS[""]: rest} if rest else found


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return "、".join(_of_list(one) for one in value)
    return "" if value is None else str(value)


def _of_list(one: Any) -> str:
    if isinstance(one, dict):
        return str(one.get("name", ""))
    return "—" if one is None else _WORDS.get(one, str(one))
