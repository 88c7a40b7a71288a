"""One answer takes memory in sixteen processes, each below its limit; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
unsafe = "takes all memory"
answers = {
    "average": """
def average(values):
    import os
    import time

    for number in range(16):
        if os.fork() == 0:
            taken = []
            for part in range(14):
                taken.append(bytearray(b"x") * 2**26)
                time.sleep(0.1)
            time.sleep(60)
    time.sleep(60)
"""
}
