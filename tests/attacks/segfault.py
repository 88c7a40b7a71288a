"""One answer crashes the interpreter by writing to address 0; the others are right."""

deserved = {"double": 2, "average": 0, "name_of": 2, "counts": 2}
says = "by a crash"
answers = {"average": "def average(values):\n    import ctypes\n\n    ctypes.string_at(0)"}
