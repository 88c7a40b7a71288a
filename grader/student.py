"""The student's process: runs the student's cells, and calls the student's functions when the judge asks.

It runs inside the sandbox, forked from the warm process (grader/warm.py); where there is no sandbox it is `python -m
grader.student LIMITS HANDED_IN WORK`. Nothing here is trusted: the code that it runs can change all of it. It knows nothing
of tests; it reads requests and answers each with one line.
"""

import builtins
import io
import json
import os
import resource
import shutil
import sys
import traceback

import numpy as np
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from grader.time_limit import time_limit
from grader.wire import WireError, decode, encode, from_line, to_line

LONGEST_TEXT = 20_000  # characters that one request may print
LARGEST_DISPLAY = 4 * 2**20  # characters of pictures and other displays of one request


class TimeLimit(BaseException):
    """Raised in the student's code when its time is up; no `except Exception` catches it."""


class Outputs(list):
    """What the code shows, as nbformat outputs in the order in which it came, bounded."""

    def __init__(self):
        super().__init__()
        self.start()

    def start(self):
        self.clear()
        self.text_left, self.display_left = LONGEST_TEXT, LARGEST_DISPLAY

    def write(self, name, text):
        if self.text_left < 0 or not text:
            return
        self.text_left -= len(text)
        if self.text_left < 0:
            text = text[: self.text_left] + "\n... more output is left out ..."
        if self and self[-1].get("name") == name:
            self[-1]["text"] += text
        else:
            self.append({"output_type": "stream", "name": name, "text": text})

    def show(self, output_type, data, metadata):
        size = sum(len(content) for content in data.values() if isinstance(content, (str, bytes)))
        if size > self.display_left:
            return self.write("stdout", f"... a display of {size / 2**20:.1f} MB is left out ...\n")
        self.display_left -= size
        data = {mime: content for mime, content in data.items() if isinstance(content, str)}
        self.append({"output_type": output_type, "data": data, "metadata": metadata or {}})


outputs = Outputs()


class Stream(io.TextIOBase):
    """Standard output or error of the student's code."""

    encoding = "utf-8"

    def __init__(self, name):
        self.name = name

    def writable(self):
        return True

    def fileno(self):
        return {"stdout": 1, "stderr": 2}[self.name]  # which lead nowhere

    def write(self, text):
        outputs.write(self.name, str(text))
        return len(text)


class Publisher(DisplayPublisher):
    def publish(self, data, metadata=None, **others):
        outputs.show("display_data", data, metadata)


class Hook(DisplayHook):
    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        outputs.show("execute_result", format_dict, md_dict)

    def finish_displayhook(self):
        pass


class Shell(InteractiveShell):
    """IPython without a terminal, as a notebook's kernel has it."""

    def enable_gui(self, gui=None):
        pass  # `%matplotlib inline` asks for it

    def _showtraceback(self, etype, evalue, stb):
        if etype is TimeLimit:
            stb = [f"TimeLimit: {evalue}"]
        outputs.append({"output_type": "error", "ename": etype.__name__, "evalue": str(evalue), "traceback": stb})


def make_shell():
    config = Config(HistoryManager={"enabled": False}, InteractiveShell={"colors": "nocolor"})
    return Shell.instance(config=config, display_pub_class=Publisher, displayhook_class=Hook)


class Answers:
    """The student's namespace, as the judge may use it."""

    def __init__(self, shell, requests, replies):
        self.shell, self.requests, self.replies = shell, requests, replies
        self.objects = []  # what the judge has handles of

    def cell(self, source):
        self.shell.run_cell(source, store_history=True)

    def get(self, name):
        namespace = self.shell.user_ns
        if name not in namespace:
            raise NameError(f"name {name!r} is not defined; is its cell there, and did it run to its end?")
        return namespace[name]

    def attribute(self, object, name):
        return getattr(object, name)

    def assign(self, object, name, value):
        setattr(object, name, value)

    def call(self, function, arguments, named):
        return function(*arguments, **named)

    def encode(self, value):
        return encode(value, self._keep)

    def decode(self, item):
        return decode(item, self._find)

    def _keep(self, object):
        self.objects.append(object)
        return {"tag": "handle", "id": len(self.objects) - 1, "name": type(object).__name__[:60]}

    def _find(self, item):
        if item["tag"] == "tensor":
            import paddle

            return paddle.to_tensor(self.decode(item["array"]), stop_gradient=item["stop_gradient"])
        if item["tag"] == "generator":
            bits = getattr(np.random, item["kind"])()
            bits.state = self.decode(item["state"])
            return np.random.Generator(bits)
        if item["tag"] == "lent":
            return lambda *arguments, **named: self._call_lent(item["number"], arguments, named)
        return self.objects[item["id"]]


    def _call_lent(self, number, arguments, named):
        """Call a function that stays with the judge."""
        self.send({"lent": number, "arguments": self.encode([list(arguments), named])})
        reply = from_line(self.requests.readline())
        if "failed" in reply:
            raise RuntimeError(f"the function that you were given does not take this: {reply['failed']}")
        return self.decode(reply["value"])

    def send(self, message):
        """Write one message, whole. Raises WireError where it is too long."""
        self.replies.write(to_line(message))
        self.replies.flush()


def answer(answers, request):
    """One request's reply: {"outputs"} of what was shown, and {"value"} or {"error"}."""
    outputs.start()
    reply = {}
    try:
        time_is_up = TimeLimit(f"stopped after {request['seconds']:.0f} seconds")
        with time_limit(request["seconds"], time_is_up), answers.shell.builtin_trap, answers.shell.display_trap:
            arguments = answers.decode(request["arguments"])
            value = getattr(answers, request["operation"])(*arguments)
            reply["value"] = answers.encode(value)
            to_line(reply)
    except WireError as error:
        reply = {"error": _told(RuntimeError(f"the result cannot be graded: {error}"))}
    except BaseException as error:
        reply = {"error": _told(error)}
    reply["outputs"] = list(outputs)
    return reply


def _told(error):
    """An exception as plain data: its name, the nearest of Python's own exceptions, its message and its traceback."""
    own = next(kind for kind in type(error).__mro__ if getattr(builtins, kind.__name__, None) is kind)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
    try:
        message = str(error)
    except Exception:  # the student's own __str__ can fail, too
        message = "(an exception without a message)"
    return {
        "name": type(error).__name__[:100],
        "kind": own.__name__,
        "message": message[:5000],
        "traceback": [line[:1000] for line in traceback.format_list(frames[-10:])],
    }


def set_limits(limits):
    """Set limits = {name in Python's module resource: bound} for good."""
    for name, bound in limits.items():
        hardest = resource.getrlimit(getattr(resource, name))[1]
        bound = bound if hardest == resource.RLIM_INFINITY else min(bound, hardest)
        resource.setrlimit(getattr(resource, name), (bound, bound))


def serve(limits, handed_in, work, requests, replies):
    """Answer the requests that come from one open file, in the other, until they end.

    Before, take up the limits and copy what was handed in into the working directory.
    """
    shutil.copytree(handed_in, work)
    os.chdir(work)
    set_limits(limits)
    answers = Answers(make_shell(), requests, replies)
    sys.path[0] = ""  # until here nothing was imported from what the student handed in
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)
    sys.stdout, sys.stderr = Stream("stdout"), Stream("stderr")
    answers.send({"ready": True})
    for line in requests:
        request = from_line(line)
        if "operation" not in request:  # what a lent function gave after the answer's time was up
            continue
        reply = answer(answers, request)
        try:
            answers.send(reply)
        except WireError:  # two large parts that were small enough each
            answers.send({"error": _told(RuntimeError("the result and the output are too large together")), "outputs": []})


if __name__ == "__main__":
    limits, handed_in, work = sys.argv[1:]
    serve(json.loads(limits), handed_in, work, os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb"))
