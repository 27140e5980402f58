import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.names import core_name, match_key, name_parts, normalised, place_of
from app.domain.places import CITIES, PREFECTURES, leading_place, within


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("　深圳市物业发展（集团）股份公司 ", "深圳市物业发展(集团)股份有限公司"),
        ("深圳\u3000华大基因股份有限公司", "深圳华大基因股份有限公司"),
        ("甲乙有限责任公司", "甲乙有限公司"),
        ("ＡＢＣ酒店【中国】", "abc酒店(中国)"),
        ("甲乙\u200b有限公司\n", "甲乙有限公司"),
    ],
)
def test_one_name_typed_in_many_ways_becomes_one(typed, name):
    assert normalised(typed) == name


def test_the_match_key_leaves_out_punctuation_too():
    assert match_key("A&B·物业（集团）, 公司") == match_key("a&b物业集团公司") == "a&b物业集团公司"
    assert match_key("甲股份有限公司") != match_key("甲有限公司")
    assert match_key(" ") == ""


@pytest.mark.parametrize(
    ("name", "core", "places", "form"),
    [
        ("深圳市物业发展(集团)股份有限公司", "物业发展集团", {"深圳"}, "股份有限公司"),
        ("鹏鼎控股(深圳)股份公司", "鹏鼎控股", {"深圳"}, "股份有限公司"),
        ("上海华为（深圳）有限责任公司", "华为", {"上海", "深圳"}, "有限公司"),
        ("广东省广州市白云旅行社", "白云旅行社", {"广州"}, ""),
        ("广东杭州湾酒店", "杭州湾酒店", {"广东"}, ""),
        ("优利德科技(中国)股份有限公司", "优利德科技中国", set(), "股份有限公司"),
        ("甲乙有限公司(原丙丁公司)", "甲乙", set(), "有限公司"),
        ("甲乙有限公司北京分公司", "甲乙北京分公司", set(), "有限公司"),
        ("中国石油总公司", "中国石油", set(), "总公司"),
        ("天健会计师事务所(特殊普通合伙)", "天健会计师事务所", set(), "特殊普通合伙"),
        ("恩施土家族苗族自治州教育局", "教育局", {"恩施"}, ""),
        ("广西壮族自治区南宁市政府", "政府", {"南宁"}, ""),
        ("深圳市政工程公司", "市政工程", {"深圳"}, "公司"),
        ("深圳", "深圳", {"深圳"}, ""),
        ("深圳华大基因股份", "华大基因", {"深圳"}, "股份"),
        ("深圳华大基因有限责任", "华大基因", {"深圳"}, "有限责任"),
        ("东方(集团有限公司", "东方集团", set(), "有限公司"),
        ("", "", set(), ""),
    ],
)
def test_a_name_is_taken_apart(name, core, places, form):
    parts = name_parts(name)
    assert (parts.core, parts.places, parts.form) == (core, places, form)
    assert core_name(name) == core


@pytest.mark.parametrize(
    ("name", "address", "place"),
    [
        ("深圳市甲公司", "北京市朝阳区", "深圳"),
        ("上海甲(深圳)公司", "", "深圳"),
        ("广东甲公司", "广东省深圳市罗湖区", "广东"),
        ("甲公司", "中华人民共和国广东省深圳市罗湖区", "深圳"),
        ("甲公司", "中国（上海）自由贸易试验区", "上海"),
        ("甲公司", "内蒙古自治区 包头市 昆区", "包头"),
        ("甲公司", "人民路1号", ""),
        ("甲公司", "", ""),
    ],
)
def test_the_place_of_a_client(name, address, place):
    assert place_of(name, address) == place


def test_a_city_belongs_to_its_province():
    assert within("深圳", "广东")
    assert not within("深圳", "浙江")
    assert not within("广东", "广东")
    assert leading_place("浙江深圳湾") == ("浙江", "深圳湾")
    assert not set(CITIES) & set(PREFECTURES)


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing(name):
    assert normalised(normalised(name)) == normalised(name)
    assert match_key(normalised(name)) == match_key(name)


@given(st.text(alphabet="深圳市上海省(（)）有限责任公司股份集团甲乙丙原 　", max_size=20))
def test_no_name_breaks_it_and_none_loses_its_core(name):
    assert bool(name_parts(name).core) == bool(match_key(name))
