"""Honest: half of an emoji (a lone surrogate) in a comment, in what is printed and in what is returned."""

deserved = {"double": 2, "average": 2, "name_of": 1, "counts": 2}
first_cell = "# \ud83d\nprint(chr(0xD83D))"
answers = {"name_of": "def name_of(kind):\n    return {'k': 'kernel', 's': 'stride', 'q': chr(0xD800)}.get(kind)"}
