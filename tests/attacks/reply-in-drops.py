"""The process sends a byte of a reply again and again, so that the reply never ends; the answers are right."""

deserved = 8
first_cell = """
import os
import signal
import time

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
while True:
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b" ")
        except OSError:
            pass
    time.sleep(0.02)
"""
