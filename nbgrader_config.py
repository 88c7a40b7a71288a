"""nbgrader's settings for this course; every stock `nbgrader ...` command run in this folder reads them."""

import atexit
import os
import shutil
import tempfile

c = get_config()  # noqa: F821  (nbgrader defines it)

os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads make NumPy and Paddle slower on a busy machine

c.CourseDirectory.course_id = "kernel-to-resnet"

c.ClearSolutions.code_stub = {
    "python": '# YOUR CODE HERE\nraise NotImplementedError("Nothing here yet: replace this line with your code.")'
}

# nbgrader's own steps, with two of ours (grader/preprocessors.py).
c.Autograde.sanitize_preprocessors = [
    "nbgrader.preprocessors.ClearOutput",
    "grader.preprocessors.DropDuplicateCells",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.Execute",
    "grader.preprocessors.StderrIsOutput",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.OverwriteCells.add_missing_cells = True  # a deleted test cell comes back

c.Execute.timeout = 30  # seconds for one cell; the first import of Paddle from a cold disk takes 16
c.Execute.error_on_timeout = {
    "ename": "CellTimeoutError",
    "evalue": "",
    "traceback": ["CellTimeoutError: stopped after 30 seconds. Look for a loop that never ends."],
}

if os.name == "posix":
    # Kernels talk through files in a private folder. A network port can be taken by another kernel in the moment between
    # choosing and using it, which happens when several notebooks are graded at once; and others could listen in.
    folder = tempfile.mkdtemp(prefix="kernels-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    c.KernelManager.transport = "ipc"
    c.KernelManager.ip = os.path.join(folder, "kernel")
