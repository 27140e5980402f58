import pytest

from app.language.credit_code import looks_wrong


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("91110000600037341L", False),
        ("91110000600037341K", True),
        ("9111000060003734", True),
        ("深圳", True),
        ("", False),
    ],
)
def test_a_code_with_a_wrong_check_sign_is_doubted(code, wrong):
    assert looks_wrong(code) is wrong
