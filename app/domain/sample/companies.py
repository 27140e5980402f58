"""Who the clients of the sample office are, and how each trades and pays."""

from dataclasses import dataclass
from enum import Enum

from app.domain.types import ClientKind


class Pattern(Enum):
    """What a client buys and when in the year: twelve weights, January first."""

    BUSINESS = (9, 5, 10, 9, 8, 9, 8, 7, 10, 6, 10, 9)
    SUMMER = (3, 4, 6, 9, 11, 10, 14, 14, 9, 13, 5, 2)
    MEETING = (5, 3, 12, 12, 9, 7, 4, 5, 13, 9, 13, 8)
    GOVERNMENT = (12, 4, 8, 8, 8, 9, 7, 6, 9, 7, 11, 11)
    BANQUET = (12, 8, 5, 7, 14, 6, 5, 7, 9, 16, 5, 6)
    STEADY = (8, 6, 8, 8, 9, 8, 9, 9, 8, 9, 8, 8)
    LONG_STAY = (8, 7, 9, 9, 9, 9, 8, 8, 9, 8, 8, 8)
    SMALL = (6, 4, 9, 10, 9, 8, 9, 9, 9, 10, 9, 8)


class Paying(Enum):
    """How a client pays: terms in days, billing day, days before (−) or after the due day."""

    CASH = (0, None, (0, 0))
    PROMPT = (30, None, (-12, 0))
    MONTHLY = (30, 25, (-6, 2))
    SLOW = (60, 20, (5, 40))
    LATE = (30, None, (12, 55))
    VERY_LATE = (45, 25, (60, 150))
    PARTIAL = (30, 25, (15, 60))
    BAD = (30, None, (90, 400))


class Course(Enum):
    """How long the client has been one."""

    REGULAR = ""
    NEW = "新"
    NEWEST = "刚"
    LOST = "失"
    CLOSED = "停"
    PROSPECT = "准"
    BLACKLISTED = "黑"


@dataclass(frozen=True, slots=True)
class Company:
    """One line of the table below.

    ``size`` is what it bought in the year before, in thousands of yuan; ``growth`` the change
    since, in per cent; ``manager`` an index into the office's staff.
    """

    name: str
    short_name: str
    kind: ClientKind
    industry: str
    region: str
    pattern: Pattern
    size: int
    growth: int
    paying: Paying
    manager: int
    course: Course


KINDS = {
    "司": ClientKind.COMPANY,
    "旅": ClientKind.AGENCY,
    "订": ClientKind.BOOKING_CENTRE,
    "政": ClientKind.GOVERNMENT,
    "协": ClientKind.ASSOCIATION,
    "会": ClientKind.MEETING_GROUP,
    "住": ClientKind.LONG_STAY,
    "宴": ClientKind.BANQUET,
    "人": ClientKind.PERSON,
}

TABLE = """
澜川远航重型机械股份有限公司|远航重机|司|装备制造|澜川市望澜新区|BUSINESS|980|8|MONTHLY|1|
江澜省云帆国际旅行社有限公司|云帆国旅|旅|旅行社|澜川市临湖区|SUMMER|1150|-6|LATE|2|
澜川市会展服务中心|澜川会展|会|会展|澜川市望澜新区|MEETING|860|15|PROMPT|1|
江澜星桥生物医药集团有限公司|星桥医药|司|生物医药|澜川市望澜新区|MEETING|720|22|PROMPT|1|
松屿联众订房网络有限公司|联众订房|订|订房平台|松屿市|STEADY|640|4|MONTHLY|2|
澜川临湖电子科技有限公司|临湖电子|司|电子|澜川市临湖区|BUSINESS|420|-38|LATE|2|
江澜省公务接待协调中心|省接待中心|政|机关|澜川市鹿鸣区|GOVERNMENT|380|2|SLOW|1|
霁州百川旅行社有限公司|百川旅行社|旅|旅行社|霁州市|SUMMER|350|12|PARTIAL|3|
澜川港务发展有限公司|澜川港务|司|港口物流|澜川市望澜新区|BUSINESS|310|5|PROMPT|2|
青岚茶业集团有限公司|青岚茶业|司|食品|青岚县|BUSINESS|265|10|PROMPT|3|
澜川市建筑业协会|市建协|协|建筑|澜川市鹿鸣区|MEETING|230|0|PROMPT|1|
泊云市山海假期旅行社有限公司|山海假期|旅|旅行社|泊云市|SUMMER|215|-22|VERY_LATE|3|
澜川市鹿鸣医院|鹿鸣医院|会|医疗|澜川市鹿鸣区|MEETING|190|6|PROMPT|2|
松屿海工装备有限公司|松屿海工|住|装备制造|松屿市|LONG_STAY|260|3|MONTHLY|3|
澜川新程汽车销售服务有限公司|新程汽车|司|汽车|澜川市临湖区|MEETING|150|9|CASH|4|
鹿鸣区教育培训中心|鹿鸣培训|政|教育|澜川市鹿鸣区|GOVERNMENT|140|4|SLOW|2|
澜川禾盛农业科技有限公司|禾盛农业|司|农业|青岚县|BUSINESS|120|30|PROMPT|3|
临霄蓝鲸数据技术有限公司|蓝鲸数据|司|软件|临霄市|BUSINESS|135|45|PROMPT|2|
澜川喜悦婚庆礼仪有限公司|喜悦婚庆|宴|婚庆|澜川市临湖区|BANQUET|280|7|CASH|4|
江澜省摄影家联合会|省摄联|协|文化|澜川市鹿鸣区|MEETING|60|0|PROMPT|4|
澜川白鹭文化传媒有限公司|白鹭传媒|司|传媒|澜川市临湖区|BUSINESS|75|-12|LATE|4|
沐阳驿路商旅服务有限公司|驿路商旅|订|订房平台|沐阳市|STEADY|160|18|MONTHLY|3|
澜川瑞禾食品有限公司|瑞禾食品|司|食品|澜川市望澜新区|BUSINESS|88|5|PROMPT|4|
青岚县文化旅游推广中心|青岚文旅|政|机关|青岚县|GOVERNMENT|70|3|SLOW|3|
松屿远景船舶设计院有限公司|远景船院|司|设计|松屿市|BUSINESS|98|-4|PROMPT|2|
澜川天穹航空服务有限公司|天穹航服|司|航空|澜川市望澜新区|STEADY|205|6|PROMPT|2|
霁州同心医疗器械有限公司|同心医械|司|医疗|霁州市|MEETING|110|12|PARTIAL|3|
澜川明德律师事务所|明德律所|司|法律|澜川市鹿鸣区|BUSINESS|45|8|PROMPT|4|
江澜木兰女子商会|木兰商会|协|商会|澜川市临湖区|MEETING|52|10|CASH|4|
澜川海纳劳务服务有限公司|海纳劳务|司|劳务|澜川市望澜新区|STEADY|66|-50|BAD|3|
泊云快马物流有限公司|快马物流|司|物流|泊云市|BUSINESS|58|0|LATE|3|
澜川群星体育俱乐部|群星体育|会|体育|澜川市临湖区|SUMMER|90|14|PROMPT|4|
松屿启智教育咨询有限公司|启智教育|司|教育|松屿市|MEETING|48|20|CASH|4|
临霄环宇旅行社有限公司|环宇旅行社|旅|旅行社|临霄市|SUMMER|125|3|LATE|3|
澜川双子星科技园管理有限公司|双子星园区|司|园区|澜川市望澜新区|BUSINESS|78|2|PROMPT|2|
江澜省棋类运动协会|省棋协|协|体育|澜川市鹿鸣区|MEETING|64|0|PROMPT|4|
澜川福满家宴服务部|福满家宴|宴|餐饮|澜川市鹿鸣区|BANQUET|95|5|CASH|4|
鹿鸣区退休教师联谊会|教师联谊会|协|教育|澜川市鹿鸣区|SMALL|18|0|CASH|4|
澜川市青年志愿服务联合会|青志联|协|公益|澜川市鹿鸣区|SMALL|22|0|PROMPT|4|
澜川云锦丝绸有限公司|云锦丝绸|司|纺织|澜川市临湖区|BUSINESS|54|-8|PROMPT|3|
霁州众合建设工程有限公司|众合建设|住|建筑|霁州市|LONG_STAY|120|-15|VERY_LATE|2|
澜川玖月花艺有限公司|玖月花艺|司|花艺|澜川市临湖区|SMALL|15|10|CASH|4|
松屿橙帆信息咨询有限公司|橙帆咨询|司|咨询|松屿市|SMALL|20|15|PROMPT|3|
澜川翰墨书画院|翰墨书画院|协|文化|澜川市鹿鸣区|SMALL|16|0|CASH|4|
泊云健行户外用品有限公司|健行户外|司|零售|泊云市|SMALL|24|-30|LATE|3|
澜川乐童亲子俱乐部|乐童亲子|会|亲子|澜川市临湖区|SUMMER|38|25|CASH|4|
江澜省水文勘测设计研究院有限公司|水文院|司|设计|澜川市鹿鸣区|BUSINESS|86|4|SLOW|2|
澜川凯歌音乐厅|凯歌音乐厅|司|演艺|澜川市临湖区|SMALL|30|5|PROMPT|4|
望澜新区招商服务局|新区招商局|政|机关|澜川市望澜新区|GOVERNMENT|105|12|SLOW|1|
许静澜|许静澜|人|个人|澜川市临湖区|SMALL|12|0|CASH|4|
高远航|高远航|人|个人|松屿市|SMALL|9|0|CASH|4|
临霄青禾新能源有限公司|青禾新能源|司|新能源|临霄市|BUSINESS|90|0|PROMPT|2|新
澜川快程出行科技有限公司|快程出行|司|出行|澜川市望澜新区|STEADY|40|0|MONTHLY|3|新
松屿云岭康养有限公司|云岭康养|会|康养|松屿市|MEETING|55|0|PROMPT|4|新
泊云锐思管理咨询有限公司|锐思咨询|司|咨询|泊云市|BUSINESS|60|0|PROMPT|3|刚
澜川旧港贸易有限公司|旧港贸易|司|贸易|澜川市望澜新区|BUSINESS|46|0|PROMPT|4|失
霁州光影文化有限公司|光影文化|司|传媒|霁州市|BUSINESS|28|0|LATE|3|停
澜川启明星国际学校|启明星学校|会|教育|澜川市望澜新区|MEETING|0|0|PROMPT|4|准
江澜省新材料产业联盟|新材料联盟|协|新材料|澜川市望澜新区|MEETING|0|0|PROMPT|1|准
松屿鸿筹工程有限公司|鸿筹工程|司|建筑|松屿市|STEADY|34|0|BAD|2|黑
澜川云锦丝绸有限责任公司|云锦丝绸|司|纺织|澜川市临湖区|SMALL|6|0|PROMPT|3|
"""
"""The last line is a client file opened twice, for the search for duplicates to find."""


def companies() -> tuple[Company, ...]:
    """Return the table's lines."""
    return tuple(_company(line.split("|")) for line in TABLE.strip().splitlines())


def _company(cells: list[str]) -> Company:
    name, short, kind, industry, region, pattern, size, growth, paying, manager, course = cells
    return Company(
        name=name,
        short_name=short,
        kind=KINDS[kind],
        industry=industry,
        region=region,
        pattern=Pattern[pattern],
        size=int(size),
        growth=int(growth),
        paying=Paying[paying],
        manager=int(manager),
        course=Course(course),
    )
