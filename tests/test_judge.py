"""The judge: what a test sees of a student's objects, what of a test the student's process can see, and who pays for trouble."""

import os
import signal
import textwrap
import time
from pathlib import Path

import pytest

from grader.preprocessors import files_beside
from grader.remote import Stopped, Student
from grader.sandbox import Sandbox, SandboxError
from grader.time_limit import time_limit
from grader.warm import judge

pytestmark = pytest.mark.sandbox


def run(*cells, points=1, limits=None, files=None):
    """Judge these cells: texts, or ("exercise-case", text) for test cells; returns a list with the outputs of each."""
    return outcome(*cells, points=points, limits=limits, files=files)["cells"]


def outcome(*cells, points=1, limits=None, files=None):
    task_cells = []
    for cell in cells:
        name, source = cell if isinstance(cell, tuple) else ("", cell)
        source = textwrap.dedent(source).strip()
        lines = source.splitlines()
        hidden = range(lines.index("### BEGIN HIDDEN TESTS") + 1, len(lines) + 1) if "### BEGIN HIDDEN TESTS" in lines else ()
        task_cells.append({"source": source, "test": name, "exercise": name.split("-")[0], "points": points, "hidden": list(hidden)})
    return judge(a_task(task_cells, files_beside(files, []) if files else {}, limits or {}))


def a_task(cells, files, limits=(), **others):
    limits = {"cell": 10, "submission": 60} | dict(limits)
    return {"cells": cells, "files": files, "course": "/nowhere", "imports": [], "sandbox": True, "limits": limits} | others


def error(outputs):
    """'Name: message' of a cell's error, or "" where there is none."""
    return next((f"{item['ename']}: {item['evalue']}" for item in outputs if item["output_type"] == "error"), "")


def text(outputs):
    return "".join(item.get("text", "") for item in outputs)


def test_plain_data_goes_and_comes():
    answer = """
        import numpy as np

        def halves(x, *, names=()):
            return {"array": x / 2, "names": list(names), "nothing": None, "kind": type(x).__name__}
    """
    test = """
        import numpy as np

        result = halves(np.arange(3), names=("a", "b"))
        assert (result.pop("array") == [0, 0.5, 1]).all()
        assert result == {"names": ["a", "b"], "nothing": None, "kind": "ndarray"}
        assert halves(np.arange(3))["array"][2] == 2, "wrong on purpose"
    """
    assert error(run(answer, ("halves-values", test))[1]) == "AssertionError: wrong on purpose"


def test_an_answer_that_changes_its_argument_changes_a_copy():
    test = """
        data = [1]
        change(data)
        assert data == [1]
    """
    assert run("def change(x):\n    x.append(2)", ("change-copy", test))[1] == []


def test_a_value_is_fetched_afresh_for_each_test_cell():
    cells = run("count = 0\ndef step():\n    global count\n    count += 1", ("a-a", "step()\nstep()"), ("a-b", "assert count == 2, count"))
    assert cells[2] == []


def test_a_handle_equals_nothing_has_no_truth_and_converts_to_nothing():
    answer = """
        class Yes:
            tag = 5
            def __eq__(self, other): return True
            def __ne__(self, other): return False
            def __bool__(self): return True
            def __float__(self): return 1.0
            def __int__(self): return 1
            def __index__(self): return 1
            def __len__(self): return 1
            def __iter__(self): return iter([1])
            def __contains__(self, other): return True
            def __lt__(self, other): return True
            def __array__(self, *args, **kwargs): return np.ones(1)
            def __getattr__(self, name): return 1
            __array_interface__ = {"shape": (1,), "typestr": "<f8", "data": (0, False), "version": 3}
        yes = Yes()
    """
    test = """
        import math
        import numpy as np

        assert not (yes == 1) and not (1 == yes) and not (yes == yes) and not np.array_equal(yes, [1.0])
        assert not isinstance(yes, (int, float, str, list, dict, np.ndarray))
        attempts = [
            bool, float, int, len, list, math.sqrt, lambda y: [1][y], lambda y: 1 in y, lambda y: y < 2, lambda y: y + 1, lambda y: 1 - y,
            lambda y: np.ones(1) * y, lambda y: np.asarray(y, dtype=float), lambda y: np.testing.assert_allclose(y, 1), hash, np.isfinite,
            lambda y: np.allclose(y, 1), lambda y: round(y), lambda y: {**y}, lambda y: f"{y:d}", lambda y: "".join(y), lambda y: y[0],
        ]
        for number, attempt in enumerate(attempts):
            try:
                attempt(yes)
            except (TypeError, AssertionError, ValueError):
                continue
            raise RuntimeError(f"attempt {number} went through")
        assert yes.tag == 5 and yes.anything == 1
    """
    assert error(run("import numpy as np\n" + textwrap.dedent(answer), ("yes-handle", test))[1]) == ""


NETWORK = """
    import paddle

    class Net(paddle.nn.Layer):
        def __init__(self, features):
            super().__init__()
            self.line = paddle.nn.Linear(features, 1)

        def forward(self, x):
            return self.line(x)
"""
TRAINING = """
    import numpy as np
    import paddle

    net = Net(features=2)
    weight, bias = net.parameters()
    assert [list(weight.shape), list(bias.shape)] == [[2, 1], [1]]
    weight.set_value(np.array([[1.0], [2.0]], dtype="float32"))
    net.set_state_dict(dict(net.state_dict(), **{"line.bias": np.array([0.5], dtype="float32")}))
    x = paddle.to_tensor([[1.0, 1.0], [0.0, 3.0]])
    output = net(x)
    np.testing.assert_allclose(output.numpy(), [[3.5], [6.5]])
    loss = output.square().mean()
    assert loss.item() == (3.5**2 + 6.5**2) / 2
    loss.backward()
    np.testing.assert_allclose(weight.grad.numpy(), [[3.5], [23.0]])
    weight.set_value(weight.numpy() - 0.1 * weight.grad.numpy())
    np.testing.assert_allclose(net.line.weight.numpy(), [[0.65], [-0.3]], rtol=1e-6)
    np.testing.assert_allclose(net(x).numpy(), [[0.85], [-0.4]], rtol=1e-5)
    net.eval()
    assert net.training is False
    assert net.training is True, "wrong on purpose"
"""


def test_a_network_is_built_called_given_weights_and_trained_a_step():
    cells = run(NETWORK, ("Net-step", TRAINING))
    assert error(cells[0]) == ""
    assert error(cells[1]) == "AssertionError: wrong on purpose"


def test_the_same_test_of_a_network_runs_in_an_ordinary_kernel():
    namespace = {}
    exec(textwrap.dedent(NETWORK), namespace)
    with pytest.raises(AssertionError, match="wrong on purpose"):
        exec(textwrap.dedent(TRAINING), namespace)


def test_nothing_of_a_test_enters_the_students_process():
    spy = """
        import ctypes, gc, os, re, sys

        def spy(x):
            seen = " ".join(str(thing) for thing in gc.get_objects() if isinstance(thing, (str, list, dict, tuple)) and len(thing) < 10_000)
            seen += str(sys.argv) + str(dict(os.environ)) + open("/proc/self/cmdline").read()
            for line in open("/proc/self/maps"):
                area = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
                if area and "[heap]" in line:
                    start, end = (int(part, 16) for part in area.groups())
                    seen += ctypes.string_at(start, end - start).decode("latin-1")
            prefix = "".join(["CAN", "ARY-"])  # put together last, or it would be found here
            return [number for number in (4, 5, 6) if prefix + str(number) in seen]
    """
    test = """
        expected = "CANARY-4"  # CANARY-5
        result = spy("CANARY-6")
        assert result == [6], result
        ### BEGIN HIDDEN TESTS
        assert result, "CANARY-5"
        ### END HIDDEN TESTS
    """
    assert error(run(spy, ("spy-spy", test))[1]) == ""


def test_a_message_quotes_the_visible_test_and_the_answer_but_no_hidden_test():
    answer = "def f(x):\n    return helper(x)\n\ndef helper(x):\n    return 1 / x"
    test = "assert f(1) == 1\n### BEGIN HIDDEN TESTS\nassert f(0) == 'SECRET'\n### END HIDDEN TESTS"
    (failure,) = run(answer, ("f-f", test))[1]
    shown = "\n".join(failure["traceback"])
    assert "the answer was called with (0)" in shown and "in a hidden test" in shown and "return 1 / x" in shown and shown.endswith("ZeroDivisionError: division by zero")
    assert "SECRET" not in shown and "f(0)" not in shown
    (failure,) = run(answer, ("f-f", "assert f(0) == 1"))[1]
    assert "in this test, line 1:\n    assert f(0) == 1" in failure["traceback"]


def test_exceptions_of_answers_can_be_expected():
    answer = """
        import numpy as np

        class Odd(ValueError):
            pass

        def f(kind):
            if kind == "own": raise Odd("mine")
            if kind == "numpy": np.linalg.inv(np.zeros((2, 2)))
            if kind == "decode": b"\\xff".decode("utf-8")
            if kind == "exit": raise SystemExit("bye")
            if kind == "base": raise BaseException("base")
            raise NotImplementedError("later")
    """
    test = """
        kinds = {"own": ValueError, "numpy": ValueError, "decode": Exception, "exit": Exception, "base": Exception, "": NotImplementedError}
        for kind, expected in kinds.items():
            try:
                f(kind)
            except expected as error:
                continue
        f("own")
    """
    assert error(run(answer, ("f-f", test))[1]) == "Odd: mine"


@pytest.mark.parametrize(
    "last, earned", [("0.5", 0.5), ("2", 2.0), ("0", 0.0), ("__import__('numpy').float32(0.25)", 0.25), ("None", None), ("'2'", None), ("True", None), ("float('nan')", "error"), ("2.5", "error"), ("-1", "error")]
)
def test_the_last_value_of_a_test_is_its_points(last, earned):
    outputs = run("def f(): return 1", ("f-f", f"f()\n{last}"), points=2)[1]
    if earned == "error":
        assert "the test arrives at" in error(outputs)
    else:
        assert [item["data"]["text/plain"] for item in outputs] == ([] if earned is None else [repr(earned)])


def test_nothing_that_the_answer_displays_becomes_points_or_an_error():
    answer = """
        import sys, warnings
        from IPython.display import display

        def f():
            display(2.0)
            print("said")
            print("to stderr", file=sys.stderr)
            warnings.warn("careful")
            return 1
    """
    (output,) = run(answer, ("f-f", "assert f() == 1\nprint('the test, too')"))[1]
    assert output["output_type"] == "stream" and output["name"] == "stdout"
    assert "said" in output["text"] and "to stderr" in output["text"] and "careful" in output["text"] and "the test, too" in output["text"]


TROUBLES = {
    "exits": "os._exit(0)",
    "crashes": "import ctypes; ctypes.string_at(0)",
    "kills all": "os.kill(-1, 9)",
    "hangs": "while True: pass",
    "hangs with signals blocked": "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n    while True: pass",
    "swallows everything": "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
    "eats memory": "hoard = []\n    while True: hoard.append(bytearray(2**26))",
    "floods its answer": "return 'x' * 10**9",
    "writes into the judge's pipe": "[os.write(number, b'{}' + bytes([10])) for number in range(3, 20) if os.path.exists(f'/proc/self/fd/{number}')]",
    "closes everything": "os.closerange(0, 1000)",
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_one_exercises_trouble_costs_that_exercise_alone(trouble):
    cells = run(
        "import os, signal\nbase = 3",
        "def right(x): return x + base",
        f"def bad():\n    {TROUBLES[trouble]}",
        ("right-before", "assert right(1) == 4"),
        ("bad-first", "assert bad() == 1"),
        ("bad-second", "assert bad() == 1"),
        "base += 1",
        ("right-after", "assert right(1) == 5"),
        limits={"cell": 2},
    )
    assert [error(cells[number]) == "" for number in range(8)] == [True, True, True, True, False, False, True, True], cells


def test_trouble_in_a_cell_costs_what_that_cell_defines():
    cells = outcome(
        "def right(x): return x",
        "def lost(x): return x\nimport os\nos._exit(1)",
        ("lost-lost", "assert lost(1) == 1"),
        ("right-right", "assert right(1) == 1"),
    )
    assert [error(outputs)[:20] for outputs in cells["cells"]] == ["", "Stopped: it ended Py", "NameError: name 'los", ""]
    assert cells["events"] == ["`code cell 2`: it ended Python (by os._exit, for example, or by a crash)."]


def test_a_loop_that_lets_itself_be_stopped_costs_no_restart():
    found = outcome("mark = []", "while True: pass", "mark.append(1)", ("mark-mark", "assert mark == [1]"), limits={"cell": 1})
    assert error(found["cells"][1]) == "TimeLimit: stopped after 1 seconds"
    assert error(found["cells"][3]) == "" and found["events"] == ["`code cell 2`: its time was up, so it had to be stopped. Look for a loop that never ends."]


def test_a_whole_submission_has_a_limit_too():
    cells = run("import time", *["time.sleep(5)"] * 3, ("f-f", "f()"), limits={"cell": 1, "submission": 2})
    assert "used up" in error(cells[-1])


def test_values_that_keep_a_test_busy_are_stopped():
    cells = run("def f(): return 10**9", ("f-f", "for number in range(f()): pass"), ("g-g", "assert 1"), limits={"cell": 1})
    assert "took too long" in error(cells[1]) and cells[2] == []


def test_files_beside_the_notebook_are_seen_and_links_are_not(tmp_path):
    (tmp_path / "data.csv").write_text("1,2")
    (tmp_path / "helper.py").write_text("three = 3")
    (tmp_path / "link.txt").symlink_to(Path(__file__))
    (tmp_path / "notes.ipynb").write_text("{}")
    (tmp_path / "json.py").write_text("raise SystemExit")  # must not be taken for Python's own
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "more.csv").write_text("4")
    cell = "import os, helper\nprint(sorted(os.listdir()), open('data.csv').read(), helper.three, open('folder/more.csv').read())"
    assert text(run(cell, files=tmp_path)[0]) == "['data.csv', 'folder', 'helper.py', 'json.py'] 1,2 3 4\n"


def test_a_student_cannot_tell_it_from_a_notebook():
    cell = """
        %matplotlib inline
        import matplotlib.pyplot as plt
        plt.plot([1, 2])
        plt.show()
        print(get_ipython() is not None, __name__)
        !echo from the shell
        import asyncio
        await asyncio.sleep(0)
        1 + 1
    """
    outputs = run(cell)[0]
    assert error(outputs) == ""
    assert [item["output_type"] for item in outputs] == ["display_data", "stream", "execute_result"]
    assert "image/png" in outputs[0]["data"]
    assert outputs[1]["text"].splitlines() == ["True __main__", "from the shell"]
    assert outputs[2]["data"] == {"text/plain": "2"}


def test_output_is_cut_where_it_grows_too_long():
    outputs = run("print('x' * 10**8)\nfrom IPython.display import HTML\nHTML('y' * 10**7)")[0]
    assert 20_000 < len(text(outputs)) < 20_200 and "left out" in text(outputs)
    assert len(str(outputs)) < 30_000


def test_each_sandbox_is_clean_and_nothing_stays_behind(tmp_path):
    before = set(Path("/tmp").iterdir())
    look = "import os\nprint(os.listdir('/tmp'), os.listdir('.'))\nopen('/tmp/left', 'w').write('x')"
    first, second = text(run(look)[0]), text(run(look)[0])
    assert first == second and "left" not in first
    assert {path for path in set(Path("/tmp").iterdir()) - before if path.name == "left"} == set()


def test_scratch_space_is_limited_and_everything_else_is_read_only():
    cell = """
        import os, sys

        for place in ("/", "/usr", "/dev", os.environ["PYTHONPATH"], sys.prefix, os.path.dirname(os.__file__)):
            try:
                open(os.path.join(place, "new"), "w")
                print("wrote in", place)
            except OSError:
                pass
        written = 0
        try:
            for number in range(100):
                with open(f"/tmp/{number}", "wb") as file:
                    written += file.write(bytes(2**25))
        except OSError as error:
            print(error.strerror, written < 2**29)
    """
    assert text(run(cell)[0]) == "No space left on device True\n"


def test_no_sandbox_gives_the_same_results_and_leaves_no_scratch_folder(tmp_path):
    (tmp_path / "data.csv").write_text("7")
    files = files_beside(tmp_path, [])
    plain = Sandbox(files, "/nowhere", walls=False, fork=None)
    assert (plain.scratch / "handed-in" / "data.csv").read_text() == "7"
    plain.kill()
    assert not os.path.exists(plain.scratch)
    answer = {"source": "def f(): return 2\nassert open('data.csv').read() == '7'", "test": ""}
    test = {"source": "assert f() == 3, f()", "test": "f-f", "exercise": "f", "points": 1, "hidden": []}
    assert error(judge(a_task([answer, test], files, sandbox=False))["cells"][1]) == "AssertionError: 2"


def test_tensors_travel_to_the_answer_by_value():
    test = """
        import paddle

        x = paddle.to_tensor([1.0, 2.0], stop_gradient=False)
        assert f(x) == ["Tensor", False, [1.0, 2.0]]
    """
    answer = "import paddle\ndef f(x): return [type(x).__name__, x.stop_gradient, x.tolist()]"
    assert error(run(answer, ("f-f", test))[1]) == ""


def test_a_random_generator_travels_as_a_copy_in_the_same_state():
    test = """
        import numpy as np

        for bits in (np.random.PCG64, np.random.MT19937, np.random.Philox):
            rng, same = np.random.Generator(bits(3)), np.random.Generator(bits(3))
            rng.normal(), same.normal()
            assert (f(rng) == same.normal(size=3)).all()
            assert (f(rng=rng) == f(rng)).all()  # the answer's draws do not move the test's generator
    """
    assert error(run("def f(rng): return rng.normal(size=3)", ("f-f", test))[1]) == ""


def test_an_answer_calls_a_function_of_the_test_which_stays_with_the_judge():
    answer = """
        def slope(f, x, step=0.5):
            return (f(x + step) - f(x - step)) / (2 * step)

        def both(f, g):
            print("asked")
            return [f(2), g(named=3), f.__class__.__name__, getattr(f, "secret", "hidden"), f.__code__.co_consts]
    """
    test = """
        import numpy as np

        seen = []

        def square(x):
            seen.append(x.copy())
            return (x**2).sum()

        assert slope(square, np.array([3.0])) == 6
        assert [x.tolist() for x in seen] == [[3.5], [2.5]]
        square.secret = 1
        f, g, kind, secret, constants = both(lambda x: x + 12345, lambda named: named * 10)
        assert (f, g, kind, secret) == (12347, 30, "function", "hidden")
        assert 12345 not in constants
        assert abs(slope(np.sin, np.zeros(2))).tolist() == [np.sin(0.5) / 0.5] * 2
    """
    outputs = run(answer, ("slope-slope", test))[1]
    assert error(outputs) == "" and text(outputs) == "asked\n"


@pytest.mark.parametrize(
    "answer, says",
    [
        ("def f(g): return g(1, 2)", "RuntimeError: the function that you were given does not take this: TypeError"),
        ("def f(g): return g(print)", "RuntimeError: the function that you were given does not take this: TypeError: unsupported operand"),
        ("import numpy as np\ndef f(g): return g(np.zeros(2_000_000))", "RuntimeError: the result cannot be graded"),
        ("def f(g):\n while True: g(1)", "Stopped: its time was up"),
        ("kept = []\ndef f(g):\n kept.append(g)\n return 1\ndef h(x):\n return kept[0](1)", "Stopped: the process does not answer as it should"),
        ("def f(g):\n g.__closure__[1].cell_contents.send({'lent': -1, 'arguments': [[], {}]})", "Stopped: the process does not answer as it should"),
    ],
)
def test_wrong_use_of_a_function_of_the_test_costs_that_exercise_alone(answer, says):
    test = "f(lambda x: x + 1)\n" + ("h(1)\n" if "def h" in answer else "")
    cells = run(answer, "def k(): return 5", ("f-f", test), ("k-k", "assert k() == 5"), limits={"cell": 2})
    assert error(cells[2]).startswith(says), cells[2]
    assert error(cells[3]) == ""


def test_a_function_of_the_test_cannot_use_the_students_objects():
    test = "f(lambda x: f(x))"
    cells = run("def f(g): return g(1)", ("f-f", test), ("f-g", "assert f(lambda x: x) == 1"))
    assert "cannot use the student's objects" in error(cells[1])
    assert error(cells[2]) == ""


def test_a_late_answer_of_a_lent_function_disturbs_nobody():
    test = "import time\n\ndef slow(x):\n    time.sleep(3)\n    return 1\n\nf(slow)"
    cells = run("def f(g): return g(1)", "def k(): return 5", ("f-f", test), ("k-k", "assert k() == 5"), limits={"cell": 2})
    assert error(cells[2]).startswith("Stopped: ")
    assert error(cells[3]) == ""


def test_in_holds_the_students_cells_alone():
    test = "assert [cell for cell in In if cell] == ['def f(): pass', 'x = 1'], f()"
    assert error(run("def f(): pass", ("f-f", "f()"), "x = 1", ("f-g", test))[3]) == ""


def test_what_is_no_plain_data_is_refused():
    assert "plain data" in error(run("def f(g): return g", ("f-f", "f(object())"))[1])


def test_large_arrays_travel_bit_for_bit():
    answer = "def f(x): return x / 3"
    test = "import numpy as np\nx = np.random.default_rng(1).normal(size=(300, 64)).T\nassert (f(x) == x / 3).all()"
    assert error(run("import numpy as np\n" + answer, ("f-f", test))[1]) == ""


def test_a_key_error_is_told_as_it_was():
    assert error(run("def f(x): return {}[x]", ("f-f", "f('key')"))[1]) == "KeyError: 'key'"


def test_a_process_that_answers_in_drops_or_not_at_all_is_ended_in_time():
    drops = """
        import os, threading, time

        def drip():
            while True:
                for number in range(3, 20):
                    try:
                        os.write(number, b" ")
                    except OSError:
                        pass
                time.sleep(0.05)

        def f(x):
            drip()
    """
    stopped = """
        import os, signal, threading, time

        threading.Thread(target=lambda: (time.sleep(0.5), os.kill(os.getpid(), signal.SIGSTOP))).start()

        def f(x):
            return 1
    """
    for answer in (drops, stopped):
        test = "import numpy as np, time\ntime.sleep(1)\nf(np.zeros(10**6))"
        start = time.monotonic()
        cells = run(answer, ("f-f", test), "g = 2", ("g-g", "assert g == 2"), limits={"cell": 2})
        assert error(cells[1]).startswith("Stopped") and cells[3] == []
        assert time.monotonic() - start < 15


def test_a_cell_too_long_to_send_costs_that_cell():
    cells = run("x = '" + "y" * 2**24 + "'", "z = 1", ("z-z", "assert z == 1"))
    assert "can be sent" in error(cells[0]) and cells[2] == []


def test_pictures_of_all_cells_together_have_a_limit():
    picture = "from IPython.display import HTML\nHTML('y' * 3_000_000)"
    cells = run("def f(): return 1", *[picture] * 4, ("f-f", "assert f() == 1"))
    assert ["too much" in text(outputs) for outputs in cells] == [False, False, False, True, True, False]
    assert [len(str(outputs)) > 3_000_000 for outputs in cells] == [False, True, True, False, False, False]
    assert cells[5] == []


def test_a_process_that_does_not_start_is_no_students_fault():
    for fork, says in [(lambda files: None, "it ended"), (lambda files: os.write(files[2], b'{"problem": "no door"}\n'), "no door")]:
        with pytest.raises(SandboxError, match=f"does not start: {says}"):
            Student(lambda: Sandbox({}, "/nowhere", True, fork), {"cell": 1, "submission": 1})


def test_far_too_many_bytes_beside_the_notebook_are_left_out(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.bin").write_bytes(bytes(2**25))
    assert text(run("import os\nprint(os.listdir())", files=tmp_path)[0]) == "[]\n"


def test_a_time_limit_waits_until_a_process_is_ended():
    class SlowToDie:
        ended = False

        def kill(self):
            signal.raise_signal(signal.SIGALRM)  # the time is up in the middle of it
            self.ended = True

    student = Student.__new__(Student)
    student.sandbox = sandbox = SlowToDie()
    with pytest.raises(Stopped), time_limit(60, Stopped()):
        student.end()
        raise AssertionError("the limit was forgotten")
    assert sandbox.ended and student.sandbox is None
    student.end()
