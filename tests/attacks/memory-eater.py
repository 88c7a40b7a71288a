"""One answer takes all memory that it can get; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
unsafe = "takes all memory"
answers = {
    "average": """
def average(values):
    taken = []
    while True:
        taken.append(bytearray(2**28))
"""
}
