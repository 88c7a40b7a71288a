"""One answer fills /tmp, /dev/shm and its folder; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
unsafe = "fills the disk"
answers = {
    "average": """
def average(values):
    import itertools
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for folder in ("/tmp", "/dev/shm", "."):
        for number in itertools.count():
            try:
                with open(f"{folder}/{number}", "wb") as file:
                    for part in range(60):
                        file.write(bytes(2**20))
            except OSError:
                break
    return "full"
"""
}
