"""Builds the course's notebooks from their text and grades what students hand in."""

import sys

# jsonschema looks for it, and it spends one to three seconds on a grammar of web addresses, of which a notebook's schema has none.
sys.modules.setdefault("rfc3987_syntax", None)


class GraderError(Exception):
    """Something that its user can mend; the message says what is wrong, where, and what to do."""

    exit_code = 1  # of the command line; 2 for misuse
