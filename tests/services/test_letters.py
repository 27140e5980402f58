from dataclasses import replace
from datetime import date

import pytest

from app.domain.courtesies import Receiver
from app.domain.letters import FIELDS
from app.domain.types import LetterKind, Sex
from app.errors import ConflictError, InvalidInputError
from app.queries.letters import letter_templates, letter_values, template_content
from app.queries.office import office_settings
from app.services.clients_bulk import delete_clients, set_manager
from app.services.contacts import delete_contacts
from app.services.letters import delete_template, keep_template, rename_template
from app.services.office import save_office_settings
from tests.clients import new_client, new_contact, new_staff
from tests.services.test_clients import undo_last

DAY = date(2025, 12, 20)


def kept(desk, name="贺信", kind=LetterKind.LETTER):
    return keep_template(desk, name, kind, file_name="贺信.docx", content=b"docx")


def names(desk):
    with desk.db.read() as session:
        return [(one.name, one.kind) for one in letter_templates(session)]


def test_templates_are_kept_renamed_and_deleted(desk):
    label = kept(desk, "地址标签", LetterKind.LABEL)
    letter = kept(desk)
    assert names(desk) == [("贺信", LetterKind.LETTER), ("地址标签", LetterKind.LABEL)]
    with pytest.raises(InvalidInputError, match="已经有了"):
        kept(desk, " 贺信 ")
    rename_template(desk, letter, "新年贺信")
    with pytest.raises(InvalidInputError):
        rename_template(desk, letter, "地址标签")
    with desk.db.read() as session:
        assert template_content(session, letter) == b"docx"
    delete_template(desk, label)
    delete_template(desk, label)
    with pytest.raises(ConflictError):
        rename_template(desk, label, "标签")
    assert names(desk) == [("新年贺信", LetterKind.LETTER)]
    with desk.db.read() as session:
        assert template_content(session, label) is None


def test_loading_a_template_can_be_undone(desk):
    kept(desk)
    undo_last(desk)
    assert names(desk) == []


def test_a_deleted_template_comes_back_with_its_file(desk):
    letter = kept(desk)
    delete_template(desk, letter)
    assert names(desk) == []
    for there in (True, False, True):
        undo_last(desk)
        with desk.db.read() as session:
            assert template_content(session, letter) == (b"docx" if there else None)


def values(desk, *receivers):
    with desk.db.read() as session:
        return letter_values(session, receivers, today=DAY, by="李明")


def test_every_field_has_a_value_for_each_receiver(desk):
    with desk.db.read() as session:
        settings = office_settings(session)
    save_office_settings(desk, replace(settings, hotel_name="临湖酒店"))
    client_id = new_client(desk, address="湖滨路 1 号", telephones="0571-1", short_name="华东")
    set_manager(desk, [client_id], new_staff(desk, "王芳"))
    main = new_contact(desk, client_id, "陈建国", sex=Sex.MALE, post="主任", main=True)
    other = new_contact(desk, client_id, "欧阳娜", sex=Sex.FEMALE)
    first, second = values(
        desk, Receiver(client_id, title="春节问候"), Receiver(client_id, other, title="生日")
    )
    assert set(first) == set(second) == set(FIELDS)
    assert first == {
        "客户名称": "华东机械",
        "客户简称": "华东",
        "客户编号": "KH0001",
        "地址": "湖滨路 1 号",
        "电话": "0571-1",
        "联系人": "陈建国",
        "称呼": "陈建国先生",
        "部门": "",
        "职务": "主任",
        "手机": "",
        "缘由": "春节问候",
        "客户经理": "王芳",
        "经办人": "李明",
        "酒店名称": "临湖酒店",
        "日期": "2025年12月20日",
        "年份": "2025",
    }
    assert (second["称呼"], second["缘由"]) == ("欧阳娜女士", "生日")
    delete_contacts(desk, [main, other])
    (alone,) = values(desk, Receiver(client_id))
    assert set(alone) == set(FIELDS)
    assert (alone["联系人"], alone["称呼"], alone["客户简称"]) == ("", "尊敬的客户", "华东")


def test_a_person_of_unknown_sex_is_named_and_the_deleted_are_not_written_to(desk):
    client_id, gone = new_client(desk), new_client(desk, "停业")
    contact = new_contact(desk, client_id, "陈建国")
    delete_clients(desk, [gone])
    (only,) = values(desk, Receiver(gone), Receiver(client_id, contact))
    assert (only["称呼"], only["客户简称"], only["客户经理"]) == ("陈建国", "华东机械", "")
