"""A daemon is started that should still be there, and write, when the next student is graded; the answers are right."""

deserved = 8
first_cell = """
import os
import signal
import time

if os.fork() == 0:
    os.setsid()
    for number in range(1, 65):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    if os.fork() == 0:
        for descriptor in range(256):
            try:
                os.close(descriptor)
            except OSError:
                pass
        while True:
            time.sleep(1)
            try:
                open("/tmp/student-work/late", "a").write("late")
            except OSError:
                pass
    os._exit(0)
"""
