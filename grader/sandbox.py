"""Starts the student's process: in a sandbox made by bubblewrap, or plainly where an instructor asked for that.

Inside the sandbox there is no network, and of the file system only what is named here, read-only: the system's
libraries, Python with its packages, the course's library and the files handed in beside the notebook. /tmp is writable,
limited in size, and vanishes. Processes, IPC and the host's name are the sandbox's own; all processes die with it.
Of the system calls, those are refused that make new namespaces or memory that no limit counts.
"""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import psutil

from grader import GraderError

SCRATCH_BYTES = 256 * 2**20
MOST_FILES, DEEPEST_FOLDER = 5_000, 20  # of what is handed in beside a notebook
MEMORY_BYTES = 4 * 2**30  # of all processes of a sandbox together
# What a process may use, by the names of Python's module `resource`; limits hold for each process, NPROC for all together.
LIMITS = {
    "RLIMIT_DATA": MEMORY_BYTES,
    "RLIMIT_AS": 8 * MEMORY_BYTES,  # bounds page tables, which are memory, too
    "RLIMIT_CPU": 900,  # seconds
    "RLIMIT_FSIZE": 64 * 2**20,
    "RLIMIT_NOFILE": 256,
    "RLIMIT_NPROC": 128,  # threads count, too
    "RLIMIT_CORE": 0,
}
GRADER = Path(__file__).parent
OWN_FILES = ("__init__.py", "student.py", "time_limit.py", "wire.py")
INSIDE = Path("/library")  # inside the sandbox: the course's library and those files
HANDED_IN = "/handed-in"
HOME = "/tmp"
WORK = "/tmp/student-work"
FONTS = "/tmp/student-matplotlib"
NO_ENVIRONMENT = {"PATH": "/usr/bin:/bin"}  # for bubblewrap itself
CLONE_NEWUSER = 0x10000000
REFUSED = (
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot", "fsopen", "open_tree", "move_mount"),
    *("shmget", "shmat", "semget", "msgget", "memfd_create", "memfd_secret"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "bpf", "perf_event_open", "userfaultfd"),
    *("keyctl", "add_key", "request_key", "io_uring_setup"),
)
INSTALL = "install bubblewrap (on Debian or Ubuntu: sudo apt-get install bubblewrap), which needs Linux"


class SandboxError(GraderError):
    """There is no sandbox here; the message says why and what to do."""


class Sandbox:
    """A running student's process (grader/student.py); `process` has pipes at its standard input and output."""

    def __init__(self, files: Path | None, walls: bool = True):
        """Start it. files: a folder whose regular files, notebooks apart, the student's code finds in its working directory.

        walls: False starts it without a sandbox, with the grader's own rights; limits hold all the same.
        Raises SandboxError where there can be no sandbox.
        """
        self.scratch = Path(tempfile.mkdtemp(prefix="student-"))
        try:
            self._start(files, walls)
        except BaseException:  # also an interrupt leaves no folder behind
            shutil.rmtree(self.scratch, ignore_errors=True)
            raise

    def _start(self, files, walls):
        handed_in, work = self.scratch / "handed-in", self.scratch / "work"
        _copy(files, handed_in)
        python = [sys.executable, "-m", "grader.student", json.dumps(LIMITS)]
        settings = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "start_new_session": True}
        if walls:
            with _seccomp_filter() as rules:
                line = [*_bubblewrap(files, handed_in, rules), *_as_nobody(), *python, HANDED_IN, WORK]
                self.process = subprocess.Popen(line, env=NO_ENVIRONMENT, pass_fds=[rules.fileno()], **settings)
        else:
            line = [*python, str(handed_in), str(work)]
            environment = _environment(str(self.scratch)) | {"PYTHONPATH": str(GRADER.parent)}
            self.process = subprocess.Popen(line, env=environment, cwd=GRADER.parent, **settings)

    def memory(self) -> int:
        """Bytes that all its processes have in memory now."""
        try:
            processes = psutil.Process(self.process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return 0
        used = _sum(processes, lambda process: process.memory_info().rss)
        # Pages that processes share count once each there, so that sum can be far too high; the exact one is slow.
        return used if used <= MEMORY_BYTES else _sum(processes, lambda process: process.memory_full_info().pss)

    def kill(self) -> None:
        """End all of it; what was written to its scratch folder is gone."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


def _sum(processes, size) -> int:
    total = 0
    for process in processes:
        try:
            total += size(process)
        except psutil.NoSuchProcess:
            pass
        except psutil.AccessDenied:
            total += process.memory_info().rss
    return total


def problem() -> str:
    """Why no sandbox can be had here, with what to do; "" where it works: tried by starting one."""
    try:
        _try_out()
    except (SandboxError, subprocess.TimeoutExpired) as error:
        return f"no sandbox: {error}"
    return ""


@cache  # of success only: what fails raises, and is tried again
def _try_out() -> None:
    if not shutil.which("bwrap"):
        raise SandboxError(f"bubblewrap is not installed; {INSTALL}")
    with tempfile.TemporaryDirectory() as nothing, _seccomp_filter() as rules:
        line = [*_bubblewrap(None, Path(nothing), rules), *_as_nobody(), sys.executable, "-c", "import grader.student"]
        tried = subprocess.run(line, env=NO_ENVIRONMENT, pass_fds=[rules.fileno()], capture_output=True, text=True, timeout=120)
    if tried.returncode:
        reason = (tried.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise SandboxError(f"bubblewrap does not work here ({reason}); {INSTALL}, and lets ordinary users make namespaces")


def too_much(files: Path) -> bool:
    """Whether the files in a folder are too many, too large or too deeply nested for a sandbox."""
    found = [(path, path.lstat().st_size) for path in files.rglob("*")]
    deepest = max((len(path.relative_to(files).parts) for path, _ in found), default=0)
    pages = sum(size // 4096 + 1 for _, size in found)
    return len(found) > MOST_FILES or deepest > DEEPEST_FOLDER or pages * 4096 > SCRATCH_BYTES // 2


def _as_nobody() -> list[str]:
    """The beginning of a command that gives up root: limits on processes do not hold for it, and hold for others by user."""
    user = str(20_000 + os.getpid() % 40_000)
    return ["setpriv", "--reuid", user, "--regid", user, "--clear-groups", "--inh-caps", "-all"] if os.getuid() == 0 else []


def _seccomp_filter():
    """A file with the filter of system calls, as bubblewrap reads it. Raises SandboxError where there is no libseccomp."""
    try:
        import pyseccomp
    except (ImportError, RuntimeError, OSError) as error:
        raise SandboxError("libseccomp is not installed; on Debian or Ubuntu: sudo apt-get install libseccomp2") from error
    rules = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in REFUSED:
        try:
            rules.add_rule(pyseccomp.ERRNO(errno.EPERM), name)
        except ValueError:  # newer than this libseccomp: none of its programs can use it by name
            pass
    new_user = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER)
    rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", new_user)
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # its arguments cannot be looked at; programs fall back to clone
    file = tempfile.TemporaryFile()
    rules.export_bpf(file)
    file.seek(0)
    return file


def _copy(files: Path | None, to: Path) -> None:
    """Copy what was handed in beside the notebooks, so that every user may read it; nothing where it is too much."""
    if files is None or too_much(files):
        to.mkdir()
        return
    shutil.copytree(files, to, symlinks=True, ignore=shutil.ignore_patterns("*.ipynb"), copy_function=shutil.copyfile)
    for folder, _, names in os.walk(to):
        os.chmod(folder, 0o755)
        for path in [Path(folder, name) for name in names]:
            if path.is_symlink():
                path.unlink()
            else:
                path.chmod(0o644)


def _bubblewrap(files: Path | None, handed_in: Path, rules) -> list[str]:
    """The command that starts a program inside the sandbox, with the seccomp filter in the open file `rules`."""
    line = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    line += ["--die-with-parent", "--new-session", "--clearenv", "--seccomp", str(rules.fileno())]
    if os.getuid() == 0:
        line += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]  # for setpriv
    else:
        line += ["--unshare-user", "--disable-userns"]
    line += ["--proc", "/proc", "--dev", "/dev", "--remount-ro", "/dev"]
    for folder in ("/dev/shm", HOME):  # before what is shown, which can lie in /tmp as well
        line += ["--perms", "1777", "--size", str(SCRATCH_BYTES), "--tmpfs", folder]
    seen = ["/usr", sys.base_prefix, sys.prefix]
    for folder in seen:
        line += _read_only(folder, folder)
    for course in {GRADER.parent, *(files.parents[2:3] if files else [])}:  # of ROOT/autograded/student/assignment
        if course == Path(sys.prefix):
            raise SandboxError(f"Python's environment is the course's own folder, {course}; make it in .venv")
        if any(course.is_relative_to(folder) for folder in seen):  # a course that lies inside one of those is hidden again
            line += ["--tmpfs", str(course)]
            line += _read_only(sys.prefix, sys.prefix) if Path(sys.prefix).is_relative_to(course) else []
    for name in ("bin", "lib", "lib32", "lib64"):
        if Path("/", name).is_symlink():
            line += ["--symlink", os.readlink(Path("/", name)), f"/{name}"]
        elif Path("/", name).is_dir():
            line += _read_only(f"/{name}", f"/{name}")
    for name in ("/etc/ld.so.cache", "/etc/alternatives"):
        line += ["--ro-bind-try", name, name]
    line += ["--perms", "1777", "--dir", FONTS]
    for outside, inside in _shown(handed_in).items():
        line += _read_only(outside, inside)
    line += ["--remount-ro", "/", "--chdir", "/"]
    for name, value in _environment(HOME).items():
        line += ["--setenv", name, value]
    return line


def _shown(handed_in: Path) -> dict[Path, Path]:
    """{file or folder: where it is seen inside the sandbox}, besides the system and Python."""
    library = GRADER.parent / "course"  # both lie side by side, in the repository and where they are installed
    fonts = Path.home() / ".cache" / "matplotlib"  # matplotlib's list of fonts, which takes seconds to make
    shown = {handed_in: Path(HANDED_IN)}
    shown |= {file: Path(INSIDE, "course", file.name) for file in sorted(library.glob("*.py"))}
    shown |= {GRADER / name: Path(INSIDE, "grader", name) for name in OWN_FILES}
    return shown | {file: Path(FONTS, file.name) for file in sorted(fonts.glob("fontlist-*.json"))}


def _read_only(outside, inside) -> list[str]:
    """Show a file or a folder inside the sandbox; bubblewrap alone would close its parents to all but root."""
    line = []
    for parent in reversed(Path(inside).parents[:-1]):
        line += ["--perms", "0755", "--dir", str(parent)]
    return [*line, "--ro-bind", str(outside), str(inside)]


def _environment(home: str) -> dict[str, str]:
    """All the environment variables that the student's process sees."""
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{home}/{Path(FONTS).name}",
        "OMP_NUM_THREADS": "1",
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(INSIDE),
    }
