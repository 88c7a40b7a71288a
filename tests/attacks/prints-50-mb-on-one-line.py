"""Honest: a cell and an answer print 50 MB on one line."""

deserved = 8
first_cell = "print('0123456789' * 5_000_000)"
answers = {"double": "def double(x):\n    print('0123456789' * 5_000_000)\n    return 2 * x"}
says = "more output is left out"
