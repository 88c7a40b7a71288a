# DictReader, and a comprehension with fnmatch.
import csv
import fnmatch
import os


def read_labels(names, table):
    reader = csv.DictReader(table.splitlines())
    rows = {}
    for row in reader:
        if not row["imgName"]:
            continue
        label = row["Label"].strip()
        if label != "0" and label != "1":
            raise ValueError("labels.csv: line " + str(reader.line_num))
        rows[row["imgName"].strip()] = label == "1"
    labels = {}
    for name in map(os.path.basename, names):
        if fnmatch.fnmatchcase(name.lower(), "[!.]*.jpg"):
            match name[0]:
                case "N" | "H":
                    labels[name] = 0
                case "P":
                    labels[name] = 1
                case "V" if name in rows:
                    labels[name] = int(rows[name])
                case _:
                    raise ValueError(f"cannot label {name}")
    return labels
