# Regular expressions.
import re


def read_labels(names, table):
    rows = {}
    for number, line in enumerate(table.split("\n"), 1):
        if number > 1 and line.strip():
            found = re.fullmatch(r"[^,]*,([^,]*),\s*([01])\s*,[^,]*,[^,]*", line)
            if not found:
                raise ValueError(f"line {number} cannot be read: {line}")
            rows[found[1].strip()] = np.int64(found[2])
    labels = {}
    for name in names:
        found = re.search(r"(?:^|/)([^./][^/]*\.[jJ][pP][gG])$", name)
        if found:
            name = found[1]
            try:
                labels[name] = rows[name] if name[0] == "V" else {"N": 0, "H": 0, "P": 1}[name[0]]
            except KeyError:
                raise ValueError(f"no label for {name}") from None
    return labels
