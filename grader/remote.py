"""The student's process as the judge uses it: objects in it by handles, plain data by value, and an end where it misbehaves.

All that comes from there is taken for what it is worth: values to be tested.
"""

import builtins
import functools
import os
import re
import reprlib
import selectors
import time
import types

import numpy as np

from grader.sandbox import MEMORY_BYTES, SandboxError
from grader.time_limit import uninterrupted
from grader.wire import LONGEST_MESSAGE, WireError, decode, encode, from_line, printable, to_line

START_SECONDS = 60  # in which a process must be ready; on a busy machine it can take a few
GRACE = 2  # seconds in which a stopped cell may end by itself before its process is killed
POLL = 0.1  # seconds between two looks at the memory in use
LONGEST_TEXT = 20_000  # characters that an answer may print during one test
MOST_SHOWN = 8 * 2**20  # characters of all outputs of the student's cells together
MOST_OUTPUTS = 200  # of one cell
FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, functools.partial, np.ufunc)
TIME_IS_UP = "its time was up, so it had to be stopped. Look for a loop that never ends"
ALL_TIME_IS_UP = "the time for the whole submission is used up"


class Stopped(BaseException):
    """The student's process did not survive, or is not asked any more; no `except Exception` of a test catches it."""


class StudentError(Exception):
    """An exception that the student's code raised, of a kind that the test's process does not know."""


class Handle:
    """An object that stays in the student's process. It can be called, and its attributes read and set; nothing else.

    It equals nothing, has no truth value and converts to nothing, so that no object of a student's can pass for a value.
    """

    __slots__ = ("_Handle__student", "_Handle__id")
    __array_ufunc__ = None
    __hash__ = None

    def __init__(self, student, number):
        object.__setattr__(self, "_Handle__student", student)
        object.__setattr__(self, "_Handle__id", number)

    def __call__(self, *arguments, **named):
        return self.__student.ask("call", self, list(arguments), named)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"an object of the student's has no {name} here")
        return self.__student.ask("attribute", self, name)

    def __setattr__(self, name, value):
        self.__student.ask("assign", self, name, value)

    def __eq__(self, other):
        return False

    def __bool__(self):
        raise TypeError(f"{self!r} has no truth value")

    def __iter__(self):
        raise TypeError(f"{self!r} stays there and cannot be looked into; a list or an array can")

    def __repr__(self):
        return f"<{type(self).__name__} of the student's>"


def _handle(student, item):
    """A handle whose class has the name of the object's class, for messages. Raises KeyError or ValueError."""
    name = re.sub(r"\W", "", str(item["name"]))[:60] or "object"
    return type(name, (Handle,), {"__slots__": ()})(student, int(item["id"]))


class Student:
    """The student's process as the judge uses it: restarted after a death, with the cells that ran before run again."""

    def __init__(self, start, limits):
        """start: a function without arguments that starts a Sandbox; limits: {"cell", "submission": seconds}."""
        self.start, self.limits = start, limits
        self.finished_at = time.monotonic() + limits["submission"]
        self.cells = []  # that ran without harm
        self.printed = ""  # by answers during this test
        self.room = MOST_SHOWN
        self.lent = []  # functions of the test that the call now under way may call back
        self.called_back = False
        self.deadline = None  # of what is done now
        self.sandbox = None
        self._start()

    def begin(self, seconds):
        """A cell begins that may take so many seconds; brings the process back where it has died."""
        if time.monotonic() > self.finished_at:
            raise Stopped(ALL_TIME_IS_UP)
        if self.sandbox is None:
            self._revive()
        self.deadline = min(time.monotonic() + seconds, self.finished_at)
        self.printed = ""

    def run(self, source):
        """Run one of the student's cells; returns its outputs, which are not to be trusted."""
        self.begin(self.limits["cell"])
        reply = self._request("cell", [source])
        self.deadline = time.monotonic() + GRACE
        outputs = reply["outputs"] + self._request("attribute", [0, "real"])["outputs"]  # is it still there? The next cell is not to blame
        if "error" in reply:
            error = self._guarded(lambda: _their_error(reply["error"]))
            outputs.append({"output_type": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": [str(error)]})
        if not any(item.get("ename") == "TimeLimit" for item in outputs):  # it would take its time again
            self.cells.append(source)
        self.room -= sum(len(str(item)) for item in outputs)
        if self.room < 0:
            return [{"output_type": "stream", "name": "stdout", "text": "... all cells together show too much; this is left out ..."}]
        return outputs[:MOST_OUTPUTS]

    def ask(self, operation, *arguments):
        """Use an object in the student's process; returns plain data or handles, or raises what the student's code raised."""
        reply = self._request(operation, list(arguments))
        said = "".join(item["text"] for item in reply["outputs"] if item.get("output_type") == "stream")
        self.printed += said[: LONGEST_TEXT - len(self.printed)]
        if "error" in reply:
            error = self._guarded(lambda: _their_error(reply["error"]))
            if operation == "call":
                error.student_call = _call(*arguments[1:])
            raise error
        return self._guarded(lambda: decode(reply["value"], lambda item: _handle(self, item)))

    def end(self):
        with uninterrupted():  # by the limit of the test that found it out: half a sandbox cannot be ended again
            if self.sandbox:
                self.sandbox.kill()
                self.sandbox = None

    def _start(self):
        """Start the process and wait until it is ready. Raises SandboxError: that it does not start is no student's fault."""
        self.end()
        self.sandbox = self.start()
        self.deadline = time.monotonic() + START_SECONDS
        try:
            first = from_line(self._receive())
        except (Stopped, WireError) as error:
            raise SandboxError(f"a student's process does not start: {error}") from error
        if "problem" in first:
            self.end()
            raise SandboxError(f"a student's process does not start: {first['problem']}")

    def _revive(self):
        """Start anew and run again what ran before, without a cell that now ends the process."""
        again = self.cells
        while True:
            self._start()
            self.cells = []
            for source in again:
                try:
                    self.run(source)
                except Stopped:
                    if time.monotonic() > self.finished_at:
                        raise
                    again = [cell for cell in again if cell is not source]
                    break
            else:
                return

    def _request(self, operation, arguments):
        if self.called_back:
            raise TypeError("a function that a test hands to an answer cannot use the student's objects; hand them over beside it")
        left = self.deadline - time.monotonic()
        if self.sandbox is None or left <= 0:
            self._die(ALL_TIME_IS_UP if self.finished_at <= time.monotonic() else TIME_IS_UP)
        self.lent = []
        message = {"operation": operation, "arguments": encode(arguments, self._for_the_student), "seconds": left}
        self._send(to_line(message))
        while True:
            reply = self._guarded(lambda: from_line(self._receive()))
            if "lent" not in reply:
                return self._guarded(lambda: _checked(reply))
            self._send(self._call_back(reply))

    def _call_back(self, request):
        """What a function of the test makes of the arguments that the answer calls it with, as a line."""
        function, arguments, named = self._guarded(lambda: self._borrowed(request))
        self.called_back = True
        try:
            return to_line({"value": encode(function(*arguments, **named), self._for_the_student)})
        except Exception as error:  # the answer's call was wrong, and its author is told
            return to_line({"failed": printable(f"{type(error).__name__}: {error}")[:1000]})
        finally:
            self.called_back = False

    def _borrowed(self, request):
        number = int(request["lent"])
        if not 0 <= number < len(self.lent):
            raise WireError("no such function")
        arguments, named = decode(request["arguments"], lambda item: _handle(self, item))
        return self.lent[number], list(arguments), {str(name): value for name, value in named.items()}

    def _for_the_student(self, value):
        """What is not plain data in the arguments of a call: the student's own objects, functions of the test, which stay
        here, and by value Paddle's tensors and NumPy's random generators."""
        if isinstance(value, Handle):
            return {"tag": "handle", "id": value._Handle__id}
        if type(value).__module__.split(".")[0] == "paddle" and hasattr(value, "numpy"):
            array = encode(value.numpy(), None)
            return {"tag": "tensor", "array": array, "stop_gradient": value.stop_gradient}
        if isinstance(value, np.random.Generator):
            state = value.bit_generator.state
            return {"tag": "generator", "kind": state["bit_generator"], "state": encode(state, None)}
        if isinstance(value, FUNCTIONS):
            self.lent.append(value)
            return {"tag": "lent", "number": len(self.lent) - 1}
        raise TypeError(f"a test can hand plain data, tensors, random generators and functions to an answer, but no {type(value).__name__}")

    def _guarded(self, read):
        """What `read` makes of a reply; a reply that our code would never send ends the process."""
        try:
            return read()
        except (WireError, KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, MemoryError) as error:
            self._die(f"the process does not answer as it should ({type(error).__name__})")

    def _send(self, line):
        pipe = self.sandbox.requests
        rest = memoryview(line)
        for _ in self._when_ready(pipe, selectors.EVENT_WRITE):
            try:
                rest = rest[os.write(pipe, rest[:4096]) :]  # no more than a ready pipe takes at once
            except BrokenPipeError:
                self._die("it had ended Python already")
            if not rest:
                return

    def _receive(self):
        pipe = self.sandbox.replies
        line = bytearray()
        for _ in self._when_ready(pipe, selectors.EVENT_READ):
            part = os.read(pipe, 2**20)
            line += part
            if not part:
                self._die("it ended Python (by os._exit, for example, or by a crash)")
            if len(line) > LONGEST_MESSAGE:
                self._die("it returned too much")
            if line.endswith(b"\n"):
                return bytes(line)

    def _when_ready(self, pipe, event):
        """Yield each time that a pipe is ready; ends the process where time or memory runs out."""
        looked_at = time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, event)
            while True:
                ready = selector.select(POLL)
                now = time.monotonic()
                if now > self.deadline + GRACE:
                    self._die(TIME_IS_UP)
                if now > looked_at + POLL:
                    looked_at = now
                    if self.sandbox.memory() > MEMORY_BYTES:
                        self._die(f"it used more than {MEMORY_BYTES // 2**30} GB of memory")
                if ready:
                    yield

    def _die(self, reason):
        self.end()
        raise Stopped(reason)


def _checked(reply):
    """A reply of the right form. Raises WireError."""
    outputs = reply["outputs"]
    if not isinstance(outputs, list) or ("value" in reply) == ("error" in reply):
        raise WireError("not a reply")
    for item in outputs:
        if not isinstance(item, dict) or (item.get("output_type") == "stream" and not isinstance(item["text"], str)):
            raise WireError("not an output")
    return reply


def _call(arguments, named):
    """The arguments of a call, shortened, for a message."""
    shown = [reprlib.repr(argument) for argument in arguments]
    return ", ".join(shown + [f"{name}={reprlib.repr(value)}" for name, value in named.items()])


def _their_error(item):
    """The exception that a reply tells of: the nearest of Python's own, with the student's traceback as a note."""
    name, message = printable(str(item["name"])[:100]), printable(str(item["message"]))
    if name == "TimeLimit":
        return Stopped(TIME_IS_UP)
    kind = getattr(builtins, str(item["kind"]), None)
    # A StopIteration would end a loop of the test, and the test with it, without a word.
    known = isinstance(kind, type) and issubclass(kind, Exception) and not issubclass(kind, (StopIteration, StopAsyncIteration))
    try:
        error = kind(message) if known else StudentError(f"{name}: {message}")
    except TypeError:  # a kind that wants more than a message, such as UnicodeDecodeError
        error = StudentError(f"{name}: {message}")
    error.student_name, error.student_message = name, message
    error.student_traceback = [printable(str(line))[:2000] for line in item["traceback"][:30]]
    return error
