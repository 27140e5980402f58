import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.comparing import ClientName
from app.domain.duplicates import LARGE_GROUP, KnownNames
from app.language.likeness import similarity, sound

COMPANIES = Path(__file__).parents[3] / "shared" / "data" / "companies.csv"
SPOILED = {
    "wide brackets and a space behind": lambda name: (
        name.replace("(", "（").replace(")", "）") + " "
    ),
    "the short legal form": lambda name: name.replace("股份有限公司", "股份公司").replace(
        "有限责任公司", "有限公司"
    ),
    "a wide space within": lambda name: f"{name[:2]}\u3000{name[2:]}",
    "a space behind the form": lambda name: name.replace("有限公司", "有限公司 "),
}


def known(*names):
    clients = [n if isinstance(n, ClientName) else ClientName(0, n) for n in names]
    numbered = [
        ClientName(at, c.name, c.short_name, c.address, c.telephones, c.credit_code, c.person)
        for at, c in enumerate(clients)
    ]
    return KnownNames(numbered, similarity=similarity, sound=sound)


def pair(a, b):
    found = known(a, b).pairs()
    assert len(found) <= 1
    return found[0] if found else None


def client(name, **known_of_it):
    return ClientName(0, name, **known_of_it)


def coded(name, code="91440300192181247T"):
    return client(name, credit_code=code)


def person(name, *telephones):
    return client(name, person=True, telephones=telephones)


OTHER_CODE = "91440300192181248T"


def companies():
    with COMPANIES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        ClientName(at, row["full_name"], row["short_name"], row["address"])
        for at, row in enumerate(rows)
    ]


CERTAIN = [
    ("深圳市物业发展(集团)股份有限公司", "深圳市物业发展（集团）股份公司"),
    ("深圳市物业发展(集团)股份有限公司", "深圳物业发展集团股份有限公司 "),
    ("杭州华东旅行社", "杭州市华东旅行社有限责任公司"),
    ("深圳华大基因股份", "深圳华大基因股份有限公司"),
    ("鹏鼎控股(深圳)股份有限公司", "深圳鹏鼎控股股份公司"),
    ("甲乙酒店管理有限公司", "甲乙酒店管理有限责任公司（原丙丁宾馆）"),
    (client("华东旅行社", address="浙江省杭州市西湖区"), "杭州华东旅行社"),
    (coded("万通地产"), coded("万通发展", "91440300192181247t ")),
    (person("王伟", "13800138000"), person("王 伟", "13800138000")),
]


@pytest.mark.parametrize(("a", "b"), CERTAIN)
def test_one_client_typed_twice_is_certain(a, b):
    found = pair(a, b)
    assert found.certain
    assert found.score == 100
    assert found.why.endswith("。")


def test_why_says_whether_anything_differs():
    assert pair("华联", "华联").why == "名称完全相同。"
    assert pair("华联", "华 联").why.startswith("名称相同，只是")


UNRELATED = [
    ("杭州华东旅行社", "宁波华东旅行社"),
    ("武汉钢铁股份有限公司", "杭州钢铁股份有限公司"),
    ("中国银行深圳分行", "中国银行上海分行"),
    ("甲乙丙丁公司北京分公司", "甲乙丙丁公司上海分公司"),
    ("甲乙丙丁公司", "甲乙丙丁公司北京分公司"),
    ("中国银行福田支行", "中国银行福天支行"),
    (client("万通", telephones=("075512345",)), client("万通营业部", telephones=("075512345",))),
    ("深圳市第一人民医院", "深圳市第二人民医院"),
    ("深圳市第一人民医院", "深圳市人民医院"),
    ("深圳东华酒店", "深圳华酒店"),
    ("华东旅行社", "华南旅行社"),
    ("深圳华联旅行社", "深圳华侨旅行社"),
    ("兴业银行股份有限公司", "兴业证券股份有限公司"),
    ("深圳天通旅行社", "深圳天龙通旅行社"),
    ("甲乙丙丁分理A组", "甲乙丙丁分理B组"),
    ("上海华为(深圳)有限公司", client("华为有限公司", address="深圳市")),
    (coded("华联集团"), coded("华联", OTHER_CODE)),
    (person("王伟"), person("王玮")),
    (person("王伟", "13800138000"), person("李丽", "13800138000")),
    (client("华联", address="浙江省杭州市"), client("华联公司", address="浙江省宁波市")),
]


@pytest.mark.parametrize(("a", "b"), UNRELATED)
def test_what_only_sounds_related_is_not_even_suggested(a, b):
    assert pair(a, b) is None


SUGGESTED = [
    ("康佳集团股份有限公司", "康佳股份有限公司", "集团"),
    ("深圳华大基因股份有限公司", "深圳华大基因有限公司", "股份有限公司"),
    ("杭州华东旅行社", "华东旅行社", "地名"),
    ("深圳华建旅行社", "深圳华健旅行社", "同音"),
    ("深圳华东旅行社", "深圳华冬旅行社", "同音"),
    ("深圳麦格米特电气", "深圳麦克米特电气", "一个字"),
    ("深圳物业发展集团", "深圳物业发殿集团", "一个字"),
    ("深圳麦格米特电气", "深圳麦格米特尔电气", "尔"),
    ("深圳麦格电气", "深圳格麦电气", "颠倒"),
    ("深圳麦格电气", "深圳麦格电气技术", "技术"),
    ("深物业A", "深物业B", "A股"),
    ("北京中航联合文化交流服务中心", "北京中航联合文化交流与服务中心站", "大部分"),
    (client("万通", short_name="深物业"), client("方舟", short_name="深物业"), "简称"),
    (client("万通", short_name="深物业"), "深物业", "简称"),
    ("深物业", client("万通", short_name="深物业"), "简称"),
    (client("万通", telephones=("075512345",)), client("方舟", telephones=("075512345",)), "不同"),
    (client("万通源", telephones=("0755123",)), client("通源", telephones=("0755123",)), "相近"),
    (client("华联", address="杭州市"), client("华联", address="宁波市"), "杭州"),
    (person("王伟"), person("王伟"), "同一个人"),
    (coded("万通公司北京分公司"), coded("万通公司"), "两处机构"),
    (coded("杭州华东旅行社"), coded("宁波华东旅行社"), "两处机构"),
    (coded("华联"), coded("华联", OTHER_CODE), "代码不同"),
    (coded("华联"), coded("华联公司", OTHER_CODE), "代码不同"),
]


@pytest.mark.parametrize(("a", "b", "reason"), SUGGESTED)
def test_what_may_be_one_client_is_left_to_a_person(a, b, reason):
    found = pair(a, b)
    assert not found.certain
    assert 60 <= found.score < 100
    assert reason in found.why


def test_a_name_without_form_is_not_certain_where_two_companies_bear_it():
    found = known("深圳华大", "深圳华大有限公司", "深圳华大股份有限公司").pairs()
    assert len(found) == 3
    assert not any(pair.certain for pair in found)
    elsewhere = known("深圳华大", "深圳华大有限公司", "杭州华大股份有限公司").pairs()
    assert [(pair.a, pair.b) for pair in elsewhere if pair.certain] == [(0, 1)]


def test_addresses_too_vague_to_differ_do_not_tell_two_apart():
    province = client("广利", address="广东省")
    assert pair(province, client("广利公司", address="广东省深圳市")).certain
    assert not pair(province, "深圳广利").certain


def test_the_certain_and_likeliest_come_first():
    found = known("深圳华建旅行社", "深圳华健旅行社", "深圳华建旅行社有限公司").pairs()
    assert [(pair.a, pair.b) for pair in found] == [(0, 2), (0, 1), (1, 2)]


def test_a_new_name_is_compared_with_all_known_ones():
    names = known("深圳华建旅行社", "杭州华建旅行社")
    names.add(ClientName(7, "深圳华健旅行社"))
    found = names.like(ClientName(-1, "深圳市华建旅行社有限公司"))
    assert [(pair.a, pair.b, pair.certain) for pair in found] == [(0, -1, True), (7, -1, False)]
    assert names.like(ClientName(7, "深圳华健旅行社"))[0].a == 0


def test_a_large_group_of_namesakes_is_compared_with_neighbours_only():
    count = LARGE_GROUP * 5
    found = known(*["散客"] * count).pairs()
    assert len(found) < count * 4
    assert {pair.b for pair in found} == set(range(1, count))


def test_a_series_of_numbered_names_is_no_duplicate():
    assert known(*(f"测试客户{number:04}" for number in range(500))).pairs() == []


@given(
    st.lists(st.text(alphabet="深圳杭州华东旅行社集团有限公司(一二)AB ", max_size=10), max_size=8)
)
def test_order_does_not_matter(names):
    def found(order):
        clients = [ClientName(at, names[at]) for at in order]
        pairs = KnownNames(clients, similarity=similarity, sound=sound).pairs()
        return {(frozenset((p.a, p.b)), p.certain, p.score) for p in pairs}

    forward = range(len(names))
    assert found(forward) == found(reversed(forward))


@pytest.mark.skipif(not COMPANIES.exists(), reason="the real names are not here")
class TestRealCompanies:
    def test_no_two_of_them_are_certain(self):
        assert not [p for p in known(*companies()).pairs() if p.certain]
        bare = [ClientName(0, company.name) for company in companies()]
        assert not [p for p in known(*bare).pairs() if p.certain]

    @pytest.mark.parametrize("way", SPOILED)
    def test_every_spoiled_name_is_certainly_its_own(self, way):
        names = known(*companies())
        for company in companies():
            typed = ClientName(-1, SPOILED[way](company.name), "", company.address)
            certain = [pair.a for pair in names.like(typed) if pair.certain]
            assert certain == [company.id], company.name
