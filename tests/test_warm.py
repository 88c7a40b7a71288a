"""The warm process: what a forked student's process shares with others and what not, and that no mishap outlives its cause."""

import ast
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from grader import warm
from grader.remote import Student
from grader.sandbox import Sandbox, environment
from grader.warm import JudgeError, judge

pytestmark = pytest.mark.sandbox
IMPORTS = ["import numpy as np", "import matplotlib.pyplot as plt", "import paddle", "import no_such_module"]


def a_task(*cells, cell=10, submission=30, imports=IMPORTS):
    """A task with these cells: texts, or ("name", text) for tests."""
    pairs = [cell if isinstance(cell, tuple) else ("", cell) for cell in cells]
    cells = [{"source": source, "test": name, "exercise": name, "points": 1, "hidden": []} for name, source in pairs]
    limits = {"cell": cell, "submission": submission}
    return {"cells": cells, "files": {}, "course": "/nowhere", "sandbox": True, "imports": imports, "limits": limits}


def printed(outputs):
    return "".join(output.get("text", output.get("evalue", "")) for output in outputs)


def in_warm(cell):
    return ast.literal_eval(printed(judge(a_task(cell))["cells"][0]))


LEAVE = """
import builtins, decimal, os, random, signal, subprocess, sys, threading, warnings
import numpy as np, matplotlib.pyplot as plt

np.random.seed(1); random.seed(1)
np.set_printoptions(precision=1); plt.rcParams["lines.linewidth"] = 9; plt.figure(); warnings.simplefilter("ignore")
builtins.left = np.left = sys.left = 1; np.mean = None; sys.path.append("/left"); decimal.getcontext().prec = 3
os.environ["LEFT"] = "1"; os.umask(0); signal.signal(signal.SIGUSR1, signal.SIG_IGN); sys.setrecursionlimit(500)
for place in ("/tmp/left", "/dev/shm/left", "left.py"):
    open(place, "w").close()
threading.Thread(target=threading.Event().wait, daemon=True).start()
subprocess.Popen(["sleep", "left"[:0] + "1000"], start_new_session=True)
"""
LOOK = """
import builtins, decimal, gc, locale, os, signal, sys, threading, warnings
import numpy as np, matplotlib, matplotlib.pyplot as plt, paddle

print({
    "left in modules": [hasattr(place, "left") for place in (builtins, np, sys)] + [np.mean is None],
    "names": sorted(name for name in globals() if not name.startswith("_")),
    "name": __name__,
    "folder": os.listdir("."),
    "temporary": [name for name in os.listdir("/dev/shm")],
    "environment": sorted(os.environ),
    "path": [sys.path[0], "/left" in sys.path],
    "processes": len([name for name in os.listdir("/proc") if name.isdigit()]) < 6,
    "threads": threading.active_count(),
    "umask": os.umask(0o22),
    "signals": [str(signal.getsignal(number)) for number in sorted(signal.valid_signals()) if number != signal.SIGALRM],
    "recursion": sys.getrecursionlimit(),
    "garbage": (gc.isenabled(), gc.get_threshold()),
    "decimal": decimal.getcontext().prec,
    "locale": locale.getlocale(),
    "numpy": str(np.get_printoptions()),
    "warnings": sorted(str(entry[:1] + entry[2:3]) for entry in warnings.filters),
    "figures": plt.get_fignums(),
    "matplotlib": {name: str(value) for name, value in plt.rcParams.items()},
    "paddle": (paddle.get_default_dtype(), paddle.in_dynamic_mode(), paddle.get_device()),
    "flags": str(sys.flags),
    "frozen": sys.argv[1:],
})
"""


def test_a_student_finds_what_a_process_finds_that_has_just_started():
    student = Student(lambda: Sandbox({}, "/nowhere", walls=False, fork=None), {"cell": 60, "submission": 60})
    cold = ast.literal_eval(printed([output for output in student.run(LOOK) if output.get("name") != "stderr"]))
    student.end()
    found = in_warm(LOOK)
    assert found["processes"] is True
    for thing in ("temporary", "processes", "frozen"):  # without a sandbox one sees the machine's, and has arguments
        found.pop(thing), cold.pop(thing)
    assert found == cold


def test_nothing_of_one_submission_is_found_by_the_next():
    before = in_warm(LOOK)
    assert "done" in printed(judge(a_task(LEAVE + "print('done')"))["cells"][0])
    assert in_warm(LOOK) == before
    assert before["left in modules"] == [False] * 4 and before["temporary"] == [] and before["folder"] == []


def test_what_was_imported_in_advance_is_all_that_it_has_more():
    cell = "import sys\nprint(sorted({name if name.startswith('grader') else name.split('.')[0] for name in sys.modules}))"
    student = Student(lambda: Sandbox({}, "/nowhere", walls=False, fork=None), {"cell": 60, "submission": 60})
    student.run("import warnings; warnings.simplefilter('ignore'); import numpy, matplotlib.pyplot, paddle")
    cold = set(ast.literal_eval(printed(student.run(cell))))
    student.end()
    more = set(in_warm(cell)) - cold - sys.stdlib_module_names
    own = {"grader.judge", "grader.remote", "grader.sandbox", "grader.student", "psutil", "pyflakes", "pyseccomp"}
    assert more == own


def test_each_has_randomness_of_its_own():
    cell = "import random, numpy as np, paddle\nprint([random.random(), float(np.random.rand()), paddle.rand([1]).item()])"
    first, second, third = in_warm(cell), in_warm(cell), in_warm(cell)
    for one, two, three in zip(first, second, third):
        assert len({one, two, three}) == 3


def test_a_test_has_randomness_of_its_own_too():
    test = ("a", "import numpy as np\nprint(np.random.rand())")
    assert printed(judge(a_task(test))["cells"][0]) != printed(judge(a_task(test))["cells"][0])


def test_neither_environment_nor_arguments_tell_of_the_grader(monkeypatch):
    monkeypatch.setenv("SECRET", "of the instructor")
    warm.end()
    cell = "print([open(f'/proc/self/{name}').read() for name in ('environ', 'cmdline')])"
    environ, line = in_warm(cell)
    assert "SECRET" not in environ
    assert sorted(item.split("=")[0] for item in environ.split("\0") if item) == sorted(environment("/tmp"))
    assert line.split("\0")[1:] == ["-m", "grader.warm", ""]


def test_no_rights_are_left():
    cell = "print({line.partition(':')[0]: line.partition(':')[2].strip() for line in open('/proc/self/status')})"
    status = in_warm(cell)
    assert {status[name].strip("0") for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {""}
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert os.getuid() or ("0" not in status["Uid"].split("\t") and status["Groups"] == "")


def test_what_holds_the_sandbox_open_is_confined_as_well():
    cell = """
import os

print({
    number: [line.split()[1] for line in open(f"/proc/{number}/status") if line.startswith("Seccomp:")]
    for number in os.listdir("/proc") if number.isdigit()
})
"""
    found = in_warm(cell)
    assert {"1", "2"} <= set(found) and set(map(tuple, found.values())) == {("2",)}


REFUSED = """
import mmap, os, socket

def tried(action):
    try:
        action()
        return "done"
    except OSError as error:
        return error.strerror

left, right = socket.socketpair()
print([
    tried(lambda: mmap.mmap(-1, 4096)),
    tried(lambda: mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)),
    tried(lambda: mmap.mmap(os.open("/dev/zero", os.O_RDWR), 4096)),
    tried(lambda: socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)),
    tried(lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)),
    tried(lambda: left.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_000_000)),
    tried(lambda: left.send(b"x")),
])
"""


def test_memory_that_counts_for_no_process_is_refused():
    no = "Operation not permitted"
    assert in_warm(REFUSED) == [no, "done", "No such device", no, "done", no, "done"]


def test_what_is_handed_in_does_not_run_before_the_first_cell():
    task = a_task("print('here')", imports=[])
    task["files"] = {"unicodedata.py": "aW1wb3J0IG9zCm9zLl9leGl0KDEpCg=="}  # import os, os._exit(1)
    assert printed(judge(task)["cells"][0]) == "here\n"


def test_a_fork_that_fails_costs_its_own_submission():
    judge(a_task())
    (running,) = warm._running.values()
    limits = psutil.Process(running.process.pid).rlimit(psutil.RLIMIT_NPROC)
    if os.getuid():  # for root there is no such limit
        psutil.Process(running.process.pid).rlimit(psutil.RLIMIT_NPROC, (1, limits[1]))
        with pytest.raises(JudgeError):
            judge(a_task())
        psutil.Process(running.process.pid).rlimit(psutil.RLIMIT_NPROC, limits)
    assert judge(a_task("print(1)"))["cells"][0][0]["text"] == "1\n"
    assert list(warm._running.values()) == [running]


def test_a_warm_process_that_does_not_start_says_why(monkeypatch):
    monkeypatch.setattr(warm, "READY", b"x")
    warm.end()
    with pytest.raises(JudgeError, match="does not start"):
        judge(a_task())
    monkeypatch.setattr(warm.sys, "executable", "/bin/false")
    with pytest.raises(JudgeError, match="does not start"):
        judge(a_task())


def test_what_was_imported_in_advance_does_not_go_by_the_students_folder():
    task = a_task("import json, helper\nprint(json.dumps(helper.three))")
    task["files"] = {"json.py": "cmFpc2UgU3lzdGVtRXhpdA==", "helper.py": "dGhyZWUgPSAz"}  # raise SystemExit, three = 3
    assert printed(judge(task)["cells"][0]) == "3\n"


def test_a_judge_that_hangs_or_dies_costs_its_own_submission(monkeypatch):
    monkeypatch.setattr(warm, "SPARE_SECONDS", 1)
    hang = "import signal, time\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\ntime.sleep(100)"
    for source in (hang, "import os\nos._exit(0)", "import os\nos.kill(os.getpid(), 9)"):
        start = time.monotonic()
        with pytest.raises(JudgeError, match="ended without an outcome, or not within 3 seconds"):
            judge(a_task(("a", source), cell=1, submission=1))
        assert time.monotonic() - start < 10
    assert judge(a_task(("a", "assert 1")))["cells"] == [[]]


def test_a_mistake_in_the_judge_is_told(monkeypatch):
    with pytest.raises(JudgeError, match="KeyError: 'source'"):
        judge(a_task() | {"cells": [{"test": ""}]})


def test_it_is_started_again_when_it_has_died():
    judge(a_task())
    (process,) = [running.process for running in warm._running.values()]
    process.kill()
    process.wait()
    assert judge(a_task("print(1)"))["cells"][0][0]["text"] == "1\n"


def test_another_assignment_takes_its_place():
    judge(a_task(imports=["import numpy"]))
    (first,) = warm._running.values()
    assert judge(a_task("print('other')", imports=["import random"]))["cells"][0][0]["text"] == "other\n"
    assert len(warm._running) == 1 and first.process.returncode == -signal.SIGKILL


def name_of(process):
    try:
        return process.name()
    except psutil.NoSuchProcess:
        return ""


def test_everything_ends_with_the_process_that_started_it(tmp_path):
    program = """
import sys, threading
from grader import warm

cell = {"source": "import time; time.sleep(100)", "test": ""}
limits = {"cell": 200, "submission": 200}
task = {"cells": [cell], "files": {}, "course": "/nowhere", "sandbox": True, "imports": [], "limits": limits}
threading.Thread(target=warm.judge, args=[task]).start()
print("started", flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "started\n"
    tree = []
    while not any(name_of(child) == "sleep" for child in tree):  # what holds the sandbox open
        tree = psutil.Process(process.pid).children(recursive=True)
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    gone, alive = psutil.wait_procs(tree, timeout=10)
    assert [child for child in alive if child.status() != psutil.STATUS_ZOMBIE] == []
