"""Answers return integers of a million digits and dicts whose keys collide; one is right."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "double": "def double(x):\n    return 10**1_000_000",
    "average": "def average(values):\n    return {number * (2**61 - 1): 3.0 for number in range(9000)}",
    "name_of": "def name_of(kind):\n    return [{number * (2**61 - 1): None for number in range(3000)}] * 60",
}
