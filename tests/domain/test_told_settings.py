"""A change of the settings is told in the words of the page where they are made."""

import pytest

from app.domain.told_settings import told_setting


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, {"hotel_name": "云溪"}, [("酒店名称", "", "云溪")]),
        (
            {"hotel_name": "云溪", "head": {"serial": "", "edition": "一"}, "new_months": 12},
            {"hotel_name": "云溪", "head": {"serial": "", "edition": "二"}, "new_months": 6},
            [("几个月内算新客户", "12", "6"), ("版本号", "一", "二")],
        ),
        (
            {"masked_posts": [], "keep_months": None},
            {"masked_posts": ["officer", "representative"], "keep_months": 36},
            [("隐藏电话和生日的职务", "", "销售主任、销售代表"), ("保存几个月", "", "36")],
        ),
        (
            [{"name": "车牌"}],
            [{"name": "车牌"}, {"name": "备用"}],
            [("内容", "车牌", "车牌、备用")],
        ),
        (
            {"urgent": [2, 1]},
            {"urgent": [2, None]},
            [("紧急（答复几小时、解决几个工作日）", "2、1", "2、—")],
        ),
        ({"x": {"y": 1}}, None, [("内容", '{"x": {"y": 1}}', "")]),
        ({"x": 1}, {"x": 1}, []),
    ],
)
def test_only_what_differs_is_told_by_its_label(before, after, told):
    assert told_setting(before, after) == told
