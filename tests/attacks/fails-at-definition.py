"""Honest: a cell with an answer fails behind the answer, another before it; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "double": "def double(x):\n    return 2 * x\n\n\nprint(dobule(3))",
    "average": "from statistcs import mean\n\n\ndef average(values):\n    return mean(values)",
}
says = "statistcs"
