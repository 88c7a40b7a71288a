"""Answers return a gigabyte of text and an array without end, and a reply of a gigabyte without a line's end is sent; one is right."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "double": "def double(x):\n    return 'x' * 10**9",
    "average": "def average(values):\n    import numpy as np\n\n    return np.broadcast_to(np.float64(3), (10**6, 10**6))",
    "name_of": """
def name_of(kind):
    import os

    for descriptor in range(3, 64):
        try:
            for part in range(1000):
                os.write(descriptor, b"x" * 10**6)
        except OSError:
            pass
""",
}
