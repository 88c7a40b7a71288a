"""Looks at this machine and says what the course will find on it."""

import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.table import Table

from grader.sandbox import INSTALL
from grader.warm import JudgeError, judge, problem

PACKAGES = ["paddlepaddle", "numpy", "scikit-learn", "jupyterlab", "ipywidgets", "nbgrader", "jupytext"]
SERVER_EXTENSIONS = ["validate_assignment", "formgrader", "assignment_list", "course_list"]
NOT_INSTALLED = "not installed"
# What code inside the sandbox tries; it prints what it could do.
PROBE = """
import os, resource, socket, sys

could = []
if [name for _, name in socket.if_nameindex()] != ["lo"]:
    could.append("reach a network")
if os.path.exists({course!r}):
    could.append("see the chapters")
for folder in ("/", "/usr", sys.prefix, "/dev"):
    try:
        open(os.path.join(folder, "probe"), "w")
        could.append("write in " + folder)
    except OSError:
        pass
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
if int(status["CapEff"], 16) or os.getuid() == 0:
    could.append("use root's rights")
if len([name for name in os.listdir("/proc") if name.isdigit()]) > 5:
    could.append("see other processes")
if resource.getrlimit(resource.RLIMIT_DATA)[1] == resource.RLIM_INFINITY:
    could.append("take all memory")
print("code could " + ", ".join(could) if could else "it holds")
"""


@dataclass
class Finding:
    """One thing looked at: whether it is good, what was found, and what to do where it is not good."""

    subject: str
    good: bool
    found: str
    remedy: str = ""
    needed: bool = True


def findings() -> list[Finding]:
    """Everything the course wants to know about this machine."""
    return [_python(), *map(_package, PACKAGES), _device(), _kernel(), _lab_extension(), *_server_extensions(), _sandbox(), _chromium()]


def table(results: list[Finding]) -> Table:
    """The findings as a table for the terminal."""
    result = Table("", "subject")
    result.add_column("found", overflow="fold")
    result.add_column("what to do", overflow="fold")
    for finding in results:
        mark = "ok" if finding.good else "MISSING" if finding.needed else "absent"
        result.add_row(mark, finding.subject, finding.found, "" if finding.good else finding.remedy)
    return result


def _python() -> Finding:
    found = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", (3, 10) <= sys.version_info[:2] <= (3, 13), found, "use Python 3.10 to 3.13, as Paddle does")


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, NOT_INSTALLED, f"pip install -c constraints.txt {name}")


def _device() -> Finding:
    result = _run("-W", "ignore", "-c", "import paddle; print(paddle.device.get_device(), paddle.device.cuda.device_count())")
    if result.returncode:
        last_line = (result.stderr.strip().splitlines() or ["no message"])[-1]
        return Finding("device", False, f"Paddle does not start: {last_line}", "install paddlepaddle again")
    device, gpus = result.stdout.split()[-2:]
    return Finding("device", True, f"Paddle computes on {device}; it sees {gpus} GPUs")


def _kernel() -> Finding:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    remedy = "pip install -c constraints.txt ipykernel, in the environment you start JupyterLab from"
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        return Finding("kernel python3", False, NOT_INSTALLED, remedy)
    return Finding("kernel python3", True, spec.resource_dir)


def _lab_extension() -> Finding:
    listed = re.search(r"@jupyter/nbgrader.*", _listing("labextension"))
    enabled = bool(listed and "enabled" in listed[0] and "OK" in listed[0])
    found = listed[0].strip() if listed else NOT_INSTALLED
    return Finding("nbgrader in JupyterLab", enabled, found, "jupyter labextension enable @jupyter/nbgrader")


def _server_extensions() -> list[Finding]:
    listing = _listing("server", "extension")
    results = []
    for name in SERVER_EXTENSIONS:
        module = f"nbgrader.server_extensions.{name}"
        enabled = f"{module} enabled" in listing
        remedy = f"jupyter server extension enable {module}"
        results.append(Finding(f"server: {name}", enabled, "enabled" if enabled else "not enabled", remedy))
    return results


def _sandbox() -> Finding:
    """Start a sandbox as grading does, and let code in it try what it must not be able to do."""
    subject = "sandbox for grading"
    if reason := problem():
        return Finding(subject, False, reason, INSTALL, needed=False)
    course = Path(__file__).parent.parent
    probe = {"source": PROBE.format(course=str(course / "course" / "chapters")), "test": ""}
    limits = {"cell": 10, "submission": 10}
    try:
        outcome = judge({"imports": [], "cells": [probe], "files": {}, "course": str(course), "sandbox": True, "limits": limits})
    except JudgeError as error:
        return Finding(subject, False, str(error), "look at grader/warm.py", needed=False)
    said = "".join(output.get("text", output.get("evalue", "")) for output in outcome["cells"][0]).strip() or "nothing was tried"
    remedy = "do not grade with it; look at grader/sandbox.py"
    return Finding(subject, said == "it holds", f"bubblewrap; tried out: {said}", remedy, needed=False)


def _chromium() -> Finding:
    path = shutil.which("chromium")
    remedy = "only the browser tests need it; on Debian or Ubuntu: apt-get install chromium"
    return Finding("chromium", path is not None, path or NOT_INSTALLED, remedy, needed=False)


def _listing(*command: str) -> str:
    result = _run("-m", "jupyter", *command, "list")
    return re.sub(r"\x1b\[[0-9;]*m", "", result.stdout + result.stderr)


def _run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
