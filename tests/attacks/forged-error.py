"""Error replies are forged whose name, message and traceback take megabytes or are no text; two answers are right."""

deserved = {"double": 0, "average": 0, "name_of": 2, "counts": 2}
first_cell = """
student = type(get_ipython())._showtraceback.__globals__
"""
answers = {
    "double": """
def double(x):
    error = {"name": "N" * 3_000_000, "kind": "print", "message": "m" * 3_000_000, "traceback": ["t" * 100] * 30_000}
    student["_told"] = lambda _: error
    raise IndexError
""",
    "average": """
def average(values):
    student["_told"] = lambda _: {"name": ["<script>"], "kind": {}, "message": 1, "traceback": 5}
    raise IndexError
""",
}
