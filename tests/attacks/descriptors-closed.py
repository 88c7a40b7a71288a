"""One answer closes all files that are open, another replaces them; two are right."""

deserved = {"double": 2, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "average": "def average(values):\n    import os\n\n    os.closerange(0, 256)",
    "name_of": """
def name_of(kind):
    import os

    zeros = os.open("/dev/zero", os.O_RDWR)
    for descriptor in set(range(256)) - {zeros}:
        os.dup2(zeros, descriptor)
""",
}
