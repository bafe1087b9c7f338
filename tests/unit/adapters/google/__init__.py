"""The SQL journal as a file on a disk: opening, migrating, dying, and two processes at once."""
