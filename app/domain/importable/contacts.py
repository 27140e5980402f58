"""Columns of the contacts in a client's row: the main one, and the second and third."""

from app.domain.importable.field import LONG_TEXT, Field, Holds, field
from app.domain.types import Sex
from app.i18n import _

_WRITTEN = {1: "1 一", 2: "2 二", 3: "3 三"}


def _of_contact(n: int, words: str) -> str:
    """Return what is headed 联系人2职务, 第二联系人职务 or 联系人职务2 where words are 职务."""
    forms = ("联系人{n}{word}", "第{n}联系人{word}", "联系人{word}{n}", "contact{n}{word}")
    return " ".join(
        form.format(n=written, word=one)
        for one in words.split()
        for written in _WRITTEN[n].split()
        for form in forms
    )


def _numbered(n: int, words: str) -> str:
    """Return 电话2 and 电话二 where words are 电话, and what ``_of_contact`` gives."""
    bare = " ".join(f"{one}{written}" for one in words.split() for written in _WRITTEN[n].split())
    return f"{bare} {_of_contact(n, words)}"


_TELEPHONES = (
    "电话 手机 联系电话 手机号 手机号码 联系方式 phone mobile tel telephone mobilephone phonenumber"
)
_LANDLINES = "座机 固话 固定电话 办公电话 直线 直线电话 分机"
_SEXES = "性别 称谓 称呼 sex gender salutation title"
_DEPARTMENTS = "部门 科室 department dept"
_POSTS = "职务 职位 岗位 职称 头衔 post position jobtitle"
_WECHATS = "微信 微信号 wechat wechatid"
_EMAILS = "邮箱 电子邮箱 电子邮件 邮件 email mail"
_BIRTHDAYS = "生日 出生日期 出生年月日 birthday dateofbirth dob birthdate"
_LUNAR_BIRTHDAYS = "农历生日 阴历生日 旧历生日 生日农历 生日阴历 出生日期农历 农历出生日期"
_NOTES = "备注 说明 notes remark remarks"


def _further(n: int) -> tuple[Field, ...]:
    """Return the columns of the second or third contact."""
    names = (
        "联系人@ 第@联系人 联络人@ 联系人@姓名 第@联系人姓名 联系人姓名@ contact@ contactname@ "
        "contact@name 姓名@ 对接人@"
    )
    headings = " ".join(names.replace("@", written) for written in _WRITTEN[n].split())
    columns = (
        ("name", _("联系人 {n}"), headings, Holds.TEXT, 60),
        ("sex", _("联系人 {n} 的性别"), _numbered(n, _SEXES), Holds.CHOICE, 0),
        ("department", _("联系人 {n} 的部门"), _numbered(n, _DEPARTMENTS), Holds.TEXT, 60),
        ("post", _("联系人 {n} 的职务"), _numbered(n, _POSTS), Holds.TEXT, 60),
        ("mobile", _("联系人 {n} 的电话"), _numbered(n, _TELEPHONES), Holds.TELEPHONE, 60),
        ("telephone", _("联系人 {n} 的座机"), _of_contact(n, _LANDLINES), Holds.TELEPHONE, 60),
        ("wechat", _("联系人 {n} 的微信"), _numbered(n, _WECHATS), Holds.TEXT, 60),
        ("email", _("联系人 {n} 的邮箱"), _numbered(n, _EMAILS), Holds.TEXT, 120),
        ("birthday", _("联系人 {n} 的生日"), _numbered(n, _BIRTHDAYS), Holds.BIRTHDAY, 0),
        ("notes", _("联系人 {n} 的备注"), _of_contact(n, _NOTES), Holds.LINES, LONG_TEXT),
    )
    return tuple(
        field(
            f"contact{n}_{name}",
            label.format(n=n),
            words,
            holds,
            most,
            choices=Sex if name == "sex" else None,
        )
        for name, label, words, holds, most in columns
    )


CONTACTS = (
    field(
        "contact_name",
        _("联系人"),
        "联系人 联络人 联系人姓名 主要联系人 联系人名称 首要联系人 订房人 联系人1 联系人一 "
        "第一联系人 联系人1姓名 联系人一姓名 第一联系人姓名 contact1 contactname1 "
        "contact contactname contactperson maincontact primarycontact ~姓名 负责人姓名 "
        "对接人",
        Holds.TEXT,
        60,
    ),
    field(
        "contact_sex",
        _("性别"),
        f"性别 称谓 称呼 联系人性别 sex gender salutation title {_of_contact(1, _SEXES)}",
        Holds.CHOICE,
        choices=Sex,
    ),
    field(
        "contact_department",
        _("部门"),
        f"部门 所在部门 联系人部门 科室 department dept {_of_contact(1, _DEPARTMENTS)}",
        Holds.TEXT,
        60,
    ),
    field(
        "contact_post",
        _("职务"),
        "职务 职位 岗位 联系人职务 联系人职位 职称 头衔 post position jobtitle "
        f"{_of_contact(1, _POSTS)} ~title",
        Holds.TEXT,
        60,
    ),
    field(
        "contact_mobile",
        _("手机"),
        "手机 手机号 手机号码 移动电话 行动电话 联系人手机 联系人电话 联系手机 联系人手机号 "
        "联系人联系方式 手机1 mobile1 "
        "mobile mobilephone mobileno cellphone cell mobilenumber "
        f"contactphone contactmobile {_of_contact(1, _TELEPHONES)} "
        "~联系电话 联系方式 电话 电话号码 phone tel 电话1 联系电话1 phone1 tel1",
        Holds.MOBILE,
        60,
    ),
    field(
        "contact_telephone",
        _("联系人电话"),
        "联系人座机 联系人固话 直线 直线电话 分机 办公室电话 directline "
        f"{_of_contact(1, _LANDLINES)} ~联系人电话 联系电话 办公电话",
        Holds.TELEPHONE,
        60,
    ),
    field(
        "contact_wechat",
        _("微信"),
        f"微信 微信号 联系人微信 wechat wechatid {_of_contact(1, _WECHATS)}",
        Holds.TEXT,
        60,
    ),
    field(
        "contact_email",
        _("邮箱"),
        "邮箱 电子邮箱 电子邮件 邮件 邮件地址 电邮 email emailaddress mail "
        f"{_of_contact(1, _EMAILS)}",
        Holds.TEXT,
        120,
    ),
    field(
        "contact_lunar_birthday",
        _("农历生日（没有公历的用它）"),
        f"{_LUNAR_BIRTHDAYS} 联系人农历生日 {_of_contact(1, _LUNAR_BIRTHDAYS)} ~农历 阴历 旧历",
        Holds.LUNAR_BIRTHDAY,
    ),
    field(
        "contact_birthday",
        _("生日"),
        "生日 出生日期 联系人生日 出生年月日 生日日期 公历生日 阳历生日 新历生日 "
        f"birthday dateofbirth dob birthdate {_of_contact(1, _BIRTHDAYS)} ~公历 阳历",
        Holds.BIRTHDAY,
    ),
    field(
        "contact_calendar",
        _("生日是公历还是农历"),
        "历法 历别 生日历法 生日历别 公历农历 农历公历 公农历 阴历阳历 阳历阴历 阴阳历 是否农历 "
        "是否阴历 农历否 生日类型 生日类别 生日性质 calendar ~农历 阴历 公历 阳历",
        Holds.CALENDAR,
    ),
    field(
        "contact_home_town", _("籍贯"), "籍贯 家乡 老家 祖籍 hometown nativeplace", Holds.TEXT, 60
    ),
    field(
        "contact_interests",
        _("爱好"),
        "爱好 兴趣 兴趣爱好 喜好 嗜好 interests hobbies hobby",
        Holds.TEXT,
        300,
    ),
    field("contact_taboos", _("忌讳"), "忌讳 禁忌 忌口 taboos taboo", Holds.TEXT, 300),
    field("contact_topics", _("话题"), "话题 共同话题 共同语言 topics", Holds.TEXT, 300),
    field(
        "contact_notes",
        _("联系人备注"),
        f"联系人备注 联系人说明 {_of_contact(1, _NOTES)}",
        Holds.LINES,
        LONG_TEXT,
    ),
    *_further(2),
    *_further(3),
)
