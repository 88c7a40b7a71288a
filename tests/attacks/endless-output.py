"""One answer prints without end, past Python's own output too; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
answers = {
    "average": """
def average(values):
    import os

    while True:
        print("x" * 10**6)
        os.write(1, b"x" * 10**5)
        os.write(2, b"x" * 10**5)
"""
}
