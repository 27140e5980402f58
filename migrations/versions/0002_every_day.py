"""every day"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "checklist_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum("before", "during", "after", name="phase", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_point")),
    )
    op.create_table(
        "department",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_department")),
        sa.UniqueConstraint("name", name=op.f("uq_department_name")),
    )
    op.create_table(
        "festival",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("lunar", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_festival")),
        sa.UniqueConstraint("name", name=op.f("uq_festival_name")),
    )
    op.create_table(
        "holiday",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday")),
        sa.UniqueConstraint("day", name=op.f("uq_holiday_day")),
    )
    op.create_table(
        "letter_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("letter", "label", name="letterkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=260), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_template")),
        sa.UniqueConstraint("name", name=op.f("uq_letter_template_name")),
    )
    op.create_table(
        "service_standard",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("grade", "standing", name="standardkind", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("contact_days", sa.Integer(), nullable=True),
        sa.Column("visit_days", sa.Integer(), nullable=True),
        sa.Column("answer_hours", sa.Integer(), nullable=True),
        sa.Column("solve_days", sa.Integer(), nullable=True),
        sa.Column("courtesies", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column("rate_ceiling", sa.String(length=100), nullable=False),
        sa.Column("credit_ceiling", sa.BigInteger(), nullable=True),
        sa.Column("strategy", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_standard")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_service_standard_kind_code")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("name", name=op.f("uq_topic_name")),
    )
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("from_staff_id", sa.Integer(), nullable=True),
        sa.Column("from_name", sa.String(length=40), nullable=False),
        sa.Column("to_staff_id", sa.Integer(), nullable=True),
        sa.Column("to_name", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_staff_id"],
            ["staff.id"],
            name=op.f("fk_handover_from_staff_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_handover_staff_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["to_staff_id"], ["staff.id"], name=op.f("fk_handover_to_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )
    with op.batch_alter_table("handover", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_handover_from_staff_id"), ["from_staff_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_handover_handed_on"), ["handed_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_handover_to_staff_id"), ["to_staff_id"], unique=False)

    op.create_table(
        "account_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("development", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("opportunities", sa.Text(), nullable=False),
        sa.Column("help_offered", sa.Text(), nullable=False),
        sa.Column("departments", sa.Text(), nullable=False),
        sa.Column("review_months", sa.Integer(), nullable=False),
        sa.Column("next_review_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_account_plan_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_plan")),
        sa.UniqueConstraint("client_id", name=op.f("uq_account_plan_client_id")),
    )
    with op.batch_alter_table("account_plan", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_plan_next_review_on"), ["next_review_on"], unique=False
        )

    op.create_table(
        "account_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_account_review_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_account_review_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_review")),
    )
    with op.batch_alter_table("account_review", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_account_review_client_id"), ["client_id"], unique=False
        )

    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_form_draft_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_form_draft_staff_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
    )
    with op.batch_alter_table("form_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_draft_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            "ix_form_draft_staff_id", ["staff_id", "form", "record_id"], unique=False
        )

    op.create_table(
        "handover_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_handover_line_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["handover_id"],
            ["handover.id"],
            name=op.f("fk_handover_line_handover_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_line")),
    )
    with op.batch_alter_table("handover_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handover_line_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_handover_line_handover_id"), ["handover_id"], unique=False
        )

    op.create_table(
        "key_account_refusal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("refused_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_key_account_refusal_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_key_account_refusal_staff_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_account_refusal")),
    )
    with op.batch_alter_table("key_account_refusal", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_key_account_refusal_client_id"), ["client_id"], unique=False
        )

    op.create_table(
        "booking_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("booking_id", sa.Integer(), nullable=False),
        sa.Column(
            "phase",
            sa.Enum("before", "during", "after", name="phase", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_booking_point_booking_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_point")),
    )
    with op.batch_alter_table("booking_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_booking_point_booking_id"), ["booking_id"], unique=False
        )

    op.create_table(
        "client_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(length=60), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "complaint",
                "enquiry",
                "booking",
                "transfer",
                "payment",
                "other",
                name="casekind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "visit",
                "meeting",
                "reception",
                "call",
                "letter_in",
                "letter_out",
                "message",
                "hotline",
                name="channel",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column(
            "severity",
            sa.Enum("ordinary", "serious", "urgent", name="severity", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(), nullable=True),
        sa.Column("solve_due_on", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "working",
                "solved",
                "closed",
                name="casestate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("solved_at", sa.DateTime(), nullable=True),
        sa.Column("solution", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column(
            "satisfaction",
            sa.Enum(
                "pleased", "neutral", "displeased", name="reaction", native_enum=False, length=20
            ),
            nullable=True,
        ),
        sa.Column("closing_words", sa.Text(), nullable=False),
        sa.Column("compensation", sa.String(length=300), nullable=False),
        sa.Column("compensation_amount", sa.BigInteger(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("improvement", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"],
            ["booking.id"],
            name=op.f("fk_client_case_booking_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_case_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_client_case_communication_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_client_case_contact_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_client_case_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_case")),
        sa.UniqueConstraint("number", name=op.f("uq_client_case_number")),
    )
    with op.batch_alter_table("client_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_case_booking_id"), ["booking_id"], unique=False)
        batch_op.create_index(
            "ix_client_case_client_id", ["client_id", "received_at"], unique=False
        )
        batch_op.create_index(
            "ix_client_case_closed_at", ["state", "deleted_at", "closed_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_client_case_communication_id"), ["communication_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_client_case_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index("ix_client_case_received_at", ["received_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_client_case_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(
            "ix_client_case_state", ["state", "deleted_at", "solve_due_on"], unique=False
        )

    op.create_table(
        "courtesy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "occasion",
            sa.Enum(
                "birthday",
                "important_date",
                "festival",
                "other",
                name="occasion",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("occasion_on", sa.Date(), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("given", sa.String(length=300), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_courtesy_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_courtesy_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_courtesy_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_courtesy")),
    )
    with op.batch_alter_table("courtesy", schema=None) as batch_op:
        batch_op.create_index("ix_courtesy_client_id", ["client_id", "given_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_courtesy_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_courtesy_given_on"), ["given_on"], unique=False)
        batch_op.create_index(
            "ix_courtesy_occasion", ["occasion", "subject_id", "occasion_on"], unique=False
        )

    op.create_table(
        "important_date",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "founding",
                "cooperation",
                "personal",
                "other",
                name="datekind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("lunar", sa.Boolean(), nullable=False),
        sa.Column("leap", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.String(length=300), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_important_date_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_important_date_contact_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_important_date")),
    )
    with op.batch_alter_table("important_date", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_important_date_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_important_date_contact_id"), ["contact_id"], unique=False
        )

    op.create_table(
        "reception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("guest", sa.String(length=60), nullable=False),
        sa.Column("rank", sa.String(length=60), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("arrives_time", sa.Time(), nullable=True),
        sa.Column("leaves_on", sa.Date(), nullable=True),
        sa.Column("prepared", sa.Text(), nullable=False),
        sa.Column("courtesies", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "received",
                "cancelled",
                name="receptionstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_reception_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_reception_contact_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_reception_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception")),
    )
    with op.batch_alter_table("reception", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reception_arrives_on"), ["arrives_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_reception_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reception_contact_id"), ["contact_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reception_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "topic_shown",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("shown_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_topic_shown_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_topic_shown_communication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_topic_shown_staff_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_shown_topic_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic_shown")),
    )
    with op.batch_alter_table("topic_shown", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_topic_shown_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_topic_shown_communication_id"), ["communication_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_topic_shown_topic_id"), ["topic_id"], unique=False)

    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "working",
                "solved",
                "closed",
                name="casestate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["client_case.id"], name=op.f("fk_case_event_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_case_event_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_event_case_id"), ["case_id"], unique=False)

    op.create_table(
        "case_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=40), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["client_case.id"], name=op.f("fk_case_step_case_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_case_step_department_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_step")),
    )
    with op.batch_alter_table("case_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_step_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_case_step_department_id"), ["department_id"], unique=False
        )

    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("learned", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("names_client", sa.Boolean(), nullable=False),
        sa.Column("names_contact", sa.Boolean(), nullable=False),
        sa.Column("contact_name", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["client_case.id"], name=op.f("fk_notice_case_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_notice_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_notice_communication_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_notice_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notice_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_notice_communication_id"), ["communication_id"], unique=False
        )

    op.create_table(
        "notice_hanging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("hung_on", sa.Date(), nullable=False),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["notice_id"],
            ["notice.id"],
            name=op.f("fk_notice_hanging_notice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_notice_hanging_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_hanging")),
    )
    with op.batch_alter_table("notice_hanging", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_notice_hanging_notice_id"), ["notice_id"], unique=False
        )

    with op.batch_alter_table("client_fact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("last_made_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("last_visit_on", sa.Date(), nullable=True))

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("due_time", sa.Time(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "rule",
                sa.Enum(
                    "contact",
                    "visit",
                    "birthday",
                    "important_date",
                    "festival",
                    "agreement",
                    "money",
                    "review",
                    name="taskrule",
                    native_enum=False,
                    length=20,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("subject_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("occasion_on", sa.Date(), nullable=True))
        batch_op.create_index(batch_op.f("ix_task_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_task_open", ["status", "deleted_at", "client_id", "due_on"], unique=False
        )
        batch_op.create_index("ix_task_rule", ["rule", "subject_id", "occasion_on"], unique=False)
        batch_op.create_foreign_key(
            batch_op.f("fk_task_case_id"), "client_case", ["case_id"], ["id"], ondelete="CASCADE"
        )

    fill()


# What an office begins with, and may change in its settings; facts that follow from the log.
DEPARTMENTS = ("前厅部", "客房部", "餐饮部", "工程部", "财务部", "保安部", "销售部")
TOPICS = (
    ("怎样预订", "预订电话、传真和邮件，要说明的内容，几时回复确认，担保与保留时间。"),
    ("怎样查询", "房态、价格和账单向谁查询，几时能查。"),
    ("变更与取消", "最晚几时通知，怎样通知，会不会收费。"),
    ("付款与对账", "付款方式、账期、对账单几时寄出，有疑问找谁。"),
    ("签单与有权签单人", "谁可以签单，怎样更换有权签单人。"),
    ("当前的促销", "现在有哪些优惠，适用日期和条件。"),
)
FESTIVALS = (
    ("元旦", 1, 1, False, True),
    ("春节", 1, 1, True, True),
    ("元宵节", 1, 15, True, False),
    ("端午节", 5, 5, True, True),
    ("中秋节", 8, 15, True, True),
    ("重阳节", 9, 9, True, False),
    ("国庆节", 10, 1, False, True),
)
POINTS = (
    ("before", "确认客户的要求：日期、房型、人数、会场、用餐"),
    ("before", "报价并书面确认，说明担保、变更与取消的规定"),
    ("before", "把要求书面通知前厅、客房、餐饮等部门"),
    ("before", "抵店前一天再核对一次，与客户联系人通话"),
    ("during", "到场迎接，确认入住顺利"),
    ("during", "住店期间问一次是否满意，有问题当天处理"),
    ("during", "签单人与消费限额核对无误"),
    ("after", "离店后三天内致谢，听取意见"),
    ("after", "账单寄出并核对，按账期跟进收款"),
    ("after", "意见转告有关部门，记入客户档案"),
)
STANDARDS = (
    # kind, code, contact days, visit days, answer hours, solve working days, courtesies, strategy
    ("grade", "A", 14, 30, 2, 2, "生日、节日登门致意", "客户优先：由关系经理专人照看。"),
    ("grade", "B", 30, 60, 4, 3, "生日、节日致意", "帮助客户扩大用量，争取升为 A 级。"),
    ("grade", "C", 60, 120, 8, 5, "节日致意", "保持联系，找出增长的机会。"),
    ("grade", "D", 90, None, 24, 7, "", "以电话联系为主，控制账期与信用额度。"),
    ("standing", "prospect", 30, 60, 8, 5, "", "了解需要，请来看房，争取第一笔预订。"),
    ("standing", "new", 14, 45, 4, 3, "节日致意", "首次入住后回访，教会怎样预订和付款。"),
    ("standing", "existing", 60, 120, 8, 5, "节日致意", "巩固往来，定期回访。"),
)
LAST_HELD = """
    UPDATE client_fact SET {column} = (
        SELECT max(held_on) FROM communication
        WHERE communication.client_id = client_fact.client_id
        AND communication.deleted_at IS NULL AND {condition}
    )
"""


def fill() -> None:
    made, visited = "channel NOT IN ('letter_in', 'hotline')", "channel = 'visit'"
    op.execute(LAST_HELD.format(column="last_made_on", condition=made))
    op.execute(LAST_HELD.format(column="last_visit_on", condition=visited))
    add(
        "department",
        ({"name": name, "position": place} for place, name in enumerate(DEPARTMENTS)),
        {"active": True, "version": 1},
    )
    add(
        "topic",
        (
            {"name": name, "details": details, "position": place}
            for place, (name, details) in enumerate(TOPICS)
        ),
        {"active": True, "version": 1},
    )
    names = ("name", "month", "day", "lunar", "active")
    add("festival", (dict(zip(names, row, strict=True)) for row in FESTIVALS), {"version": 1})
    add(
        "checklist_point",
        (
            {"phase": phase, "text": text, "position": place}
            for place, (phase, text) in enumerate(POINTS)
        ),
        {"active": True, "version": 1},
    )
    names = (
        "kind",
        "code",
        "contact_days",
        "visit_days",
        "answer_hours",
        "solve_days",
        "courtesies",
        "strategy",
    )
    add(
        "service_standard",
        (dict(zip(names, row, strict=True)) for row in STANDARDS),
        {"benefits": "", "rate_ceiling": "", "version": 1},
    )


def add(table, rows, always):
    rows = [row | always for row in rows]
    columns = [sa.column(name) for name in rows[0]]
    op.bulk_insert(sa.table(table, *columns), rows)
