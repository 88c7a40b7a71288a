"""The command `grader`. Heavy imports wait inside the commands, so that --help answers at once."""

from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from grader import GraderError

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console()
Root = Annotated[Path, typer.Option(help="The course's folder, the one that holds course/chapters.")]


@app.callback()
def main() -> None:
    """Builds and grades the course From Kernel to ResNet."""


@app.command()
def build(
    chapters: Annotated[list[str] | None, typer.Argument(help="Such as 01 or 01-convolution; all of them by default.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Change nothing; exit 1 where built files differ from the chapters.")] = False,
    root: Root = Path("."),
) -> None:
    """Make source/, release/ and solutions/ from course/chapters."""
    with _told_in_a_sentence():
        from grader.build import build, drift
        from grader.progress import bar

        root = root.resolve()
        if not check:
            for chapter in build(root, chapters or [], progress=bar("Executing solutions", console)):
                console.print(f"built {chapter.name}: source, release, solutions")
            return
        differences = drift(root, chapters or [])
        if differences:
            raise GraderError("\n".join(differences) + "\nrun `grader build`; built files are never edited by hand")
        console.print("built files match their chapters")


@app.command()
def collect(
    assignment: Annotated[str, typer.Argument(help="Such as 01 or 01-convolution.")],
    downloads: Annotated[Path, typer.Argument(help="The folder or zip file that Moodle, Canvas or Blackboard gave you.")],
    root: Root = Path("."),
) -> None:
    """Lay downloaded submissions into submitted/; of several attempts the last counts, and nothing newer is replaced."""
    with _told_in_a_sentence():
        from grader.collect import collect, table

        results, left = collect(root.resolve(), assignment, downloads.resolve())
        if results:
            console.print(table(results))
        if left:
            advice = "put each notebook into submitted/STUDENT/ASSIGNMENT yourself"
            raise GraderError(f"{len(left)} files are nobody's; {advice}:\n" + "\n".join(f"{path}: {why}" for path, why in left))


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="Such as 01 or 01-convolution.")],
    student: Annotated[list[str] | None, typer.Option(help="Only this one; may be given several times.")] = None,
    regrade: Annotated[bool, typer.Option("--regrade", help="Also what is unchanged since it was graded.")] = False,
    workers: Annotated[int | None, typer.Option(min=1, help="How many are judged at once; as many as cores by default.")] = None,
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="Judge on the workers of this Dask scheduler, such as tcp://host:8786.")] = "",
    no_sandbox: Annotated[bool, typer.Option("--no-sandbox", help="Run students' code with your own rights; noted in each result.")] = False,
    root: Root = Path("."),
) -> None:
    """Grade what was handed in, each in a sandbox of its own; marks go into the gradebook."""
    with _told_in_a_sentence():
        from grader.grade import grade, table
        from grader.progress import bar

        if workers and scheduler:
            raise GraderError("--workers is for this machine; with --scheduler, all threads of the cluster's workers are used")
        chosen = {"sandbox": not no_sandbox, "regrade": regrade, "workers": workers, "scheduler": scheduler}
        results = grade(root.resolve(), assignment, student or [], **chosen, progress=bar("Grading", console))
        unchanged = sum(graded.unchanged for graded in results)
        if unchanged < len(results):
            console.print(table(results))
        if unchanged:
            console.print(f"{unchanged} of {len(results)} unchanged since they were graded; --regrade grades them anew.", soft_wrap=True)
        failed = [graded.student for graded in results if graded.trouble]
        if failed:
            raise GraderError(f"{len(failed)} of {len(results)} could not be graded: {', '.join(failed)}")


@app.command()
def feedback(
    assignment: Annotated[str, typer.Argument(help="Such as 01 or 01-convolution.")],
    student: Annotated[list[str] | None, typer.Option(help="Only this one; may be given several times.")] = None,
    root: Root = Path("."),
) -> None:
    """Write the feedback pages of all who are graded."""
    with _told_in_a_sentence():
        from grader.feedback import write_feedback
        from grader.progress import bar

        results = write_feedback(root.resolve(), assignment, student or [], progress=bar("Feedback", console))
        console.print(f"wrote {list(results.values()).count('')} pages into feedback/")
        if failed := [f"{name}: {why}" for name, why in results.items() if why]:
            raise GraderError("no feedback for\n" + "\n".join(failed))


@app.command()
def report(
    assignment: Annotated[str, typer.Argument(help="Such as 01 or 01-convolution.")],
    root: Root = Path("."),
) -> None:
    """Write a page and a CSV file on how the class did: marks, hard exercises, mistakes, what is unusual."""
    with _told_in_a_sentence():
        from grader.report import write_report

        for path in write_report(root.resolve(), assignment):
            console.print(f"wrote {path}", soft_wrap=True)


@app.command()
def bundle(
    output: Annotated[Path, typer.Option(help="The zip file to write.")] = Path("kernel-to-resnet-student.zip"),
    root: Root = Path("."),
) -> None:
    """Pack what students get into one zip file: release/, the library, pinned packages, how to start."""
    with _told_in_a_sentence():
        from grader.bundle import write_bundle

        names = write_bundle(root.resolve(), output.resolve())
        console.print(f"wrote {output}, {len(names)} files, {output.stat().st_size / 2**20:.1f} MB", soft_wrap=True)


@app.command()
def demo(root: Root = Path(".")) -> None:
    """Build the course in demo/, grade a sample class there and print its marks."""
    with _told_in_a_sentence():
        from grader.demo import run_demo

        run_demo(root.resolve(), console)


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing and what to do about it."""
    from grader.doctor import findings, table

    results = findings()
    console.print(table(results))
    with _told_in_a_sentence():
        if not all(finding.good for finding in results if finding.needed):
            raise GraderError("something that the course needs is missing, see above")


@contextmanager
def _told_in_a_sentence():
    """Errors that a user can mend become one sentence on stderr and an exit code."""
    try:
        yield
    except GraderError as error:
        _fail(str(error), error.exit_code)
    except OSError as error:
        _fail(f"{error.filename or 'a file'}: {error.strerror or error}", GraderError.exit_code)


def _fail(message: str, exit_code: int) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"grader: {message}", markup=False)
    raise typer.Exit(exit_code)
