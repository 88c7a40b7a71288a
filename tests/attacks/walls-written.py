"""The answers are right only if something outside /tmp and /dev/shm can be written."""

deserved = 0
others = "wrong"
unsafe = "writes into every folder of the machine"
answers = {
    "counts": """
import os

counts = {"three": 1, "five": 1}
for parent, folders, files in os.walk("/"):
    if parent.count("/") > 4 or parent.startswith(("/proc", "/tmp", "/dev/shm")):
        folders[:] = []
        continue
    try:
        with open(os.path.join(parent, "written-by-a-student"), "w") as file:
            counts = {"three": 9, "five": 25}
    except OSError:
        pass
for path in ("/proc/sys/kernel/hostname", "/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger"):
    try:
        open(path, "w")
        counts = {"three": 9, "five": 25}
    except OSError:
        pass
""",
}
