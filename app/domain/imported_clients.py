"""From the cells of a client row to a client file, its contact, agreement, signers and tags."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from app.domain.birthdays import Birthday
from app.domain.clients import ClientDraft, tags_from
from app.domain.imported_trade import fen
from app.domain.own_fields import OWN
from app.domain.types import ClientStatus, GradeSource
from app.errors import InvalidInputError
from app.i18n import _

Values = Mapping[str, Any]
Columns = dict[str, Any]
Problems = dict[str, str]

_TEXTS = [
    "name",
    "short_name",
    "english_name",
    "industry",
    "segment",
    "source",
    "region",
    "address",
    "telephones",
    "website",
    "credit_code",
    "hotels_used",
    "status_reason",
    "notes",
]
_PLAIN = ("potential_room_nights", "major", "terms_days", "billing_day")
_CONTACT_TEXTS = [
    "name",
    "department",
    "post",
    "mobile",
    "telephone",
    "wechat",
    "email",
    "home_town",
    "interests",
    "taboos",
    "topics",
    "notes",
]
MAIN = "contact_"
_NAMELESS = {
    MAIN: _("未留姓名"),
    **{f"contact{n}_": _("未留姓名 {n}").format(n=n) for n in (2, 3)},
}
"""By the beginning of their columns' names, what contacts are called that the row does not name."""
_GIVEN = {prefix: [(name, prefix + name) for name in _CONTACT_TEXTS] for prefix in _NAMELESS}
_SEPARATORS = re.compile(r"[、，,;；/\n\s]+")

CLIENT_DEFAULTS: Mapping[str, Any] = {
    "short_name": "",
    "english_name": "",
    "kind": None,
    "industry": "",
    "segment": "",
    "source": "",
    "region": "",
    "address": "",
    "telephones": "",
    "website": "",
    "credit_code": "",
    "potential_room_nights": None,
    "hotels_used": "",
    "manager_id": None,
    "relationship_manager_id": None,
    "major": False,
    "grade": None,
    "grade_source": None,
    "credit_limit": None,
    "terms_days": None,
    "billing_day": None,
    "status": ClientStatus.ACTIVE.value,
    "status_reason": "",
    "notes": "",
}
CONTACT_DEFAULTS: Mapping[str, Any] = {
    **dict.fromkeys(_CONTACT_TEXTS, ""),
    "sex": None,
    "birth_year": None,
    "birth_month": None,
    "birth_day": None,
    "birth_lunar": False,
    "birth_leap": False,
}


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client row taken apart; only what the row gives is in it.

    ``file`` and ``contact`` hold columns as the table keeps them (amounts in fen, choices by
    code); ``agreement`` likewise. ``managers`` maps the manager columns to the names given,
    ``own`` the keys of the office's own fields to what they hold. ``others`` are more contacts.
    """

    number: int
    code: str
    name: str
    file: Columns
    contact: Columns
    agreement: Columns
    signers: Sequence[str]
    tags: Sequence[str]
    managers: Mapping[str, str]
    own: Mapping[str, str] = field(default_factory=dict)
    others: Sequence[Columns] = ()

    @property
    def fullness(self) -> int:
        """Return how much the row tells: of two rows for one client the fuller one leads."""
        return (
            len(self.file)
            + len(self.contact)
            + len(self.agreement)
            + len(self.managers)
            + len(self.own)
        )


def client_row(number: int, values: Values) -> tuple[ClientRow, Problems]:
    """Take a row apart; return it with a message for each wrong field."""
    file = {name: values[name] for name in (*_TEXTS, *_PLAIN) if name in values}
    for name in ("kind", "status"):
        if name in values:
            file[name] = values[name].value
    if "credit_limit" in values:
        file["credit_limit"] = fen(values["credit_limit"])
    if "grade" in values:
        file["grade"], file["grade_source"] = values["grade"], GradeSource.IMPORT.value
    managers = {
        f"{name}_id": values[name] for name in ("manager", "relationship_manager") if name in values
    }
    problems = _wrong(values)
    contact, *others = ({} if problems else _contact(values, prefix) for prefix in _NAMELESS)
    row = ClientRow(
        number=number,
        code=values.get("code", ""),
        name=values.get("name", ""),
        file=file,
        contact=contact,
        agreement=_agreement(values),
        signers=tuple(filter(None, _SEPARATORS.split(values.get("signers", "")))),
        tags=tags_from(values.get("tags", "")),
        managers=managers,
        own={
            name.removeprefix(OWN): value for name, value in values.items() if name.startswith(OWN)
        },
        others=[one for one in others if one],
    )
    return row, problems


def _wrong(values: Values) -> Problems:
    names = ("name", "potential_room_nights", "terms_days", "billing_day", "credit_limit")
    draft = ClientDraft(
        **{name: values[name] for name in names if name in values},
        tags=tags_from(values.get("tags", "")),
    )
    problems = draft.problems()
    try:
        _birthday(values)
    except InvalidInputError as error:
        problems["contact_birthday"] = error.fields["birthday"]
    return problems


def _contact(values: Values, prefix: str) -> Columns:
    """Return what the row gives of one of its contacts."""
    found = {name: values[given] for name, given in _GIVEN[prefix] if given in values}
    if (sex := values.get(f"{prefix}sex")) is not None:
        found["sex"] = sex.value
    if (birthday := _birthday(values, prefix)) is not None:
        found |= birthday_columns(birthday)
    if found and "name" not in found:
        found["name"] = _NAMELESS[prefix]
    return found


def _birthday(values: Values, prefix: str = MAIN) -> Birthday | None:
    """Return the birthday, of a solar and a lunar one the solar one.

    Raises:
        InvalidInputError: Another column calls it lunar, and it cannot be.
    """
    lunar: Birthday | None = values.get(f"{prefix}lunar_birthday")
    found: Birthday | None = values.get(f"{prefix}birthday", lunar)
    if found is not None and values.get(f"{prefix}calendar"):
        return replace(found, lunar=True)
    return found


def birthday_columns(birthday: Birthday) -> Columns:
    """Return how a contact's birthday stands in the table."""
    return {
        "birth_year": birthday.year,
        "birth_month": birthday.month,
        "birth_day": birthday.day,
        "birth_lunar": birthday.lunar,
        "birth_leap": birthday.leap,
    }


def _agreement(values: Values) -> Columns:
    names = {
        "agreement_number": "number",
        "agreement_from": "valid_from",
        "agreement_to": "valid_to",
    }
    return {column: values[name] for name, column in names.items() if name in values}


def shown_fen(amount: int | None) -> str:
    """Return whole fen as yuan with thousands."""
    return "—" if amount is None else f"{Decimal(amount).scaleb(-2):,.2f}"
