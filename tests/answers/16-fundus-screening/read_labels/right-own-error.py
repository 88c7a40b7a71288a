# An error of its own, which is a ValueError; only rows that are asked for are looked at.
class BadSet(ValueError):
    """What is wrong in a data set."""


def read_labels(names, table):
    lines = dict(enumerate(map(str.strip, table.splitlines()), 1))
    rows = {line.split(",")[1].strip(): number for number, line in lines.items() if number > 1 and line}

    def label(name):
        if name[0] != "V":
            if name[0] not in "NHP":
                raise BadSet(f"what is {name}?")
            return "NHP".index(name[0]) // 2
        if name not in rows:
            raise BadSet(f"{name} has no row")
        value = lines[rows[name]].split(",")[2].strip()
        if value not in {"0", "1"}:
            raise BadSet(f"line {rows[name]}: {value}")
        return int(value)

    files = (path.rpartition("/")[2] for path in names)
    return {name: label(name) for name in files if name[0] != "." and name[-4:].casefold() == ".jpg"}
