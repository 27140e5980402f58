import pytest

from app.language.telephones import numbers_in


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("0755-8234 5678", ["075582345678"]),
        (
            "0755-82345678/82345679、１３８００１３８０００",
            ["075582345678", "82345679", "13800138000"],
        ),
        ("(+86) 138-0013-8000", ["8613800138000"]),
        ("13800138000  13900139000", ["13800138000", "13900139000"]),
        ("无", []),
        ("", []),
    ],
)
def test_each_number_is_read_as_digits(typed, numbers):
    assert numbers_in(typed) == numbers
