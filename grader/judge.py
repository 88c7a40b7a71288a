"""The judge: runs a notebook, the student's cells in the sandbox and the test cells here.

It is a process of its own, forked from the warm one (grader/warm.py), which gets a task and returns its outcome. The names
in a test cell that it does not define itself are answers of the student, fetched as plain data or as handles.
"""

import ast
import contextlib
import faulthandler
import io
import json
import math
import numbers
import os
import traceback

from pyflakes.checker import Checker
from pyflakes.messages import UndefinedName

from grader.remote import GRACE, LONGEST_TEXT, TIME_IS_UP, Stopped, Student
from grader.sandbox import LIMITS, Sandbox, SandboxError
from grader.student import set_limits
from grader.time_limit import time_limit
from grader.wire import WireError, printable


class TestStopped(Stopped):
    """A test took too long with the values that it got; the student's process may be in the middle of an answer."""


def judge(task, fork):
    """Run the cells of a task and return {"cells": [outputs of each], "events": what had to be stopped, in sentences}.

    task: {"cells": [...], "files": {path: content in base64} beside the notebook, "course": its folder, "sandbox": bool,
    "limits": {"cell", "submission": seconds}}, where a cell is {"source", "test": grade_id} and, if that is not "",
    "exercise", "points" and "hidden": numbers of lines. fork(open files) starts a student's process.
    Outputs are as in nbformat; those of the student's cells are not yet safe to show. A test cell without an error output
    was passed, with its last value as points where it has one. Raises SandboxError where no process starts.
    """
    student = Student(lambda: Sandbox(task["files"], task["course"], task["sandbox"], fork), task["limits"])
    stopped = set()  # exercises that are not run any more
    results, events = [], []
    try:
        for number, cell in enumerate(task["cells"], 1):
            if cell["test"] and cell["exercise"] in stopped:
                results.append([_error_output("Stopped", "not run: a test of this exercise before it had to be stopped", [])])
                continue
            name = cell["test"] or f"code cell {number}"
            try:
                results.append(run_test(cell, student) if cell["test"] else student.run(cell["source"]))
                if any(output.get("ename") == "TimeLimit" for output in results[-1]):
                    events.append(f"`{name}`: {TIME_IS_UP}.")
            except (Stopped, WireError) as error:  # a WireError: the cell is too long to be sent
                if isinstance(error, TestStopped):
                    student.end()
                stopped |= {cell["exercise"]} if cell["test"] else set()
                events.append(f"`{name}`: {error}.")
                results.append([_error_output("Stopped", str(error), [])])
    finally:
        student.end()
    return {"cells": results, "events": events}


def run_test(cell, student):
    """The outputs of one test cell. Raises Stopped where the student's process does not survive it."""
    student.begin(student.limits["cell"])
    file = f"<test {cell['test']}>"
    tree = ast.parse(cell["source"], file)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    value, failure = None, None
    try:
        too_long = TestStopped("the test took too long with what the answer returned")
        with (
            time_limit(student.limits["cell"] + 2 * GRACE, too_long),
            contextlib.redirect_stdout(printed),
            contextlib.redirect_stderr(printed),
        ):
            namespace = {"__name__": "test"} | {name: student.ask("get", name) for name in undefined_names(cell["source"])}
            exec(compile(tree, file, "exec"), namespace)
            if last:
                value = eval(compile(ast.Expression(last.value), file, "eval"), namespace)
    except Exception as error:
        failure = _failure(error, cell, file)
    outputs = []
    text = printable(student.printed + printed.getvalue())
    if text:
        text = text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "\n... more output is left out ..."
        outputs.append({"output_type": "stream", "name": "stdout", "text": text})
    if not failure and isinstance(value, numbers.Real) and not isinstance(value, bool):
        if 0 <= value <= cell["points"] and math.isfinite(value):
            outputs.append({"output_type": "execute_result", "execution_count": None, "data": {"text/plain": repr(float(value))}, "metadata": {}})
        else:
            failure = _error_output("ValueError", f"the test arrives at {value!r} of {cell['points']:g} points", [])
    return [*outputs, failure] if failure else outputs


def undefined_names(source):
    """The names in a test cell that it takes from outside and that Python does not have: answers of the student."""
    messages = Checker(ast.parse(source)).messages
    return sorted({message.message_args[0] for message in messages if isinstance(message, UndefinedName)})


def _failure(error, cell, file):
    """A test's exception as an output that quotes the visible part of the test and the student's code, but no hidden test."""
    lines = cell["source"].splitlines()
    shown = []
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == file and frame.lineno in cell["hidden"]:
            shown.append("in a hidden test")
        elif frame.filename == file:
            shown.append(f"in this test, line {frame.lineno}:\n    {lines[frame.lineno - 1].strip()}")
    if hasattr(error, "student_call"):
        shown.append(f"the answer was called with ({error.student_call})")
    shown += [line.rstrip("\n") for line in getattr(error, "student_traceback", [])]
    name, message = getattr(error, "student_name", type(error).__name__), getattr(error, "student_message", str(error))
    return _error_output(name, message, shown)


def _error_output(name, message, lines):
    message = printable(message)[:LONGEST_TEXT]
    return {"output_type": "error", "ename": name, "evalue": message, "traceback": [*lines, f"{name}: {message}"]}


def serve(connection, fork):
    """Judge the task that comes over a socket, and send the outcome: judge()'s, or {"refused"} or {"failed"}: why."""
    with connection:
        with connection.makefile("rb") as file:
            task = json.load(file)
        faulthandler.dump_traceback_later(task["longest"], exit=True, file=open(os.devnull, "w"))
        set_limits({"RLIMIT_DATA": LIMITS["RLIMIT_DATA"]})
        try:
            outcome = judge(task, fork)
        except SandboxError as error:
            outcome = {"refused": str(error)}
        except Exception:
            outcome = {"failed": traceback.format_exc()[-2000:]}
        connection.sendall(json.dumps(outcome).encode())
