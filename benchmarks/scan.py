"""What ``futoko scan`` costs beside the plain library routes, in one run: ``python -m benchmarks.scan``.

One school of 15 class workbooks × 12 sheets × 35 pupils is made in a temporary folder. Each route is a
process of its own; figures are medians of its CPU time (user and system), and only their ratios count.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # so that "python benchmarks/scan.py" works as well as "python -m benchmarks.scan"

from benchmarks.school import make_school  # noqa: E402

BARE = """
import sys
from python_calamine import CalamineWorkbook
for file in sys.argv[1:]:
    book = CalamineWorkbook.from_path(file)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)
"""


def cpu(command: list[str], rounds: int) -> float:
    """Median CPU seconds of a command; its output is thrown away."""
    spent = []
    for _ in range(rounds):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def figures(files: list[str], one_sheet: str, rounds: int) -> dict[str, float]:
    """CPU seconds of every route."""
    python = sys.executable
    futoko = [python, "-m", "futoko_cli"]
    routes = {
        "python": [python, "-c", "pass"],
        "bare calamine": [python, "-c", BARE, *files],
        "futoko scan": [*futoko, "scan", *files],
        "futoko scan --json": [*futoko, "scan", "--json", *files],
        "openpyxl + pandas": [python, "-m", "benchmarks.plain_route", *files],
        "import typer, numpy": ["env", "OPENBLAS_NUM_THREADS=1", python, "-c", "import typer, numpy"],
        "import typer, rich.console": [python, "-c", "import typer, rich.console"],
        "futoko --help": [*futoko, "--help"],
        "import pandas": [python, "-c", "import pandas"],
        "futoko scan, one sheet": [*futoko, "scan", one_sheet],
    }
    return {name: cpu(command, 3 if "openpyxl" in name else rounds) for name, command in routes.items()}


def check_same(files: list[str]) -> None:
    """Both routes count the same: days, months, runs and dates of every child. Raises SystemExit where they do not."""
    python = sys.executable
    plain = json.loads(_output([python, "-m", "benchmarks.plain_route", *files]))
    scanned = json.loads(_output([python, "-m", "futoko_cli", "scan", "--json", *files]))
    file_of = {source["class"]: source["file"] for source in scanned["sources"]}
    names = {Path(file).name: file for file in files}
    for pupil in scanned["pupils"]:
        label = f"{pupil['grade']}-{pupil['class']}"
        other = plain[f"{names[file_of[label]]}#{pupil['number']}"]
        runs = [[e["from"], e["to"], e["days"]] for e in pupil["episodes"]]
        reached = {
            c["threshold"]: c["reached_on"]
            for s in pupil["stages"]
            for c in s["conditions"]
            if c["measure"] != "unseen" and c["comparison"] == "at_least"
        }
        mine = (
            pupil["days"]["school"],
            pupil["days"]["absent"],
            pupil["absent_by_month"],
            runs,
            pupil["consecutive"]["current"],
            pupil["consecutive"]["longest"],
            reached,
        )
        theirs = (
            other["school"],
            other["absent"],
            other["months"],
            other["episodes"],
            other["current"],
            other["longest"],
            {int(n): dates for n, dates in other["reached"].items()},
        )
        if mine != theirs:
            raise SystemExit(f"{pupil['key']}: the two routes differ\n{mine}\n{theirs}")


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False).stdout


def one_class_sheet(folder: Path) -> str:
    """A workbook of one class and one month, on the same kind of page."""
    return str(make_school(folder, classes=1, pupils=35, months=1)[0])


def ratios(seconds: dict[str, float]) -> dict[str, float]:
    """The figures that are promised, as ratios."""
    scan = seconds["futoko scan"]
    return {
        "scan / bare calamine": scan / seconds["bare calamine"],
        "(scan − start-up) / (bare − start-up)": (scan - seconds["import typer, numpy"])
        / (seconds["bare calamine"] - seconds["python"]),
        "openpyxl + pandas / scan": seconds["openpyxl + pandas"] / scan,
        "help / import typer, rich": seconds["futoko --help"] / seconds["import typer, rich.console"],
        "scan of one sheet / import pandas": seconds["futoko scan, one sheet"] / seconds["import pandas"],
    }


def main() -> None:
    """Make the school, run every route, print seconds and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    # compiled files exist before anything is measured, as after an installation
    subprocess.run([sys.executable, "-m", "compileall", "-q", "futoko_cli"], cwd=ROOT, check=False)
    with tempfile.TemporaryDirectory() as folder:
        school, single = Path(folder) / "school", Path(folder) / "single"
        files = [str(path) for path in make_school(school, classes=15, pupils=35, months=12)]
        check_same(files)
        seconds = figures(files, one_class_sheet(single), arguments.rounds)
    if arguments.json:
        print(json.dumps({"seconds": seconds, "ratios": ratios(seconds)}, ensure_ascii=False, indent=2))
        return
    print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
    for name, value in seconds.items():
        print(f"{value * 1000:8.0f} ms  {name}")
    for name, value in ratios(seconds).items():
        print(f"{value:8.2f} ×   {name}")


if __name__ == "__main__":
    main()
