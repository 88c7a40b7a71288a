"""The warm process: it has imported what an assignment uses, and forks the judges and the students' processes.

So a submission does not wait for imports. `judge` is what the rest of the grader uses; it starts the process, `python -m
grader.warm`, where there is none, and talks to it over a socket: first the import statements as a line of JSON, answered
by one byte when they are done, then one byte for each fork that is wanted, together with the open files that the child
gets. The process runs nothing but imports, so that its children find everything as it is after a start.
"""

import atexit
import gc
import json
import os
import selectors
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from functools import cache
from importlib import import_module
from pathlib import Path

from grader import GraderError
from grader.sandbox import GRADER, HANDED_IN, INSIDE_HOME, INSTALL, LIMITS, WORK, SandboxError, enter, environment
from grader.wire import to_line

JUDGE, STUDENT, READY = b"j", b"s", b"r"
START_SECONDS = 120  # for all imports, on a busy machine and from a cold disk
IDLE_SECONDS = 900  # after which it ends, for example in a JupyterLab that stays open
SPARE_SECONDS = 60  # that a judge has besides the submission's own time; one that takes longer is our mistake
OWN_MODULES = ("grader.judge", "grader.student", "pyseccomp")
SEEDS = {"numpy.random": "seed", "paddle": "seed"}  # {module: its function that takes a seed}

_running: dict[tuple[str, ...], "Warm"] = {}  # by their imports
_lock = threading.Lock()


class JudgeError(GraderError):
    """The judge itself failed; nothing is known of the submission."""


def judge(task: dict) -> dict:
    """The outcome of a task (grader.judge.judge), whose "imports" are statements that were run in advance; for any thread.

    Raises SandboxError where there is no sandbox, and JudgeError.
    """
    imports = tuple(task["imports"])
    with _lock:
        if imports not in _running or _running[imports].process.poll() is not None:
            for idle in [key for key, warm in _running.items() if not warm.busy]:
                _running.pop(idle).end()
            _running[imports] = Warm(imports)
        warm = _running[imports]
        warm.busy += 1
    try:
        return warm.judge(task)
    finally:
        with _lock:
            warm.busy -= 1


def problem(imports: tuple[str, ...] = ()) -> str:
    """Why no sandbox can be had here, with what to do; "" where it works: tried by judging an empty notebook."""
    try:
        _try_out(imports)
    except SandboxError as error:
        return f"no sandbox: {error}"
    return ""


@cache  # of success only: what fails raises, and is tried again
def _try_out(imports: tuple[str, ...]) -> None:
    if not shutil.which("bwrap"):
        raise SandboxError(f"bubblewrap is not installed; {INSTALL}")
    limits = {"cell": START_SECONDS, "submission": START_SECONDS}
    judge({"imports": imports, "cells": [], "files": {}, "course": str(GRADER.parent), "sandbox": True, "limits": limits})


@atexit.register
def end() -> None:
    """End the warm processes of this one, and the judges at work with them."""
    with _lock:
        for imports in list(_running):
            _running.pop(imports).end()


class Warm:
    """A warm process as others use it; it ends with the process that started it. `busy` counts the judges at work."""

    def __init__(self, imports: tuple[str, ...]):
        self.busy = 0
        self.scratch = tempfile.mkdtemp(prefix="grader-")  # the judges' own; one that is killed leaves files there
        self.socket, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryFile() as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "grader.warm"],
                stdin=theirs,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=environment(INSIDE_HOME),
                cwd=GRADER.parent,  # not where students' files lie
                start_new_session=True,
            )
            theirs.close()
            self.socket.settimeout(START_SECONDS)
            fonts = str(Path.home() / ".cache" / "matplotlib")  # matplotlib's list of fonts takes seconds to make
            try:
                order = {"imports": imports, "fonts": fonts, "scratch": self.scratch}
                self.socket.sendall(json.dumps(order).encode() + b"\n")
                why = "" if self.socket.recv(1) == READY else "it ended"
            except OSError as error:
                why = str(error)
            if why:
                self.end()
                errors.seek(0)
                raise JudgeError(f"the warm process of the grader does not start ({why}): {errors.read().decode(errors='replace')[-1000:]}")
        self.socket.settimeout(None)

    def end(self) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.socket.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def fork(self, kind: bytes, files: list[int]) -> None:
        """Ask for a child of this kind, which gets these open files."""
        socket.send_fds(self.socket, [kind], files)

    def judge(self, task: dict) -> dict:
        """The outcome of a task; raises as the function `judge` does."""
        longest = sum(task["limits"].values()) + SPARE_SECONDS
        ours, theirs = socket.socketpair()
        ours.settimeout(longest + SPARE_SECONDS)
        try:
            with ours:
                with theirs:
                    self.fork(JUDGE, [theirs.fileno()])
                ours.sendall(json.dumps(task | {"longest": longest}).encode())
                ours.shutdown(socket.SHUT_WR)
                with ours.makefile("rb") as reply:
                    outcome = json.load(reply)
        except (OSError, ValueError) as error:
            raise JudgeError(f"the judge ended without an outcome, or not within {longest} seconds") from error
        if "refused" in outcome:
            raise SandboxError(outcome["refused"])
        if "failed" in outcome:
            raise JudgeError(f"the judge failed: {outcome['failed']}")
        return outcome


def main():
    connection = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    with connection.makefile("rb") as order:
        order = json.loads(order.readline())
    os.environ["MPLCONFIGDIR"] = order["fonts"]
    tempfile.tempdir = order["scratch"]
    for module in OWN_MODULES:
        import_module(module)
    for statement in order["imports"]:
        try:
            exec(statement, {})
        except Exception:  # the submission will meet it again
            pass
    if "matplotlib" in sys.modules:
        _draw_once()
    gc.collect()
    gc.freeze()  # so that collecting garbage does not write to, and so copy, what children share
    os.dup2(nothing, 2)
    connection.sendall(READY)
    kind, files = _serve(connection)
    del connection
    _begin_anew(files)
    {JUDGE: _become_judge, STUDENT: _become_student}[kind](*files)
    os._exit(0)


def _draw_once() -> None:
    """Draw a figure and forget it, so that matplotlib has its fonts and colours at hand."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(layout="constrained")
    axes = figure.subplots()
    figure.colorbar(axes.imshow([[0, 1]]))
    axes.set(xlabel="1", title="a")
    FigureCanvasAgg(figure).draw()


def _serve(connection: socket.socket) -> tuple[bytes, list[int]]:
    """Fork when the connection, or a judge, asks for it. Returns only in a child: its kind and the open files it gets."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the children
    with selectors.DefaultSelector() as askers:
        askers.register(connection, selectors.EVENT_READ)
        while True:
            ready = askers.select(IDLE_SECONDS)
            if not ready and len(askers.get_map()) == 1:
                os._exit(0)
            for key, _ in ready:
                kind, files, _, _ = socket.recv_fds(key.fileobj, 1, 3)
                if not kind and key.fileobj is connection:
                    os.killpg(0, signal.SIGKILL)  # and with it the judges
                if not kind:
                    askers.unregister(key.fileobj)
                    key.fileobj.close()
                    continue
                if kind == JUDGE:
                    ours, theirs = socket.socketpair()  # by which the judge asks for students' processes
                    askers.register(ours, selectors.EVENT_READ)
                    files.append(theirs.detach())
                try:
                    if os.fork() == 0:
                        return kind, files
                except OSError:  # too many processes; who asked finds its files closed
                    pass
                for file in files:
                    os.close(file)


def _begin_anew(files: list[int]) -> None:
    """Make a forked process as one that has just started: no other open files, no signal handlers, randomness of its own."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    first = 3
    for file in [*sorted(files), os.sysconf("SC_OPEN_MAX")]:
        os.closerange(first, file)
        first = file + 1
    for name, seed in SEEDS.items():  # Python's own module random does so by itself
        if name in sys.modules:
            getattr(sys.modules[name], seed)(int.from_bytes(os.urandom(4), "little"))


def _become_judge(connection: int, students: int) -> None:
    from grader.judge import serve

    asking = socket.socket(fileno=students)
    serve(socket.socket(fileno=connection), lambda files: socket.send_fds(asking, [STUDENT], files))


def _become_student(door: int, requests: int, replies: int) -> None:
    from grader.student import serve

    try:
        enter(door)
    except (OSError, SandboxError) as error:
        os.write(replies, to_line({"problem": str(error)}))
        return
    os.environ.update(environment(INSIDE_HOME))  # imports may have added others
    tempfile.tempdir = None
    serve(LIMITS, HANDED_IN, WORK, os.fdopen(requests, "rb"), os.fdopen(replies, "wb"))


if __name__ == "__main__":
    main()
