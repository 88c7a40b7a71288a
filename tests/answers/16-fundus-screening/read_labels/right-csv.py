# The csv module, whose line_num counts lines, and pathlib.
import csv
import io
from pathlib import PurePosixPath


def read_labels(names, table):
    reader = csv.reader(io.StringIO(table))
    next(reader)
    rows = {}
    for row in reader:
        if not "".join(row).strip():
            continue
        if row[2].strip() not in {"0", "1"}:
            raise ValueError(f"labels.csv, line {reader.line_num}: {row[2]!r} is neither 0 nor 1")
        rows[row[1].strip()] = int(row[2])
    known = {"N": 0, "H": 0, "P": 1}
    labels = {}
    for path in map(PurePosixPath, names):
        if path.suffix.lower() == ".jpg" and path.name[0] != ".":
            letter = path.name[0]
            if letter not in {*known, "V"}:
                raise ValueError(f"{path}: what is {letter}?")
            if letter == "V" and path.name not in rows:
                raise ValueError(f"{path.name} is missing in labels.csv")
            labels[path.name] = rows[path.name] if letter == "V" else known[letter]
    return labels
