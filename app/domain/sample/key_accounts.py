"""What the sample's key accounts plan, whom they send, and what the manager decided."""

from dataclasses import dataclass

from app.i18n import _


@dataclass(frozen=True, slots=True)
class SampleGuest:
    """A guest of a key account, so many days from today."""

    name: str
    rank: str
    people: int
    days: int
    hour: int
    nights: int
    prepared: str
    courtesies: str
    cancelled: bool = False


PLANS = (
    {
        "development": _("今年新设华南办事处，来往的工程师比去年多三成。"),
        "problems": _("月结对账慢，财务换了人；高峰期要不到大床房。"),
        "opportunities": _("年会和供应商大会可以争取，约 300 人。"),
        "help_offered": _("固定一位前厅联系人；旺季预留 10 间大床房到 18:00。"),
        "departments": _("前厅部：预留房；财务部：每月 5 日前出对账单；餐饮部：年会菜单。"),
    },
    {
        "development": _("业务平稳，差旅标准下调到 480 元。"),
        "problems": _("客人反映早餐开得晚，赶不上早班车。"),
        "opportunities": _("培训班每季一次，可以用二楼多功能厅。"),
        "help_offered": _("6:00 提供打包早餐；会议室按半天计价。"),
        "departments": _("餐饮部：打包早餐；会议部：培训班的布置。"),
    },
    {
        "development": _("正在扩建厂房，外地专家常住，平均住 12 晚。"),
        "problems": _("长住客人要洗衣和简餐，投诉过空调噪声。"),
        "opportunities": _("可以谈长住协议，一年约 800 房夜。"),
        "help_offered": _("长住价；每周免费洗衣两次；安排安静的楼层。"),
        "departments": _("客房部：洗衣、楼层；工程部：空调检修。"),
    },
)

REVIEWS = (
    _("房量和上季持平，对账已按时。下一步：报年会方案。"),
    _("拜访了行政经理，对预留房满意。下一步：请财务见一次面。"),
    _("竞争酒店报低价，对方仍愿意留下，看重服务。下一步：更新协议价。"),
    _("长住需求确认，已交报价。下一步：月底前签协议。"),
)

GUESTS = (
    SampleGuest(
        "陆远航",
        _("集团董事长"),
        4,
        2,
        14,
        2,
        _(
            "前厅：行政套房 1 间、大床 3 间，提前办好房卡\n"
            "餐饮：当晚 18:30 包间 8 位，清淡\n车队：机场接"
        ),
        _("总经理门口迎接；房内鲜花、水果、欢迎信"),
    ),
    SampleGuest(
        "顾明珠",
        _("采购总监"),
        2,
        6,
        11,
        1,
        _("前厅：高层安静大床 2 间\n会议：小会议室半天，投影"),
        _("关系经理陪同看场地；离店送本地茶叶"),
    ),
    SampleGuest(
        "韩松年",
        _("外方专家组组长"),
        6,
        13,
        16,
        5,
        _("客房：硬枕头、转换插座\n餐饮：西式早餐，一人不吃花生"),
        _("欢迎晚餐；周末安排市区游览"),
    ),
    SampleGuest(
        "白若水",
        _("秘书长"),
        3,
        27,
        10,
        1,
        _("会议：理事会 40 人，课桌式\n前厅：签到台"),
        _("销售部经理到场；合影装框相赠"),
    ),
    SampleGuest(
        "程一帆",
        _("总经理"),
        2,
        -9,
        15,
        2,
        _("前厅：行政大床 1 间\n餐饮：商务午餐"),
        _("鲜花、手写欢迎卡"),
    ),
    SampleGuest(
        "方知行",
        _("区域副总裁"),
        3,
        -34,
        12,
        1,
        _("前厅：大床 3 间\n车队：高铁站接"),
        _("离店时送别，赠笔记本"),
    ),
    SampleGuest(
        "沈星河",
        _("项目总指挥"),
        5,
        9,
        9,
        3,
        _("会议：指挥部会议室 3 天"),
        _("水果"),
        cancelled=True,
    ),
)

REFUSALS = (
    _("今年只是一次性的大会，明年没有。"),
    _("价格压得很低，几乎没有毛利，再看一年。"),
)

HANDOVER_REASON = _("何家栋改管会议市场，商务客户交给唐小满")

HANDOVER_REMARKS = (
    _("行政经理喜欢电话联系，下午三点以后打。"),
    _("协议在谈续签，对方要求早餐加一份。"),
    "",
)
