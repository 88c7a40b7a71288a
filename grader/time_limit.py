"""A limit on the time that a piece of code may take; the judge and the student's process both use it."""

import signal
from contextlib import contextmanager


@contextmanager
def time_limit(seconds, error):
    """Raise `error`, an exception, inside the block where it takes longer. For the main thread; C code is not interrupted."""

    def stop(signal_number, frame):
        raise error

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@contextmanager
def uninterrupted():
    """Let no time limit end the block in its middle; one that is up meanwhile raises its error right after the block."""
    try:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
