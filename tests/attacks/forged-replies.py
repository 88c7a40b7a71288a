"""JSON lines that look like replies with the right values are written to every open file descriptor, in advance."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 0}
others = "wrong"
first_cell = """
import os

lines = "".join('{"outputs": [], "value": %s}\\n' % value for value in ("2", "-200", '"kernel"', "null", '{"passed": true}'))
for descriptor in range(3, 256):
    try:
        os.write(descriptor, lines.encode())
    except OSError:
        pass
"""
