from app.domain.birthdays import Birthday
from app.domain.types import Sex
from app.queries.partnership import client_choice, client_choices, contact_choices
from app.services.contacts import mark_contact_left
from tests.log import new_client, new_contact, new_entry, new_staff


def test_clients_are_found_as_they_are_typed(desk, db):
    staff_id = new_staff(desk)
    first = new_client(desk, "重庆大厦", "A1", telephones="023-6700", manager_id=staff_id)
    second = new_client(desk, "华东机械", "B2")
    new_contact(desk, second, "曾立", mobile="13800138000")
    new_entry(desk, second)
    with db.read() as session:

        def found(typed):
            return [choice.id for choice in client_choices(session, typed)]

        assert found("cqds") == [first]
        assert found("曾立") == found("8000") == [second]
        assert found("") == [second, first]
        assert found("没有") == []
        choice = client_choice(session, first)
        assert (choice.told, choice.manager_id) == ("A1　023-6700", staff_id)
        assert client_choice(session, second).manager_id is None
        assert client_choice(session, 99) is None


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
    assert (second.person.name, second.telephone, second.person.birthday) == ("丁一", "138", None)
