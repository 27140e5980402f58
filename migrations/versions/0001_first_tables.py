"""first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("view", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_page"), ["page"], unique=False)

    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column(
            "post",
            sa.Enum(
                "director",
                "manager",
                "senior",
                "officer",
                "representative",
                name="post",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("undoable", sa.Boolean(), nullable=False),
        sa.Column("undo_of_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_action_staff_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["undo_of_id"], ["action.id"], name=op.f("fk_action_undo_of_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_action_at"), ["at"], unique=False)

    op.create_table(
        "screening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("cut_off_on", sa.Date(), nullable=False),
        sa.Column("scope_staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "approved",
                name="screeningstate",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("compiled_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("supersedes_id", sa.Integer(), nullable=True),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["staff.id"],
            name=op.f("fk_screening_approved_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["scope_staff_id"],
            ["staff.id"],
            name=op.f("fk_screening_scope_staff_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"],
            ["staff.id"],
            name=op.f("fk_screening_submitted_by_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["screening.id"], name=op.f("fk_screening_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening")),
    )
    with op.batch_alter_table("screening", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_year"), ["year"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=6), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_change_action_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_change_action_id"), ["action_id"], unique=False)
        batch_op.create_index("ix_change_table_name_row_id", ["table_name", "row_id"], unique=False)

    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "clients",
                "bookings",
                "receipts",
                "communications",
                name="importkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=260), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("joined", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["action.id"],
            name=op.f("fk_import_batch_action_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_import_batch_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    op.create_table(
        "screening_submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(), nullable=True),
        sa.Column("sent_back_at", sa.DateTime(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.id"],
            name=op.f("fk_screening_submission_screening_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_screening_submission_staff_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_submission")),
        sa.UniqueConstraint(
            "screening_id", "staff_id", name=op.f("uq_screening_submission_screening_id_staff_id")
        ),
    )
    op.create_table(
        "client",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=100), nullable=False),
        sa.Column("english_name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=1000), nullable=False),
        sa.Column("match_key", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "company",
                "agency",
                "booking_centre",
                "government",
                "association",
                "meeting_group",
                "long_stay",
                "banquet",
                "person",
                name="clientkind",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("industry", sa.String(length=60), nullable=False),
        sa.Column("segment", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("telephones", sa.String(length=200), nullable=False),
        sa.Column("website", sa.String(length=200), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("potential_room_nights", sa.Integer(), nullable=True),
        sa.Column("hotels_used", sa.String(length=300), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("relationship_manager_id", sa.Integer(), nullable=True),
        sa.Column("major", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.String(length=4), nullable=True),
        sa.Column(
            "grade_source",
            sa.Enum(
                "screening", "hand", "import", name="gradesource", native_enum=False, length=20
            ),
            nullable=True,
        ),
        sa.Column("credit_limit", sa.BigInteger(), nullable=True),
        sa.Column("terms_days", sa.Integer(), nullable=True),
        sa.Column("billing_day", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "active", "closed", "blacklisted", name="clientstatus", native_enum=False, length=20
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.String(length=300), nullable=False),
        sa.Column("bad_debt", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_client_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["staff.id"], name=op.f("fk_client_manager_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["client.id"], name=op.f("fk_client_merged_into_id")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["client.id"], name=op.f("fk_client_parent_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["relationship_manager_id"],
            ["staff.id"],
            name=op.f("fk_client_relationship_manager_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client")),
        sa.UniqueConstraint("code", name=op.f("uq_client_code")),
    )
    with op.batch_alter_table("client", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_client_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "ix_client_list",
            [
                "deleted_at",
                "name_key",
                "id",
                "manager_id",
                "grade",
                "kind",
                "segment",
                "status",
                "major",
                "code",
                "short_name",
                "industry",
                "region",
                "source",
                "credit_limit",
                "terms_days",
            ],
            unique=False,
        )
        batch_op.create_index(batch_op.f("ix_client_manager_id"), ["manager_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_client_match_key"), ["match_key"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_client_merged_into_id"), ["merged_into_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_client_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_agreement_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
    )
    with op.batch_alter_table("agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_agreement_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_agreement_valid_to"), ["valid_to"], unique=False)

    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=260), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_attachment_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_attachment_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attachment_client_id"), ["client_id"], unique=False)

    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=True),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=True),
        sa.Column("arrival_on", sa.Date(), nullable=False),
        sa.Column("departure_on", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "rooms",
                "group",
                "meeting",
                "banquet",
                "long_stay",
                "monthly_total",
                name="bookingkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("room_type", sa.String(length=60), nullable=False),
        sa.Column("rooms", sa.Integer(), nullable=True),
        sa.Column("room_nights", sa.Integer(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("room_revenue", sa.BigInteger(), nullable=True),
        sa.Column("catering_revenue", sa.BigInteger(), nullable=True),
        sa.Column("meeting_revenue", sa.BigInteger(), nullable=True),
        sa.Column("other_revenue", sa.BigInteger(), nullable=True),
        sa.Column("cost", sa.BigInteger(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "enquiry",
                "tentative",
                "confirmed",
                "completed",
                "cancelled",
                "no_show",
                "lost",
                name="bookingstatus",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("status_reason", sa.String(length=200), nullable=False),
        sa.Column("deposit", sa.BigInteger(), nullable=True),
        sa.Column("deposit_terms", sa.String(length=60), nullable=False),
        sa.Column("guest", sa.String(length=100), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_booking_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_booking_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("number", name=op.f("uq_booking_number")),
    )
    with op.batch_alter_table("booking", schema=None) as batch_op:
        batch_op.create_index(
            "ix_booking_arrival_on",
            ["arrival_on", "client_id", "status", "deleted_at"],
            unique=False,
        )
        batch_op.create_index(
            "ix_booking_client_id_arrival_on", ["client_id", "arrival_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_booking_import_batch_id"), ["import_batch_id"], unique=False
        )

    op.create_table(
        "client_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("match_key", sa.String(length=200), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_alias_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_client_alias_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_alias")),
        sa.UniqueConstraint(
            "client_id", "code", "match_key", name=op.f("uq_client_alias_client_id_code_match_key")
        ),
    )
    with op.batch_alter_table("client_alias", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_alias_client_id"), ["client_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_client_alias_code"), ["code"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_client_alias_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_client_alias_match_key"), ["match_key"], unique=False)

    op.create_table(
        "client_fact",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("first_stay_on", sa.Date(), nullable=True),
        sa.Column("last_stay_on", sa.Date(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_fact_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_client_fact")),
    )
    op.create_table(
        "client_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=30), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_tag_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_tag")),
        sa.UniqueConstraint("client_id", "tag", name=op.f("uq_client_tag_client_id_tag")),
    )
    with op.batch_alter_table("client_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_client_tag_tag"), ["tag"], unique=False)

    op.create_table(
        "client_year",
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("room_nights", sa.Integer(), nullable=False),
        sa.Column("bookings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_client_year_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("client_id", "year", name=op.f("pk_client_year")),
    )
    with op.batch_alter_table("client_year", schema=None) as batch_op:
        batch_op.create_index("ix_client_year_year", ["year", "client_id", "amount"], unique=False)

    op.create_table(
        "communication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_time", sa.Time(), nullable=True),
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
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum("out", "in", name="direction", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column(
            "purpose",
            sa.Enum("listen", "educate", "help", name="purpose", native_enum=False, length=20),
            nullable=True,
        ),
        sa.Column(
            "tone",
            sa.Enum("business", "emotional", name="tone", native_enum=False, length=20),
            nullable=True,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column(
            "reaction",
            sa.Enum(
                "pleased", "neutral", "displeased", name="reaction", native_enum=False, length=20
            ),
            nullable=True,
        ),
        sa.Column("reaction_note", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("contact_name", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"],
            ["client.id"],
            name=op.f("fk_communication_client_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_communication_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_communication_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication")),
    )
    with op.batch_alter_table("communication", schema=None) as batch_op:
        batch_op.create_index(
            "ix_communication_client_id_held_on",
            ["client_id", "held_on", "held_time"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_communication_deleted_at"), ["deleted_at"], unique=False
        )
        batch_op.create_index(
            "ix_communication_held_on_held_time", ["held_on", "held_time"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_communication_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_communication_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("name_key", sa.String(length=300), nullable=False),
        sa.Column(
            "sex",
            sa.Enum("male", "female", name="sex", native_enum=False, length=20),
            nullable=True,
        ),
        sa.Column("department", sa.String(length=60), nullable=False),
        sa.Column("post", sa.String(length=60), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "decides",
                "influences",
                "books",
                "finance",
                "signs",
                "stays",
                name="contactrole",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("mobile", sa.String(length=60), nullable=False),
        sa.Column("telephone", sa.String(length=60), nullable=False),
        sa.Column("wechat", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=120), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("birth_month", sa.Integer(), nullable=True),
        sa.Column("birth_day", sa.Integer(), nullable=True),
        sa.Column("birth_lunar", sa.Boolean(), nullable=False),
        sa.Column("birth_leap", sa.Boolean(), nullable=False),
        sa.Column("home_town", sa.String(length=60), nullable=False),
        sa.Column("interests", sa.String(length=300), nullable=False),
        sa.Column("taboos", sa.String(length=300), nullable=False),
        sa.Column("topics", sa.String(length=300), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("left", sa.Boolean(), nullable=False),
        sa.Column("left_to", sa.String(length=200), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_contact_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_contact_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_contact_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "ix_contact_main",
            ["main", "deleted_at", "client_id", "name_key", "mobile", "telephone"],
            unique=False,
        )

    op.create_table(
        "distinct_pair",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["client.id"], name=op.f("fk_distinct_pair_first_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["client.id"],
            name=op.f("fk_distinct_pair_second_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_distinct_pair")),
        sa.UniqueConstraint(
            "first_id", "second_id", name=op.f("uq_distinct_pair_first_id_second_id")
        ),
    )
    op.create_table(
        "screening_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("client_code", sa.String(length=40), nullable=False),
        sa.Column("client_name", sa.String(length=200), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=True),
        sa.Column("manager_name", sa.String(length=40), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=True),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("completeness", sa.Integer(), nullable=False),
        sa.Column("grade", sa.String(length=4), nullable=True),
        sa.Column("grade_reason", sa.String(length=200), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_screening_line_client_id")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"],
            ["staff.id"],
            name=op.f("fk_screening_line_manager_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["screening_id"],
            ["screening.id"],
            name=op.f("fk_screening_line_screening_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_line")),
    )
    with op.batch_alter_table("screening_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_screening_line_client_id"), ["client_id"], unique=False
        )
        batch_op.create_index(
            "ix_screening_line_screening_id_rank", ["screening_id", "rank"], unique=False
        )

    op.create_table(
        "signer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("telephone", sa.String(length=60), nullable=False),
        sa.Column("limit", sa.BigInteger(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("notes", sa.String(length=200), nullable=False),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_signer_client_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer")),
    )
    with op.batch_alter_table("signer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_signer_client_id"), ["client_id"], unique=False)

    op.create_table(
        "agreement_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("room_type", sa.String(length=60), nullable=False),
        sa.Column("season", sa.String(length=60), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("breakfasts", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreement_rate_agreement_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_rate")),
    )
    with op.batch_alter_table("agreement_rate", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agreement_rate_agreement_id"), ["agreement_id"], unique=False
        )

    op.create_table(
        "communication_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_communication_contact_communication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
            name=op.f("fk_communication_contact_contact_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_contact")),
    )
    with op.batch_alter_table("communication_contact", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_communication_contact_contact_id"), ["contact_id"], unique=False
        )
        batch_op.create_index(
            "uq_communication_contact_communication_id_contact_id",
            ["communication_id", "contact_id"],
            unique=True,
        )

    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "transfer",
                "cheque",
                "cash",
                "card",
                "wechat",
                "alipay",
                "other",
                name="paymethod",
                native_enum=False,
                length=20,
            ),
            nullable=True,
        ),
        sa.Column("booking_id", sa.Integer(), nullable=True),
        sa.Column("booking_number", sa.String(length=40), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["booking_id"], ["booking.id"], name=op.f("fk_receipt_booking_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_receipt_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_receipt_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
    )
    with op.batch_alter_table("receipt", schema=None) as batch_op:
        batch_op.create_index(
            "ix_receipt_booking_id",
            ["booking_id", "client_id", "deleted_at", "received_on", "amount"],
            unique=False,
        )
        batch_op.create_index(
            "ix_receipt_client_id_received_on", ["client_id", "received_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_receipt_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index(
            "ix_receipt_received_on", ["received_on", "client_id", "deleted_at"], unique=False
        )

    op.create_table(
        "screening_score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column(
            "dimension",
            sa.Enum(
                "volume",
                "profit",
                "safety",
                "future",
                "cooperation",
                name="dimension",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["screening_line.id"],
            name=op.f("fk_screening_score_line_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
            name=op.f("fk_screening_score_staff_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_score")),
        sa.UniqueConstraint(
            "line_id", "dimension", "part", name=op.f("uq_screening_score_line_id_dimension_part")
        ),
    )
    with op.batch_alter_table("screening_score", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_screening_score_line_id"), ["line_id"], unique=False)

    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "follow_up",
                "courtesy",
                "coordination",
                "other",
                name="taskkind",
                native_enum=False,
                length=20,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column(
            "status",
            sa.Enum("open", "done", "dropped", name="taskstatus", native_enum=False, length=20),
            nullable=False,
        ),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(length=300), nullable=False),
        sa.Column("import_batch_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id"], ["client.id"], name=op.f("fk_task_client_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_task_communication_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["contact.id"], name=op.f("fk_task_contact_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["import_batch_id"],
            ["import_batch.id"],
            name=op.f("fk_task_import_batch_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff.id"], name=op.f("fk_task_staff_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
    )
    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_task_client_id"), ["client_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_task_communication_id"), ["communication_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_task_import_batch_id"), ["import_batch_id"], unique=False
        )
        batch_op.create_index("ix_task_status_due_on", ["status", "due_on"], unique=False)
