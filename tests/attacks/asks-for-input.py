"""Honest: a cell asks with input(), and so does one answer; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
first_cell = "size = int(input('How large? '))"
answers = {"double": "def double(x):\n    return 2 * float(input('x = '))"}
