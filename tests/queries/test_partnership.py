from app.domain.birthdays import Birthday
from app.domain.types import Sex
from app.queries.partnership import contact_choices
from app.services.contacts import mark_contact_left
from tests.log import new_client, new_contact


def test_contacts_still_there_the_main_one_first(desk, db):
    client_id = new_client(desk)
    new_contact(desk, client_id, "丁一", mobile="138")
    gone = new_contact(desk, client_id, "已走")
    main = new_contact(
        desk,
        client_id,
        "张伟",
        main=True,
        sex=Sex.MALE,
        telephone="8800",
        birthday=Birthday(1980, 8, 15, lunar=True),
        taboos="不谈价格",
    )
    mark_contact_left(desk, gone, "别家", version=1)
    with db.read() as session:
        first, second = contact_choices(session, client_id)
    assert (first.id, first.main, first.telephone) == (main, True, "8800")
    assert (first.person.birthday, first.person.taboos) == (
        Birthday(1980, 8, 15, lunar=True),
        "不谈价格",
    )
    assert (first.told, second.told) == ("8800", "138")
    assert (second.person.name, second.telephone, second.person.birthday) == ("丁一", "138", None)
