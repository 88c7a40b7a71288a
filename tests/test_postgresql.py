"""A gradebook in PostgreSQL: the same marks as in SQLite, and what is said when it cannot be reached."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url
from test_cli import GRADER, hand_in, run
from test_cluster import SLOW, cell_marks, files_of, full_marks, graded, text_of, wait_for

pytestmark = [pytest.mark.postgresql, pytest.mark.sandbox]

SIX = [f"student-{number}" for number in range(6)]


@pytest.fixture(scope="module")
def server():
    """The URL of a PostgreSQL server of our own; Debian's pg_virtualenv removes it when its command has ended."""
    command = ["pg_virtualenv", "-t", "sh", "-c", 'echo "$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT"; cat']
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        address = next(line.strip() for line in process.stdout if "@" in line)
        yield make_url(f"postgresql+psycopg://{address}/postgres")
        process.communicate()
    assert process.returncode == 0


def execute(server, command):
    with psycopg.connect(server.set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute(command)


@pytest.fixture
def encoding():
    return "UTF8"


@pytest.fixture
def database(server, tmp_path, encoding):
    """The URL of a new database."""
    execute(server, f"CREATE DATABASE \"{tmp_path.name}\" TEMPLATE template0 LOCALE 'C' ENCODING '{encoding}'")
    return server.set(database=tmp_path.name)


def configure(root, url):
    """Have a course folder keep its gradebook at `url`."""
    url = url if isinstance(url, str) else url.render_as_string(hide_password=False)
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = {url!r}\n")


@pytest.fixture
def course(tiny_course, database):
    """A course folder with the chapter 42-tiny, built, whose gradebook is in PostgreSQL."""
    configure(tiny_course, database)
    result = run("build", cwd=tiny_course)
    assert result.returncode == 0, result.stderr
    return tiny_course


def test_a_class_has_the_same_marks_in_postgresql_as_in_sqlite(course, tmp_path):
    for student, code in {"ann": "return 2 * x", "bob": "return 2 if x == 1 else 0", "cyd": "return x"}.items():
        hand_in(course, student, f"def double(x):\n    {code}")
    (course / "submitted" / "dan" / "42-tiny").mkdir(parents=True)
    in_sqlite = Path(shutil.copytree(course, tmp_path / "in-sqlite"))
    configure(in_sqlite, f"sqlite:///{in_sqlite}/gradebook.db")
    assert run("build", cwd=in_sqlite).returncode == 0
    tables, marks, exports = [], [], []
    for root in (course, in_sqlite):
        result = run("grade", "42", cwd=root)
        assert result.returncode == 0, result.stderr
        tables.append(text_of(result).partition("42-tiny")[2])
        marks.append(cell_marks(root))
        subprocess.run([Path(sys.executable).with_name("nbgrader"), "export"], cwd=root, check=True, capture_output=True)
        exports.append(sorted((root / "grades.csv").read_text().splitlines()))
    assert not (course / "gradebook.db").exists()
    assert tables[0] == tables[1] and all(row in tables[0] for row in ("ann 3 of 3", "bob 1 of 3", "cyd 0 of 3", "dan 0 of 3 No notebook"))
    assert marks[0] == marks[1] and {cell: values[-1] for cell, values in marks[0].items() if values[-1]} == {
        ("ann", "double-small"): 1,
        ("ann", "double-large"): 2,
        ("bob", "double-small"): 1,
    }
    assert len(marks[0]) == 8
    assert exports[0] == exports[1] and len(exports[0]) == 5
    before = files_of(course / "autograded")
    result = run("grade", "42", cwd=course)
    assert result.returncode == 0 and "4 of 4 unchanged since they were graded" in text_of(result)
    assert files_of(course / "autograded") == before and cell_marks(course) == marks[0]


@pytest.mark.parametrize("encoding", ["SQL_ASCII"])
def test_a_database_without_an_encoding_keeps_every_mark(course, encoding):
    hand_in(course, "李雷", "def double(x):\n    return 2 * x")
    result = run("grade", "42", cwd=course)
    assert result.returncode == 0, result.stderr
    assert cell_marks(course) == full_marks("李雷")


def grading_slowly(root):
    """Start to grade six submissions that take a second each, and wait until at least two are graded."""
    for student in SIX:
        hand_in(root, student, SLOW)
    command = [GRADER, "grade", "42", "--workers", "2"]
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: process.poll() is not None or len(graded(root)) >= 3)  # of which the last may not be complete
    return process


def test_grading_that_was_killed_goes_on_where_it_was(course):
    process = grading_slowly(course)
    process.kill()
    assert process.communicate() and process.returncode == -9
    before = files_of(course / "autograded")
    result = run("grade", "42", cwd=course)
    assert result.returncode == 0, result.stderr
    unchanged = int(re.search(r"(\d) of 6 unchanged since they were graded", text_of(result))[1])
    after = files_of(course / "autograded")
    assert 2 <= unchanged == len([path for path in before if path.suffix == ".ipynb" and after[path] == before[path]]) < 6
    assert cell_marks(course) == full_marks(*SIX)


def test_a_gradebook_that_is_lost_in_the_middle_stops_grading_with_a_sentence(course, server, database):
    process = grading_slowly(course)
    execute(server, f'ALTER DATABASE "{database.database}" ALLOW_CONNECTIONS false')
    execute(server, f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.database}'")
    _, said = process.communicate()
    execute(server, f'ALTER DATABASE "{database.database}" ALLOW_CONNECTIONS true')
    assert process.returncode == 1 and said.count("\n") == 1, said
    found = re.fullmatch(r"grader: the gradebook .* (\d) were graded and are kept; run the same command again for the others\n", said)
    assert found and database.password not in said
    result = run("grade", "42", cwd=course)
    assert result.returncode == 0, result.stderr
    assert f"{found[1]} of 6 unchanged since they were graded" in text_of(result) and int(found[1]) >= 2
    assert cell_marks(course) == full_marks(*SIX)


@pytest.mark.parametrize(
    "changed, says",
    [
        ({"password": "not-the-password"}, "password authentication failed"),
        ({"port": 1}, "Connection refused"),
        ({"database": "no-such-database"}, 'database "no-such-database" does not exist'),
        ({"query": {"password": "not-the-password"}}, "password authentication failed"),
        ({"drivername": "postgrsql"}, "postgrsql"),
        ({"drivername": "postgresql+no_such_driver"}, "no_such_driver"),
    ],
)
def test_a_gradebook_that_cannot_be_reached_is_one_sentence_without_the_password(tiny_course, server, changed, says):
    url = server.set(**changed)
    configure(tiny_course, url)
    before = files_of(tiny_course)
    result = run("grade", "42", cwd=tiny_course)
    assert result.returncode == 1
    assert result.stderr.startswith("grader: the gradebook ") and says in result.stderr and result.stderr.count("\n") == 1
    assert url.password not in result.stderr and "not-the-password" not in result.stderr
    assert files_of(tiny_course) == before


def test_a_gradebook_url_that_is_none_is_told(tiny_course):
    configure(tiny_course, "postgresql//ann:secret@host")
    result = run("grade", "42", cwd=tiny_course)
    assert result.returncode == 1 and result.stderr.count("\n") == 1
    assert "c.CourseDirectory.db_url" in result.stderr and "secret" not in result.stderr


def test_building_says_that_the_gradebook_cannot_be_reached(tiny_course, server):
    configure(tiny_course, server.set(password="not-the-password"))
    result = run("build", cwd=tiny_course)
    assert result.returncode == 1 and result.stderr.count("\n") == 1
    assert "password authentication failed" in result.stderr and "not-the-password" not in result.stderr
