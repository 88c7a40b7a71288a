"""Honest: an answer and a cell fail with a message of 30 MB; the other answers are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
first_cell = "raise ValueError('x' * 30_000_000)"
answers = {"double": "def double(x):\n    raise ValueError('x' * 30_000_000)"}
