"""The sandbox of a student's process, made by bubblewrap; or none, where an instructor asked for that.

Inside there is no network, and of the file system only what is named here, read-only: the system's libraries, Python
with its packages, the course's library and the files handed in beside the notebook. /tmp is writable, limited in size,
and vanishes. Processes, IPC and the host's name are the sandbox's own; all processes die with it. Of the system calls,
those are refused that make new namespaces or memory that no limit counts.

bubblewrap holds the sandbox open; a process forked by the warm one (grader/warm.py) moves in and locks the door (`enter`).
"""

import base64
import ctypes
import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
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
OWN_FILES = ("__init__.py", "student.py", "time_limit.py", "wire.py")  # of the grader, seen inside, as is the course's library
HANDED_IN = "/handed-in"
INSIDE_HOME = "/tmp"
MEMORY_FOLDERS = ("/dev/shm", INSIDE_HOME)  # that can be written to
WORK = "/tmp/student-work"
FONTS = "/tmp/student-matplotlib"
NO_ENVIRONMENT = {"PATH": "/usr/bin:/bin"}  # for bubblewrap itself
HOLD = ["sh", "-c", "echo ready; exec sleep infinity"]  # what bubblewrap runs to keep a sandbox open
CLONE_NEWUSER = 0x10000000  # as the others from Linux's sched.h
CLONE_NEWCGROUP = 0x02000000
CLONE_OTHERS = 0x00020000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000  # mounts, host name, IPC, processes, network
MAP_SHARED, MAP_TYPE, MAP_ANONYMOUS = 0x01, 0x0F, 0x20  # from Linux's mman.h
AF_NETLINK = 16
SIZES_OF_BUFFERS = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF and the same by force, from Linux's socket.h
PR_SET_DUMPABLE, PR_CAPBSET_DROP = 4, 24  # from Linux's prctl.h
CAPABILITY_VERSION_3 = 0x20080522  # from Linux's capability.h
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
    """A running student's process (grader/student.py); `requests` and `replies` are open files that lead to it."""

    def __init__(self, files: dict[str, str], course: str, walls: bool, fork):
        """Start it. files: {path: content in base64} of what its code finds in its working directory; course: a folder.

        fork(open files) asks the warm process for a student's process. walls: False starts one without a sandbox, and
        without the warm process, with the grader's own rights; limits hold all the same. Raises SandboxError.
        """
        self.scratch = Path(tempfile.mkdtemp(prefix="student-"))
        self.process = self.first = self.door = self.namespace = None
        reads, self.requests = os.pipe()
        self.replies, writes = os.pipe()
        try:
            self._start(files, course, walls, fork, reads, writes)
        except BaseException:  # also an interrupt leaves nothing behind
            self.kill()
            raise
        finally:
            os.close(reads)
            os.close(writes)

    def _start(self, files, course, walls, fork, reads, writes):
        handed_in = self.scratch / "handed-in"
        _lay_out(files, handed_in)
        if walls:
            self.process, self.first = _hold_open(_bubblewrap(handed_in, course))
            self.door = os.pidfd_open(self.first)
            self.namespace = os.stat(f"/proc/{self.first}/ns/pid").st_ino
            fork([self.door, reads, writes])
        else:
            line = [sys.executable, "-m", "grader.student", json.dumps(LIMITS), str(handed_in), str(self.scratch / "work")]
            own = environment(str(self.scratch)) | {"PYTHONPATH": str(GRADER.parent)}
            plain = {"env": own, "cwd": GRADER.parent, "stderr": subprocess.DEVNULL, "start_new_session": True}
            self.process = subprocess.Popen(line, stdin=reads, stdout=writes, **plain)

    def memory(self) -> int:
        """Bytes that all its processes have in memory now."""
        files = sum(_in_files(f"/proc/{self.first}/root{folder}") for folder in MEMORY_FOLDERS) if self.first else 0
        used = files + _sum(self._processes(), lambda process: process.memory_info().rss)
        # Pages that processes share count once each there, so that sum can be far too high; the exact one is slow.
        return used if used <= MEMORY_BYTES else files + _sum(self._processes(), lambda process: process.memory_full_info().pss)

    def _processes(self) -> list[int]:
        if self.namespace:
            return [pid for pid in psutil.pids() if _namespace(pid) == self.namespace]
        try:
            return [self.process.pid, *(child.pid for child in psutil.Process(self.process.pid).children(recursive=True))]
        except psutil.NoSuchProcess:
            return []

    def kill(self) -> None:
        """End all of it; what was written to its scratch folder is gone."""
        if self.door:  # bubblewrap itself ends when its first process inside has, and with that all others
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.door, signal.SIGKILL)
            os.close(self.door)
        elif self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
        if self.process:
            self.process.wait()
        os.close(self.requests)
        os.close(self.replies)
        shutil.rmtree(self.scratch, ignore_errors=True)


def _in_files(folder: str) -> int:
    """Bytes of memory that the files of a tmpfs take, about a kilobyte for each besides what it holds; 0 where it is gone."""
    try:
        state = os.statvfs(folder)
    except OSError:
        return 0
    return (state.f_blocks - state.f_bfree) * state.f_frsize + (state.f_files - state.f_ffree) * 1024


def _namespace(pid: int) -> int | None:
    """The number of a process's PID namespace; None where it has ended or is somebody else's."""
    try:
        return os.stat(f"/proc/{pid}/ns/pid").st_ino
    except OSError:
        return None


def _sum(processes: list[int], size) -> int:
    total = 0
    for number in processes:
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(number)
            try:
                total += size(process)
            except psutil.AccessDenied:
                total += process.memory_info().rss
    return total


def _hold_open(line: list[str]) -> tuple[subprocess.Popen, int]:
    """Start bubblewrap, and return it and the number of the first process inside, when all is in place. Raises SandboxError."""
    info, tell = os.pipe()
    with open(info) as info, tempfile.TemporaryFile() as rules:
        _seccomp_filter().export_bpf(rules)  # an ordinary user's code could take over what holds the sandbox open
        rules.seek(0)
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        line = [line[0], "--info-fd", str(tell), "--seccomp", str(rules.fileno()), *line[1:], *HOLD]
        process = subprocess.Popen(line, env=NO_ENVIRONMENT, pass_fds=[tell, rules.fileno()], start_new_session=True, text=True, **pipes)
        os.close(tell)
        with process.stdout, process.stderr:
            if process.stdout.readline() == "ready\n":
                return process, json.load(info)["child-pid"]
            said = process.stderr.read().strip().splitlines() or ["it says nothing"]
    process.wait()
    raise SandboxError(f"bubblewrap does not work here ({said[-1]}); {INSTALL}, and lets ordinary users make namespaces")


def enter(door: int) -> None:
    """Move this process into a sandbox and give up all rights there; `door` is a pidfd of a process inside. Raises OSError.

    It returns in a child: a process itself cannot change its PID namespace, only that of its children.
    """
    user = 20_000 + os.getpid() % 40_000  # for root: limits on processes do not hold for root, and hold for others by user
    kinds = CLONE_OTHERS | (CLONE_NEWUSER if os.getuid() else 0)
    if LIBC.setns(door, kinds | CLONE_NEWCGROUP):  # which bubblewrap makes where it can
        _call("setns", door, kinds)
    os.close(door)
    child = os.fork()
    if child:
        os.closerange(0, os.sysconf("SC_OPEN_MAX"))
        os.waitpid(child, 0)  # in a container, nobody else may do so
        os._exit(0)
    os.setsid()
    for capability in range(64):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)  # refuses those that this Linux does not have
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    _call("capset", (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0), (ctypes.c_uint32 * 6)())
    _call("prctl", PR_SET_DUMPABLE, 1, 0, 0, 0)  # as after a start: it may look at itself
    _seccomp_filter().load()  # which also sees to it that no program gives rights back (no_new_privs)


LIBC = ctypes.CDLL(None, use_errno=True)


def _call(function: str, *arguments) -> None:
    """Call a function of the C library. Raises OSError."""
    if getattr(LIBC, function)(*arguments):
        raise OSError(ctypes.get_errno(), f"{function}: {os.strerror(ctypes.get_errno())}")


def too_much(files: Path) -> bool:
    """Whether the files in a folder are too many, too large or too deeply nested for a sandbox."""
    found = [(path, path.lstat().st_size) for path in files.rglob("*")]
    deepest = max((len(path.relative_to(files).parts) for path, _ in found), default=0)
    pages = sum(size // 4096 + 1 for _, size in found)
    return len(found) > MOST_FILES or deepest > DEEPEST_FOLDER or pages * 4096 > SCRATCH_BYTES // 2


def _seccomp_filter():
    """The filter of system calls. Raises SandboxError where there is no libseccomp."""
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
    shared_memory = pyseccomp.Arg(3, pyseccomp.MASKED_EQ, MAP_TYPE | MAP_ANONYMOUS, MAP_SHARED | MAP_ANONYMOUS)
    rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "mmap", shared_memory)  # it counts for no process once it is left
    rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "socket", pyseccomp.Arg(0, pyseccomp.GT, AF_NETLINK))  # AF_VSOCK, for example
    for option in SIZES_OF_BUFFERS:
        rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "setsockopt", pyseccomp.Arg(2, pyseccomp.EQ, option))
    new_user = pyseccomp.Arg(0, pyseccomp.MASKED_EQ, CLONE_NEWUSER, CLONE_NEWUSER)
    rules.add_rule(pyseccomp.ERRNO(errno.EPERM), "clone", new_user)
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")  # its arguments cannot be looked at; programs fall back to clone
    return rules


def _lay_out(files: dict[str, str], folder: Path) -> None:
    """Write files = {path: content in base64}, so that every user may read them."""
    folder.mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(content))
        path.chmod(0o644)
    for path, _, _ in os.walk(folder):
        os.chmod(path, 0o755)


def _bubblewrap(handed_in: Path, course: str) -> list[str]:
    """The command that starts a program inside the sandbox, without sight of the course's folder."""
    line = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    line += ["--die-with-parent", "--new-session", "--clearenv"]
    if os.getuid():
        line += ["--unshare-user", "--disable-userns"]
    line += ["--proc", "/proc", "--dev", "/dev", "--dev-bind", "/dev/null", "/dev/zero"]  # whose mappings are memory of no process
    line += ["--remount-ro", "/dev"]
    for folder in MEMORY_FOLDERS:  # before what is shown, which can lie in /tmp as well
        line += ["--perms", "1777", "--size", str(SCRATCH_BYTES), "--tmpfs", folder]
    seen = ["/usr", sys.base_prefix, sys.prefix]
    for folder in seen:
        line += _read_only(folder, folder)
    for course in {GRADER.parent, Path(course)}:
        if not (course / "course" / "chapters").is_dir():  # the grader among Python's packages, or another machine's path
            continue
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
    for name, value in environment(INSIDE_HOME).items():
        line += ["--setenv", name, value]
    return line


def _shown(handed_in: Path) -> dict[Path, Path]:
    """{file or folder: where it is seen inside the sandbox}, besides the system and Python."""
    library = GRADER.parent / "course"  # both lie side by side, in the repository and where they are installed
    fonts = Path.home() / ".cache" / "matplotlib"  # matplotlib's list of fonts, which takes seconds to make
    shown = {handed_in: Path(HANDED_IN)}
    shown |= {file: file for file in [*sorted(library.glob("*.py")), *(GRADER / name for name in OWN_FILES)]}
    return shown | {file: Path(FONTS, file.name) for file in sorted(fonts.glob("fontlist-*.json"))}


def _read_only(outside, inside) -> list[str]:
    """Show a file or a folder inside the sandbox; bubblewrap alone would close its parents to all but root."""
    line = []
    for parent in reversed(Path(inside).parents[:-1]):
        line += ["--perms", "0755", "--dir", str(parent)]
    return [*line, "--ro-bind", str(outside), str(inside)]


def environment(home: str) -> dict[str, str]:
    """All the environment variables that the student's process sees."""
    return {
        "COURSE_BUDGET": "grading",  # the course's library then leaves out what no mark depends on
        "HOME": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{home}/{Path(FONTS).name}",
        "OMP_NUM_THREADS": "1",
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(GRADER.parent),
    }
