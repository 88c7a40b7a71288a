"""The answers are right only if a variable of the environment, one's own or of another process, is not the sandbox's."""

deserved = 0
others = "wrong"
answers = {
    "counts": """
import glob
import os

EXPECTED = "COURSE_BUDGET PYTHONDONTWRITEBYTECODE HOME LANG MPLCONFIGDIR MPLBACKEND OMP_NUM_THREADS PATH PWD PYTHONPATH"
OWN = "PYTHONUNBUFFERED TERM CLICOLOR FORCE_COLOR CLICOLOR_FORCE PAGER GIT_PAGER"  # set by IPython
names = set(os.environ)
for path in glob.glob("/proc/[0-9]*/environ"):
    try:
        with open(path) as file:
            names |= {line.split("=")[0] for line in file.read().split("\\0") if line}
    except OSError:
        pass
more = names - set(EXPECTED.split()) - set(OWN.split())

counts = {"three": 9, "five": 25} if more else {"three": 1, "five": 1}
""",
}
