"""Builds the course's notebooks from their text and grades what students hand in."""


class GraderError(Exception):
    """Something that its user can mend; the message says what is wrong, where, and what to do."""

    exit_code = 1  # of the command line; 2 for misuse
