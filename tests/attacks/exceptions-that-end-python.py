"""Answers raise SystemExit, KeyboardInterrupt and a BaseException of their own; one is right."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "double": "def double(x):\n    raise SystemExit(0)",
    "average": "def average(values):\n    raise KeyboardInterrupt",
    "name_of": "class ValueError(BaseException):\n    pass\n\n\ndef name_of(kind):\n    raise ValueError('named like a builtin')",
}
