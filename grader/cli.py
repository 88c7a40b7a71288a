"""The command `grader`. Heavy imports wait inside the commands, so that --help answers at once."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track

app = typer.Typer(no_args_is_help=True, add_completion=False)
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
    from grader.build import BuildError, UnknownChapterError, build, drift
    from grader.chapter import ChapterError

    root = root.resolve()
    try:
        if not check:
            for chapter in build(root, chapters or [], progress=lambda items: track(items, "Executing solutions", console=console)):
                console.print(f"built {chapter.name}: source, release, solutions")
            return
        differences = drift(root, chapters or [])
    except UnknownChapterError as error:
        _fail(str(error), exit_code=2)
    except (ChapterError, BuildError) as error:
        _fail(str(error))
    if differences:
        _fail("\n".join(differences) + "\nrun `grader build`; built files are never edited by hand")
    console.print("built files match their chapters")


@app.command()
def demo(root: Root = Path(".")) -> None:
    """Build the course in demo/, grade a sample class there and print its marks."""
    from grader.build import BuildError, UnknownChapterError
    from grader.chapter import ChapterError
    from grader.demo import DemoError, run_demo

    try:
        run_demo(root.resolve(), console)
    except UnknownChapterError as error:
        _fail(str(error), exit_code=2)
    except (ChapterError, BuildError, DemoError) as error:
        _fail(str(error))


@app.command()
def doctor() -> None:
    """Say what is installed, what is missing and what to do about it."""
    from grader.doctor import findings, table

    results = findings()
    console.print(table(results))
    if not all(finding.good for finding in results if finding.needed):
        _fail("something that the course needs is missing, see above")


def _fail(message: str, exit_code: int = 1) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False).print(f"grader: {message}", markup=False)
    raise typer.Exit(exit_code)
