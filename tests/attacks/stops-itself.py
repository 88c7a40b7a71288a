"""One answer stops its process by SIGSTOP, another kills every process that it can; two are right."""

deserved = {"double": 2, "average": 0, "name_of": 0, "counts": 2}
answers = {
    "average": "def average(values):\n    import os\n    import signal\n\n    os.kill(os.getpid(), signal.SIGSTOP)",
    "name_of": "def name_of(kind):\n    import os\n    import signal\n\n    os.kill(-1, signal.SIGKILL)\n    os.killpg(0, signal.SIGKILL)",
}
