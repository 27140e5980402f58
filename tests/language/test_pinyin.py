import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.language.pinyin import keys, query_words, search_text
from app.language.readings import READINGS, SURNAMES, WORDS


def finds(typed, text):
    return all(word in text for word in query_words(typed))


def entry(**changes):
    return search_text(
        **{"code": "KH0007", "names": ["深圳市物业发展(集团)股份有限公司"]} | changes
    )


@pytest.mark.parametrize(
    "typed",
    [
        "szwy",
        "szwyfz",
        "szswyfz",
        "shenzhen",
        "wuye",
        "物业",
        "深圳市 集团",
        "发展（集团）",
        "SZWY",
        "ｋｈ０",
    ],
)
def test_a_client_is_found_by_what_clerks_type(typed):
    assert finds(typed, entry())


@pytest.mark.parametrize("typed", ["szwyzf", "广州", "物业%", "公司kh", "有限公司深物"])
def test_a_client_is_not_found_by_anything_else(typed):
    assert not finds(typed, entry(names=["深圳市物业发展(集团)股份有限公司", "深物业A"]))


@pytest.mark.parametrize(
    ("name", "sounds"),
    [
        ("单晓", {"shanxiao", "danxiao"}),
        ("曾志伟", {"zengzhiwei", "cengzhiwei"}),
        ("仇和", {"qiuhe", "chouhe"}),
        ("解晓东", {"xiexiaodong", "jiexiaodong"}),
        ("区志明", {"ouzhiming", "quzhiming"}),
        ("查良", {"zhaliang", "chaliang"}),
        ("盖丽", {"geli", "gaili"}),
        ("翟天", {"zhaitian", "ditian"}),
        ("朴明", {"piaoming", "puming"}),
        ("乐嘉", {"yuejia", "lejia"}),
        ("尉迟恭", {"yuchigong", "weichigong"}),
        ("单于夫", {"chanyufu"}),
        ("欧阳修", {"ouyangxiu"}),
        ("𠮷丽", {"jili"}),
        ("吕丽", {"lvli", "luli"}),
        ("喆", {"zhe"}),
    ],
)
def test_every_reading_of_a_surname_is_found(name, sounds):
    assert sounds <= set(keys(name, person=True).full)


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("重庆长安汽车", "chongqingchanganqiche"),
        ("长沙银行", "changshayinhang"),
        ("厦门国贸大厦", "xiamenguomaodasha"),
        ("大连旅行社", "dalianlvxingshe"),
        ("行云科技", "xingyunkeji"),
        ("番禺长盈", "panyuchangying"),
        ("7天ABC酒店", "7tianabcjiudian"),
    ],
)
def test_a_name_is_sorted_by_its_usual_reading(name, sound):
    found = keys(name)
    assert found.full[0] == sound
    assert found.sort_key.split("  ")[0].replace("{", "").replace(" ", "") == sound


def test_a_word_without_doubt_leaves_one_reading():
    assert keys("长沙银行").initials == ("csyh",)
    assert set(keys("长盈").initials) == {"cy", "zy"}


def test_a_surname_is_no_word():
    assert set(keys("单位", person=True).full) == {"shanwei", "danwei"}
    assert keys("单位").full == ("danwei",)


def test_names_with_many_readings_do_not_multiply():
    crowded = keys("长重行乐单曾仇解")
    assert len(crowded.full) <= 9
    assert "zhangzhonghangledanzengqiujie" in crowded.full


def test_both_place_suffixes_may_be_skipped():
    assert keys("广东省深圳市路畅").initials == ("gdsszslc", "gdszlc")
    assert keys("市场").initials == ("sc",)


def test_lists_go_from_digits_over_latin_to_pinyin():
    names = ["张裕", "阿里", "3M公司", "ABC酒店", "长安", "曾氏", "安徽", "zoo", "长"]
    ordered = ["3M公司", "ABC酒店", "zoo", "阿里", "安徽", "长", "长安", "曾氏", "张裕"]
    assert sorted(names, key=lambda name: keys(name).sort_key) == ordered


def test_equal_sounds_are_ordered_by_the_characters():
    assert keys("李丽").sort_key != keys("李莉").sort_key


def test_telephones_are_found_by_any_part_however_typed():
    text = entry(telephones=["0755-8234 5678/8765432", "１３８ ００１３ ８０００", ""])
    for typed in ("5678", "138 0013 8000", "0755-82345678", "(0755)8234", "65432"):
        assert finds(typed, text), typed
    assert not finds("56788765", text)


def test_contacts_are_found_by_name_and_pinyin():
    text = entry(people=["单小娜", ""])
    assert all(finds(typed, text) for typed in ("单小", "shanxiaona", "sxn", "dxn"))


def test_a_client_that_is_a_person_is_read_as_one():
    text = search_text(code="1", names=["区晓"])
    assert finds("ox", text)
    assert finds("luxing", search_text(code="1", names=["旅行"]))
    assert finds("quxiao", text)


def test_a_code_of_digits_and_dashes_is_found_either_way():
    text = search_text(code="2016-01", names=["甲"])
    assert finds("2016-01", text)
    assert finds("201601", text)
    assert query_words("  ") == ()


def test_every_word_and_compound_surname_has_a_reading_for_each_character():
    long = {name: sounds for name, sounds in SURNAMES.items() if len(name) > 1}
    assert all(len(text) == len(sounds) for text, sounds in (WORDS | long).items())
    assert all(len(set(sounds)) > 1 for sounds in READINGS.values())


@given(st.text(max_size=60), st.booleans())
def test_no_text_breaks_it(text, person):
    found = keys(text, person=person)
    assert found.full
    assert found.initials
    assert "\n" not in "".join((found.sort_key, *found.full, *found.initials))
    assert keys(text, person=person) == found


@given(st.text(st.characters(categories=["Lo"], min_codepoint=0x4E00, max_codepoint=0x9FA5)))
def test_every_chinese_name_is_found_by_itself_and_its_initials(name):
    text = search_text(code="1", names=[name])
    assert all(finds(typed, text) for typed in (name, *keys(name).full, *keys(name).initials))


def test_the_dictionary_waits_for_the_first_name():
    script = (
        "import sys; import app.language.pinyin as p; assert 'pypinyin' not in sys.modules; "
        "p.keys('甲'); assert not sys.modules['pypinyin.constants'].PHRASES_DICT"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
