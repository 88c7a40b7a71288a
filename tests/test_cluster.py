"""Grading on the workers of a Dask scheduler: real processes on this machine, some of which are killed in the middle of it."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from distributed import Client
from nbgrader.api import Gradebook
from test_cli import GRADER, hand_in, run

from grader.course_root import nbgrader_api

pytestmark = pytest.mark.sandbox

CLASS = {
    "ann": "def double(x):\n    return 2 * x",
    "bob": "def double(x):\n    return x + x if x == 1 else 0",
    "cyd": "def double(x):\n    return x",
    "dan": "def double(x):\n    print('twice', x)\n    return 1 / (x - 1)",
    "eve": "def double(x):\n    return np.add(x, x)\n\nprint(double(np.arange(3) / 7))\ndouble(np.pi)",
    "fay": "def double(x:",
    "gus": "def double(x):\n    return float(open('factor.txt').read()) * x",
}
SLOW = "import time\n\ntime.sleep(1)\n\ndef double(x):\n    return 2 * x"


def wait_for(condition, seconds=60):
    """Wait until condition() is true, and return what it is."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end, f"waited {seconds} seconds in vain"
        time.sleep(0.02)
    return found


def cell_marks(root):
    """All that the gradebook of a course folder says of each test cell of each student: {(student, cell): values}."""
    course = nbgrader_api(root, root).coursedir
    with Gradebook(course.db_url, course.course_id) as gradebook:
        return {
            (entry.student_id, cell.name): (cell.auto_score, cell.manual_score, cell.max_score, cell.needs_manual_grade, cell.score)
            for entry in gradebook.assignment_submissions("42-tiny")
            for notebook in entry.notebooks
            for cell in notebook.grades
        }


def full_marks(*students):
    cells = {"double-small": 1.0, "double-large": 2.0}
    return {(student, cell): (points, None, points, False, points) for student in students for cell, points in cells.items()}


def graded(root):
    """{student: bytes of the graded notebook}."""
    return {path.parts[-3]: path.read_bytes() for path in root.glob("autograded/*/42-tiny/42-tiny.ipynb")}


def files_of(root):
    return {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


def text_of(result):
    """What a command printed, without line breaks and the frames of tables."""
    return " ".join(re.sub("[│┃]", " ", result.stdout).split())


def grade_on(address, root):
    """Start to grade a course folder on a cluster, and go on without waiting for the end."""
    command = [GRADER, "grade", "42", "--scheduler", address]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


class Cluster:
    """A Dask scheduler and its workers, each a process in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.processes = []
        about = folder / "scheduler.json"
        self.scheduler = self.start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(about))
        self.address = json.loads(wait_for(lambda: about.exists() and about.read_text()))["address"]

    def start(self, kind, *arguments, python_path=""):
        folder = self.folder / f"{kind}-{len(self.processes)}"
        folder.mkdir()
        command = [str(Path(sys.executable).with_name("dask")), kind, "--no-dashboard", *arguments]
        paths = os.pathsep.join(filter(None, [str(python_path), os.environ.get("PYTHONPATH")]))
        with (folder / "log").open("w") as log:
            self.processes.append(subprocess.Popen(command, cwd=folder, env=os.environ | {"PYTHONPATH": paths}, stdout=log, stderr=log))
        return self.processes[-1]

    def start_worker(self, name, python_path=""):
        return self.start("worker", self.address, "--no-nanny", "--nthreads", "1", "--name", name, python_path=python_path)

    def workers(self):
        """{name: address} of those that the scheduler has."""
        with Client(self.address, set_as_default=False) as client:
            return {worker["name"]: address for address, worker in client.scheduler_info(n_workers=-1)["workers"].items()}

    def wait_for_workers(self, *names):
        return wait_for(lambda: (found := self.workers()).keys() == set(names) and found)

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler with the workers "first" and "second"."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"))
    for name in ("first", "second"):
        cluster.start_worker(name)
    yield cluster
    cluster.end()


@pytest.fixture
def own_cluster(tmp_path):
    """A scheduler without workers."""
    cluster = Cluster(tmp_path)
    yield cluster
    cluster.end()


@pytest.fixture
def slow_class(built_once, tmp_path):
    """A course folder where six students handed in right answers that take a second."""
    root = Path(shutil.copytree(built_once, tmp_path / "class"))
    for number in range(6):
        hand_in(root, f"student-{number}", SLOW)
    return root


@pytest.fixture(scope="module")
def graded_class(built_once, cluster, tmp_path_factory):
    """A course folder whose class was graded on the cluster, and the result of that command."""
    root = Path(shutil.copytree(built_once, tmp_path_factory.mktemp("graded") / "class"))
    for student, code in CLASS.items():
        hand_in(root, student, code)
    (root / "submitted" / "gus" / "42-tiny" / "factor.txt").write_text("2")
    (root / "submitted" / "hal" / "42-tiny").mkdir(parents=True)
    cluster.wait_for_workers("first", "second")
    return root, run("grade", "42", "--scheduler", cluster.address, cwd=root)


def test_a_class_gets_the_same_marks_on_a_cluster_as_here(graded_class, cluster, tmp_path):
    root, result = graded_class
    assert result.returncode == 0, result.stderr
    here = shutil.copytree(root, tmp_path / "here", ignore=shutil.ignore_patterns("autograded"))
    assert run("grade", "42", "--regrade", "--workers", "1", cwd=here).returncode == 0
    assert cell_marks(root) == cell_marks(here)
    assert graded(root) == graded(here) and len(graded(here)) == len(CLASS) + 1
    points = {student: float(re.search(rf"{student} ([0-9.]+) of 3", text_of(result))[1]) for student in [*CLASS, "hal"]}
    assert points == {"ann": 3, "bob": 1, "cyd": 0, "dan": 0, "eve": 3, "fay": 0, "gus": 3, "hal": 0}
    assert [path for path in cluster.folder.rglob("*") if path.name.endswith((".db", ".ipynb"))] == []


def test_what_a_cluster_graded_is_not_graded_again(graded_class, cluster):
    root, _ = graded_class
    before = files_of(root / "autograded")
    for arguments in (["--scheduler", cluster.address], []):
        result = run("grade", "42", *arguments, cwd=root)
        assert result.returncode == 0, result.stderr
        assert "8 of 8 unchanged since they were graded; --regrade grades them anew." in text_of(result)
        assert files_of(root / "autograded") == before


def test_all_are_graded_although_a_worker_is_killed(slow_class, cluster):
    addresses = cluster.wait_for_workers("first", "second")
    first = cluster.processes[1]
    grading = grade_on(cluster.address, slow_class)
    with Client(cluster.address, set_as_default=False) as client:
        wait_for(lambda: grading.poll() is not None or graded(slow_class) and client.processing()[addresses["first"]])
    first.kill()
    shown, said = grading.communicate()
    assert grading.returncode == 0 and said == "" and "6/6" in shown
    assert cell_marks(slow_class) == full_marks(*(f"student-{number}" for number in range(6)))
    assert first.wait() == -9
    assert cluster.wait_for_workers("second")
    cluster.processes[1] = cluster.start_worker("first")
    cluster.wait_for_workers("first", "second")


def test_an_address_where_no_scheduler_is_changes_nothing(slow_class):
    before = files_of(slow_class)
    start = time.monotonic()
    expected = {"tcp://127.0.0.1:9": "Timed out", "nowhere": "missing port number"}
    started = {address: grade_on(address, slow_class) for address in expected}
    for address, says in expected.items():
        _, said = started[address].communicate()
        assert started[address].returncode == 1
        assert said.startswith(f"grader: no Dask scheduler answers at {address!r} ({says}")
        assert "one is started by `dask scheduler`" in said and said.count("\n") == 1
    assert time.monotonic() - start < 30
    assert files_of(slow_class) == before


def test_a_scheduler_without_workers_is_told(slow_class, own_cluster):
    result = run("grade", "42", "--scheduler", own_cluster.address, cwd=slow_class)
    assert result.returncode == 1
    address = own_cluster.address
    assert result.stderr.strip() == f"grader: the scheduler at {address} has no workers; one is started by `dask worker {address}`"
    assert graded(slow_class) == {} and cell_marks(slow_class) == {}


@pytest.mark.filterwarnings("ignore:Mismatched versions")
def test_workers_that_would_grade_otherwise_are_refused(slow_class, cluster, tmp_path):
    import numpy as np

    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "grader.py").write_text("raise ImportError('no grader here')")
    (tmp_path / "old" / "numpy-0.1.dist-info").mkdir(parents=True)
    (tmp_path / "old" / "numpy-0.1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: numpy\nVersion: 0.1\n")
    bad = [cluster.start_worker(name, tmp_path / name) for name in ("broken", "old")]
    addresses = cluster.wait_for_workers("first", "second", "broken", "old")
    result = run("grade", "42", "--scheduler", cluster.address, cwd=slow_class)
    for worker in bad:
        worker.kill()
    cluster.wait_for_workers("first", "second")
    assert result.returncode == 1
    first, *lines = result.stderr.splitlines()
    assert first == "grader: nothing was graded, because of"
    told = dict(line.split(": ", 1) for line in lines)
    assert told.keys() == {addresses["broken"], addresses["old"]}
    assert told[addresses["old"]] == f"numpy 0.1 instead of {np.__version__}"
    why = r"it cannot run the grader \(.*ImportError.*no grader here.*\); install this course there, with the same constraints.txt"
    assert re.fullmatch(why, told[addresses["broken"]])
    assert graded(slow_class) == {} and cell_marks(slow_class) == {}


def test_marks_are_kept_when_the_scheduler_is_killed(slow_class, own_cluster):
    own_cluster.start_worker("only")
    own_cluster.wait_for_workers("only")
    grading = grade_on(own_cluster.address, slow_class)
    wait_for(lambda: grading.poll() is not None or len(graded(slow_class)) >= 2)
    own_cluster.scheduler.kill()
    _, said = grading.communicate()
    assert grading.returncode == 1
    found = re.fullmatch(r"grader: the scheduler was lost. (\d) were graded and are kept; run the same command again for the .*\n", said)
    assert found, said
    kept = graded(slow_class)
    assert len(kept) == int(found[1]) < 6
    result = run("grade", "42", cwd=slow_class)
    assert result.returncode == 0, result.stderr
    assert f"{len(kept)} of 6 unchanged since they were graded" in text_of(result)
    assert {student: graded(slow_class)[student] for student in kept} == kept
    assert cell_marks(slow_class) == full_marks(*(f"student-{number}" for number in range(6)))
