"""However a name or a number is written, it is found; and nobody else's is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.needles import BLOT, Number, needles_in, needles_of, numbers_in

SAME = {
    "13800138000": (
        "+8613800138000",
        "+86 138 0013 8000",
        "0086-138.0013.8000",
        "013800138000",
        "(138)0013-8000",
        "１３８００１３８０００",
    ),
    "+86 138-0013-8000": ("13800138000", "138 0013 8000", "8613800138000"),
    "0755-82345678": (
        "82345678",
        "(0755)82345678",
        "（0755）8234 5678",
        "+86 755 82345678",
        "8234-5678转801",
    ),
    "0755-82345678转801": ("0755-82345678", "82345678-801", "82345678 转 801"),
    "0755 82345678-801": ("075582345678", "0755-82345678"),
    "0573-1234567-801": ("1234567", "0573 1234567"),
    "82345678-801": ("82345678", "0755-82345678"),
    "021 6234 5678": ("62345678",),
    "+852 2345 6789": ("2345 6789", "852-23456789"),
}


@pytest.mark.parametrize(("kept", "written"), [(k, w) for k, many in SAME.items() for w in many])
def test_a_number_is_found_however_it_is_written(kept, written):
    needles = needles_of((), [kept])
    blotted = needles.blotted(f"请打{written}，急")
    assert BLOT in blotted
    assert not needles.are_in(blotted)


@pytest.mark.parametrize(
    ("kept", "other"),
    [
        ("13800138000", "138001380001"),
        ("13800138000", "2138001380004"),
        ("0755-82345678", "010-82345678"),
        ("0755-82345678", "（010）82345678"),
        ("0755-82345678", "1382345678"),
    ],
)
def test_another_number_stays(kept, other):
    assert not needles_of((), [kept]).are_in(f"请打{other}，急")


@given(st.lists(st.sampled_from(["", " ", "-", "—", ".", "\u3000", "（", "） "]), min_size=10))
def test_whatever_stands_between_the_digits(between):
    written = "".join(a + b for a, b in zip("13800138000", [*between[:10], ""], strict=True))
    assert needles_of((), ["13800138000"]).are_in(f"电话{written}。")


def test_a_field_may_hold_several_numbers():
    typed = "13800138000 13900139000/0755-82345678转2；+852 23456789"
    assert list(numbers_in(typed)) == [
        Number("13800138000", "86"),
        Number("13900139000", "86"),
        Number("82345678", "86", "755"),
        Number("23456789", "852"),
    ]
    assert list(numbers_in("0571-88，无")) == []
    assert list(numbers_in("")) == []
    assert list(numbers_in("138****5678 / 13900139000")) == [Number("13900139000", "86")]


@pytest.mark.parametrize(
    ("kept", "written"),
    [
        ("张三", "张 三"),
        ("张\u3000三", "张三"),
        ("欧阳 慕白", "欧阳慕白"),
        ("John Smith", "john  SMITH"),
    ],
)
def test_a_name_is_found_with_and_without_spaces(kept, written):
    assert needles_of([kept], ()).blotted(f"请{written}来") == f"请{BLOT}来"


def test_what_is_typed_is_a_number_or_a_name():
    assert needles_in("１３８ 0013－8000").numbers == (Number("13800138000", "86"),)
    assert needles_in(" 张 三 ").words == ("张三",)
    assert not needles_in("张").any
