from datetime import date

from app.domain.birthdays import Birthday
from app.domain.partnership import Person, birthday_text, five_reminders, form_of_address
from app.domain.types import ContactRole, Sex

TODAY = date(2025, 12, 20)
NO_LUNAR = {}.__getitem__
FULL = Person(
    name="张伟",
    sex=Sex.MALE,
    post="财务部经理",
    role=ContactRole.FINANCE,
    home_town="宁波",
    interests="钓鱼",
    taboos="不谈价格",
    topics="孩子升学",
    notes="喜欢靠窗",
    birthday=Birthday(1980, 12, 25),
)


def told(person):
    return {r.title: (r.facts, r.caution) for r in five_reminders(person, TODAY, NO_LUNAR)}


def test_the_five_reminders_of_the_policy_in_its_order():
    reminders = five_reminders(None, TODAY, NO_LUNAR)
    assert [r.title for r in reminders] == ["尊敬", "赞扬", "共同语言", "笼络", "想着"]
    assert all(r.advice and not r.facts and not r.caution for r in reminders)


def test_what_is_known_stands_where_it_serves():
    assert told(FULL) == {
        "尊敬": (("称呼：张伟 先生（财务部经理）",), ("忌讳：不谈价格",)),
        "赞扬": (("在客户那里的作用：财务",), ()),
        "共同语言": (("话题：孩子升学", "籍贯：宁波"), ()),
        "笼络": (("爱好：钓鱼",), ()),
        "想着": (("生日 1980-12-25，还有 5 天", "备注：喜欢靠窗"), ()),
    }


def test_nothing_is_made_up_about_a_stranger():
    assert told(Person("李四")) == {
        "尊敬": (("称呼：李四",), ()),
        "赞扬": ((), ()),
        "共同语言": ((), ()),
        "笼络": ((), ()),
        "想着": ((), ()),
    }


def test_a_post_follows_the_name():
    assert form_of_address(Person("李四", post="秘书")) == "李四（秘书）"


def test_birthdays_are_near_today_or_far():
    assert birthday_text(Birthday(None, 12, 20), TODAY, NO_LUNAR) == "今天生日（12月20日）"
    assert birthday_text(Birthday(None, 6, 1), TODAY, NO_LUNAR) == "生日 6月1日"
