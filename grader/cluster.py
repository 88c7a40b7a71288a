"""Lends the workers of a Dask scheduler to the grading, after a look at whether they would give the same marks."""

import logging
import warnings
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from grader import GraderError, warm
from grader.fingerprint import OWN_CODE, environment

CONNECT_SECONDS = 10
MOST_DIFFERENCES = 5  # named of one worker


class ClusterError(GraderError):
    """The cluster cannot be used; the message says why and what to do."""


@contextmanager
def cluster(address: str, statements: tuple[str, ...], sandbox: bool) -> Iterator[tuple[Executor, int]]:
    """An executor for functions on the workers of the scheduler at `address`, and how many of them run at once.

    statements: the imports of the assignment, which each worker runs in advance. Raises ClusterError.
    """
    try:
        from distributed import Client
        from distributed.comm import get_address_host_port
    except ImportError as error:
        raise ClusterError('a cluster needs Dask: pip install -c constraints.txt "./grader[cluster]"') from error
    warnings.filterwarnings("ignore", module="distributed")  # of versions that differ, which is told below
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # that the scheduler was lost, which grade tells
    try:
        get_address_host_port(address)  # since a client that could not be made takes 40 seconds to go away
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = (str(error) or type(error).__name__).splitlines()[0]
        raise ClusterError(f"no Dask scheduler answers at {address!r} ({reason}); one is started by `dask scheduler`, which names its address") from error
    with client:
        threads = client.nthreads()
        if not threads:
            raise ClusterError(f"the scheduler at {address} has no workers; one is started by `dask worker {address}`")
        problems = [f"{worker}: {problem}" for worker, answer in client.run(environment, on_error="return").items() if (problem := _difference(answer))]
        if not problems and sandbox:
            problems = [f"{worker}: {problem}" for worker, problem in client.run(warm.problem, statements, on_error="return").items() if problem]
        if problems:
            raise ClusterError("nothing was graded, because of\n" + "\n".join(problems))
        yield client.get_executor(retries=0), sum(threads.values())


def _difference(answer: dict[str, str] | Exception) -> str:
    """What a worker lacks, or has otherwise than here, by what it says of its environment; "" where that is nothing."""
    if isinstance(answer, Exception):
        return f"it cannot run the grader ({type(answer).__name__}: {answer}); install this course there, with the same constraints.txt"
    here = environment()
    differences = [f"{name} {answer.get(name, 'missing')} instead of {here[name]}" for name in here if answer.get(name) != here[name]]
    if not differences:
        return ""
    if OWN_CODE in differences[-1]:
        differences[-1] = f"{OWN_CODE} differs; install the same state of the course"
    shown = ", ".join(differences[:MOST_DIFFERENCES])
    return f"{shown} and {len(differences) - MOST_DIFFERENCES} more" if len(differences) > MOST_DIFFERENCES else shown
