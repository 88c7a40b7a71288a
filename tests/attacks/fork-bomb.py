"""One answer makes processes without end; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
unsafe = "a fork bomb"
answers = {
    "average": """
def average(values):
    import os

    while True:
        try:
            os.fork()
        except BaseException:
            pass
"""
}
