"""The progress bar of the commands."""

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn


def bar(what: str, console: Console):
    """progress(results, total), which passes results on and shows how many there were, the rate and the time left.

    A submission that cannot be graded gets a line above the bar.
    """

    def progress(results, total):
        parts = [what, BarColumn(), MofNCompleteColumn(), "{task.fields[rate]}", TimeElapsedColumn(), "left:", TimeRemainingColumn()]
        with Progress(*parts, console=console) as display:
            task = display.add_task(what, total=total, rate="")
            for result in results:
                if trouble := getattr(result, "trouble", ""):
                    display.console.print(f"{result.student}: {trouble}", markup=False)
                display.advance(task)
                speed = display.tasks[0].speed
                display.update(task, rate=f"{60 * speed:.0f} a minute" if speed else "")
                yield result

    return progress
