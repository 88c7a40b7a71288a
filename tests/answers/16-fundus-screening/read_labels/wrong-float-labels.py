# 1.0 is taken for a label.
# says: a row with the label
def read_labels(names, table):
    rows = {}
    for number, line in enumerate(table.splitlines(), 1):
        if number == 1 or not line.strip():
            continue
        values = [value.strip() for value in line.split(",")]
        if values[2] == "" or not values[2].lstrip("-").replace(".", "").isdigit() or float(values[2]) not in (0, 1):
            raise ValueError(f"line {number}: {values[2]!r} is no label")
        rows[values[1]] = int(float(values[2]))
    labels = {}
    for path in names:
        name = path.split("/")[-1]
        if name.startswith(".") or not name.lower().endswith(".jpg"):
            continue
        if name[0] == "V":
            if name not in rows:
                raise ValueError(f"no row for {name}")
            labels[name] = rows[name]
        elif name[0] in "NHP":
            labels[name] = 1 if name[0] == "P" else 0
        else:
            raise ValueError(f"{name} begins with another letter")
    return labels
