"""The office file as a stranger must not read it: SQLCipher's format, its key, and how it opens."""
