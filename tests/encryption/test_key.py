from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from app.backups.encrypting import copy_under
from app.encryption.key import FileKey, check_new_password
from app.encryption.keyring import Keyring
from app.encryption.pages import PAGE, Kind, kind_of
from app.errors import InvalidInputError, LockedFileError
from tests.encrypted import KEY, encrypted_copy, keys

SALT = b"salt for testing"


@given(st.binary(min_size=32, max_size=32))
def test_a_recovery_code_is_its_key_again_however_it_is_typed(raw):
    key = FileKey(raw, SALT)
    assert FileKey.from_code(key.code, SALT) == key
    typed = key.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert FileKey.from_code(f" {typed}\n", SALT) == key


@given(st.binary(min_size=32, max_size=32), st.integers(0, 68))
def test_one_wrong_character_in_a_recovery_code_is_noticed(raw, place):
    code = FileKey(raw, SALT).code
    if code[place] == "-":
        return
    other = "7" if code[place] != "7" else "8"
    with pytest.raises(InvalidInputError, match="抄错"):
        FileKey.from_code(code[:place] + other + code[place + 1 :], SALT)


def test_an_incomplete_recovery_code_says_what_is_missing():
    with pytest.raises(InvalidInputError, match="现在是 8 个"):
        FileKey.from_code(KEY.code[:9], SALT)
    with pytest.raises(InvalidInputError, match="没有这样的字符：U"):
        FileKey.from_code("U" + KEY.code[1:], SALT)


def test_a_key_is_never_in_what_is_printed_of_it():
    assert KEY.raw.hex() not in repr(KEY)
    assert "raw" not in repr(KEY)


@pytest.mark.parametrize(
    ("password", "again", "field"),
    [
        ("kurz", "kurz", "password"),
        (" mit leer ", " mit leer ", "password"),
        ("a" * 9, "b" * 9, "again"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(password, again, field):
    with pytest.raises(InvalidInputError) as error:
        check_new_password(password, again)
    assert set(error.value.fields) == {field}
    check_new_password("西湖边的 12 棵柳树", "西湖边的 12 棵柳树")


def test_the_password_opens_the_file_in_other_programs(empty_office, tmp_path):
    phrase = "西湖边的柳树'12"
    ring, key = Keyring(), FileKey.new(phrase)
    ring.add(key)
    target = tmp_path / "other.db"
    target.touch()
    copy_under(empty_office, target, ring, key)
    with closing(dbapi2.connect(str(target))) as other:
        quoted = phrase.replace("'", "''")
        other.execute(f"PRAGMA key='{quoted}'")  # what DB Browser for SQLite does
        assert other.execute("SELECT count(*) FROM client").fetchone() == (0,)


@pytest.fixture(scope="module")
def encrypted(empty_office, tmp_path_factory):
    return encrypted_copy(empty_office, tmp_path_factory.mktemp("kinds") / "one")


def test_what_a_file_is_can_be_told_without_a_key(empty_office, encrypted, tmp_path):
    assert kind_of(empty_office) is Kind.PLAIN
    assert kind_of(encrypted) is Kind.ENCRYPTED
    other = tmp_path / "other"
    for content in (b"", b"garbage " * 4000, b"PK\3\4" + encrypted.read_bytes()[4:], b"x" * 100):
        other.write_bytes(content)
        assert kind_of(other) is Kind.OTHER
    other.write_bytes(bytes(16) + empty_office.read_bytes()[16:])
    assert kind_of(other) is Kind.OTHER, "a plain file with a damaged head asks for no password"
    other.write_bytes(bytes(PAGE) + encrypted.read_bytes()[PAGE:])
    assert kind_of(other) is Kind.ENCRYPTED, "an encrypted one with a damaged head does"


def test_a_keyring_knows_which_key_opens_what(empty_office, encrypted, tmp_path):
    ring = Keyring()
    assert ring.of(empty_office) is None
    assert ring.of(tmp_path / "none.db") is None
    with pytest.raises(LockedFileError, match="加了密"):
        ring.of(encrypted)
    assert not ring.opens(encrypted)
    ring.add(KEY)
    assert ring.of(encrypted) == KEY
    assert ring.opens(encrypted)


def test_a_key_is_known_again_though_the_head_of_its_file_is_damaged(encrypted, tmp_path):
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(bytes(PAGE) + encrypted.read_bytes()[PAGE:])
    assert keys().of(damaged) == KEY


def test_fault_2_a_power_cut_in_a_growing_file_hides_neither_what_it_is_nor_its_key(
    encrypted, tmp_path
):
    content, cut = encrypted.read_bytes(), tmp_path / "cut.db"
    cut.write_bytes(content[: 3 * PAGE] + bytes(9 * len(content)))
    assert kind_of(cut) is Kind.ENCRYPTED, "pages that were never written are zeros"
    torn = [content[at : at + PAGE // 2] + bytes(PAGE // 2) for at in range(0, len(content), PAGE)]
    cut.write_bytes(b"".join([content[:PAGE], *torn[1:]]))
    assert keys().of(cut) == KEY


def test_a_file_in_another_ones_place_is_looked_at_anew(empty_office, encrypted, tmp_path):
    place, ring = tmp_path / "keyou.db", keys()
    place.write_bytes(encrypted.read_bytes())
    assert ring.of(place) == KEY
    place.unlink()
    place.write_bytes(empty_office.read_bytes())
    ring.forget(place)
    assert ring.of(place) is None


def test_every_page_knows_its_key_and_nothing_of_it_is_plain(encrypted, empty_office):
    content = encrypted.read_bytes()
    pages = KEY.pages
    sound = [
        pages.sound(content[at : at + PAGE], at // PAGE + 1) for at in range(0, len(content), PAGE)
    ]
    assert all(sound)
    assert not FileKey.random().fits(encrypted)
    assert not FileKey.random().fits(encrypted / "none")
    assert b"client" in empty_office.read_bytes()
    assert b"client" not in content
    whole = pages.all_plain(encrypted)
    assert whole.startswith(b"SQLite format 3\0")
    assert b"client" in whole
