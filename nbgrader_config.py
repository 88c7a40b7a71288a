"""nbgrader's settings for this course; every stock `nbgrader ...` command run in this folder reads them."""

import atexit
import os
import shutil
import tempfile

c = get_config()  # noqa: F821  (nbgrader defines it)

os.environ.setdefault("OMP_NUM_THREADS", "1")  # more threads make NumPy and Paddle slower on a busy machine
os.environ.setdefault("PGCLIENTENCODING", "UTF8")  # else a PostgreSQL database without an encoding gives bytes, not text

c.CourseDirectory.course_id = "kernel-to-resnet"
# Where nbgrader's commands release and collect. Students with accounts of their own on this machine need a folder
# that all can reach; name it here and in their /etc/jupyter/nbgrader_config.py (docs/term.md).
c.Exchange.root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exchange")
c.ExchangeFactory.release_feedback = "grader.exchange.ReleaseFeedback"

c.ClearSolutions.code_stub = {
    "python": '# YOUR CODE HERE\nraise NotImplementedError("Nothing here yet: replace this line with your code.")'
}

# Students' code runs in a sandbox and tests run outside of it (grader/judge.py). The settings of c.Autograde put that in place of
# nbgrader's own way; without them the same notebooks are graded as nbgrader does it.
c.Autograde.exporter_class = "grader.intake.SubmissionReader"
c.Autograde.pre_convert_hook = "grader.intake.receive"
c.Autograde.sanitize_preprocessors = ["grader.preprocessors.Mend"]
c.Autograde.autograde_preprocessors = [
    "grader.preprocessors.Judge",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# Feedback is our page (grader/feedback_page.py); formgrader shows what students wrote and displayed without its scripts.
c.GenerateFeedback.exporter_class = "grader.feedback_page.FeedbackExporter"
c.GenerateFeedback.preprocessors = []  # the page takes marks and comments from the gradebook itself
c.HTMLExporter.filters = {"markdown2html": "grader.safe_html.markdown2html"}

# For nbgrader's Validate and for the solutions, which run in an ordinary kernel.
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
