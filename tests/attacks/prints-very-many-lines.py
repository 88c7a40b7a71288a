"""Honest: an answer prints a line for each of very many steps."""

deserved = 8
answers = {"double": "def double(x):\n    for step in range(300_000):\n        print(step)\n    return 2 * x"}
