"""The errors that a user can do something about; everything else is our mistake and crashes."""


class FactdbError(Exception):
    """What went wrong, where, and what to do next, in words for the person at the keyboard."""


class InputError(FactdbError):
    """A file, an option or a record that cannot be used as it is."""


class DatabaseError(FactdbError):
    """A database that cannot be opened, is not factdb's, is too new, is busy or cannot be written."""


class DamagedError(DatabaseError):
    """A database of which so much is broken that it cannot be read."""


class NotFoundError(FactdbError):
    """A claim, article or party that the database does not hold."""
