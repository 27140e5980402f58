"""What every table is to a person's rights: whose rows it holds, and which right changes them.

Kept by hand and without the tables themselves, whose loading takes time; a test compares it with
the models, so that a new table must be thought about.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.rights import Right


@dataclass(frozen=True, slots=True)
class Path:
    """By which column a row leads to its client, and in which table that column points.

    ``parent`` empty: the column is the client's id itself.
    """

    column: str
    parent: str = ""


DIRECT = Path("client_id")

EDITED: Mapping[str, Path] = {
    "client_tag": DIRECT,
    "client_alias": DIRECT,
    "contact": DIRECT,
    "agreement": DIRECT,
    "agreement_rate": Path("agreement_id", "agreement"),
    "signer": DIRECT,
    "attachment": DIRECT,
    "booking": DIRECT,
    "booking_point": Path("booking_id", "booking"),
    "receipt": DIRECT,
    "important_date": DIRECT,
    "reception": DIRECT,
    "account_plan": DIRECT,
    "account_review": DIRECT,
    "consent": Path("contact_id", "contact"),
}
"""Part of the client's file: changed by whose client it is."""

LOGGED: Mapping[str, Path] = {
    "communication": DIRECT,
    "communication_contact": Path("communication_id", "communication"),
    "task": DIRECT,
    "client_case": DIRECT,
    "case_step": Path("case_id", "client_case"),
    "case_event": Path("case_id", "client_case"),
    "topic_shown": DIRECT,
    "courtesy": DIRECT,
    "notice": DIRECT,
    "notice_hanging": Path("notice_id", "notice"),
}
"""Work with a client: written by who may see the client."""

SIGNED = ("communication", "courtesy", "notice")
"""Of another's client only what one wrote oneself (``staff_id``) may be changed."""

SHARED: Mapping[str, Path] = {"client_share": DIRECT}

FOLLOWING: Mapping[str, Path] = {"client_fact": DIRECT, "client_year": DIRECT}
"""What follows from other rows; nobody changes it by hand."""

RESERVED: Mapping[str, Right] = {
    "handover": Right.REASSIGN,
    "handover_line": Right.REASSIGN,
    "key_account_refusal": Right.KEY_ACCOUNTS,
    "distinct_pair": Right.MERGE,
    "import_batch": Right.IMPORT,
    "erasure": Right.ERASE,
    "retention_review": Right.ERASE,
    "setting": Right.SETTINGS,
    "holiday": Right.SETTINGS,
    "department": Right.SETTINGS,
    "festival": Right.SETTINGS,
    "letter_template": Right.SETTINGS,
    "topic": Right.SETTINGS,
    "checklist_point": Right.SETTINGS,
    "service_standard": Right.SETTINGS,
    "staff": Right.STAFF,
    "recovery_code": Right.STAFF,
}
"""Whoever has the right may change any row; nobody else may change one."""

RESERVED_COLUMNS: Mapping[Right, tuple[str, ...]] = {
    Right.REASSIGN: ("manager_id", "relationship_manager_id"),
    Right.GRADE: ("grade", "grade_source"),
    Right.KEY_ACCOUNTS: ("major",),
    Right.MERGE: ("merged_into_id",),
}
"""Columns of ``client`` that ask for more than editing it."""

PERSONAL: Mapping[str, tuple[str, Right]] = {
    "form_draft": ("{row}.staff_id", Right.EDIT),
    "sign_in": ("{row}.staff_id", Right.STAFF),
    "screening": ("{row}.scope_staff_id", Right.APPROVE),
    "screening_submission": ("{row}.staff_id", Right.APPROVE),
    "screening_line": ("{row}.manager_id", Right.SCORE),
    "screening_score": (
        "(SELECT manager_id FROM main.screening_line WHERE id = {row}.line_id)",
        Right.SCORE,
    ),
}
"""Whose a row is, as SQL; another's row asks for the right over everybody."""

SHARED_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "sign_in": ("failures",),
    "recovery_code": ("failures",),
    "screening": (
        "step",
        "state",
        "remark",
        "submitted_at",
        "submitted_by_id",
        "version",
    ),
    "screening_line": ("rank",),
}
"""Columns that change with somebody's own work: the last who hands in hands in the whole, and one
line's points move the others' ranks; wrong passwords are counted whoever sits here."""

FREE = ("action", "change", "saved_view")
"""Everybody's: the journal writes itself, views are the office's."""

SEEN_BY_CLIENT: Mapping[str, Path] = {
    **EDITED,
    **LOGGED,
    **SHARED,
    **FOLLOWING,
    "handover_line": DIRECT,
    "key_account_refusal": DIRECT,
    "erasure": DIRECT,
    "retention_review": Path("contact_id", "contact"),
    "screening_line": DIRECT,
    "screening_score": Path("line_id", "screening_line"),
}
"""The tables of which a person sees the rows of visible clients."""

SEEN_WHOLE = (
    "alembic_version",
    "setting",
    "holiday",
    "department",
    "festival",
    "letter_template",
    "topic",
    "checklist_point",
    "service_standard",
    "staff",
    "saved_view",
    "sign_in",
    "recovery_code",
    "import_batch",
    "screening",
    "screening_submission",
)
"""The tables everybody reads whole: they hold nothing of a client."""
