"""What the fields of a client file are called, on screens and in its history."""

from collections.abc import Mapping
from typing import Final

from app.i18n import _

CLIENT: Final[Mapping[str, str]] = {
    "code": _("客户编号"),
    "name": _("客户名称"),
    "short_name": _("简称"),
    "english_name": _("英文名"),
    "kind": _("类别"),
    "industry": _("行业"),
    "segment": _("细分市场"),
    "source": _("来源"),
    "region": _("地区"),
    "address": _("地址"),
    "telephones": _("电话"),
    "website": _("网址"),
    "credit_code": _("统一社会信用代码"),
    "parent_id": _("上级单位"),
    "potential_room_nights": _("潜在房夜（年）"),
    "hotels_used": _("现用酒店"),
    "manager_id": _("客户经理"),
    "relationship_manager_id": _("关系经理"),
    "major": _("大客户"),
    "grade": _("等级"),
    "credit_limit": _("信用额度"),
    "terms_days": _("账期（天）"),
    "billing_day": _("结账日"),
    "status": _("状态"),
    "status_reason": _("原因"),
    "bad_debt": _("有坏账"),
    "notes": _("备注"),
    "tags": _("标签"),
    "deleted_at": _("删除"),
    "merged_into_id": _("并入"),
}
CONTACT: Final[Mapping[str, str]] = {
    "name": _("姓名"),
    "sex": _("称呼"),
    "department": _("部门"),
    "post": _("职务"),
    "role": _("作用"),
    "main": _("主要联系人"),
    "mobile": _("手机"),
    "telephone": _("座机"),
    "wechat": _("微信"),
    "email": _("邮箱"),
    "birthday": _("生日"),
    "birth_year": _("生日（年）"),
    "birth_month": _("生日（月）"),
    "birth_day": _("生日（日）"),
    "birth_lunar": _("农历生日"),
    "birth_leap": _("闰月生日"),
    "home_town": _("籍贯"),
    "interests": _("爱好"),
    "taboos": _("忌讳"),
    "topics": _("共同话题"),
    "notes": _("备注"),
    "left": _("已离职"),
    "left_to": _("去向"),
    "deleted_at": _("删除"),
}
AGREEMENT: Final[Mapping[str, str]] = {
    "number": _("协议编号"),
    "signed_on": _("签订日期"),
    "valid_from": _("有效期起"),
    "valid_to": _("有效期止"),
    "notes": _("备注"),
    "rates": _("协议价"),
    "deleted_at": _("删除"),
}
RATE: Final[Mapping[str, str]] = {
    "room_type": _("房型"),
    "season": _("季节"),
    "rate": _("协议价（元）"),
    "breakfasts": _("含早"),
    "notes": _("备注"),
}
SIGNER: Final[Mapping[str, str]] = {
    "name": _("签单人"),
    "telephone": _("电话"),
    "limit": _("签单限额"),
    "valid_to": _("有效期止"),
    "notes": _("备注"),
    "deleted_at": _("删除"),
}
