"""Honest: one answer never ends, in code that lets no signal through; the others are right."""

deserved = {"double": 0, "average": 2, "name_of": 2, "counts": 2}
answers = {
    "double": """
import signal


def double(x):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 32))
    while True:
        pass
"""
}
says = "Look for a loop that never ends"
