"""Type names, messages and printed text carry HTML, terminal codes and line ends; one answer is right."""

deserved = {"double": 0, "average": 0, "name_of": 0, "counts": 2}
first_cell = """
HTML = "</pre><script>alert(1)</script>\\x1b[31m\\n<img src=x onerror=alert(1)>"
print(HTML)
Odd = type(HTML, (), {"__repr__": lambda self: HTML})
OddError = type(HTML, (Exception,), {})
display(Odd())
display({"text/html": HTML, "application/javascript": "alert(1)", "image/svg+xml": "<svg onload=alert(1)>"}, raw=True)
display({"text/markdown": "[x](javascript:alert(1)) " + HTML}, raw=True)
"""
answers = {
    "double": "def double(x):\n    raise OddError(HTML)",
    "average": "def average(values):\n    print(HTML)\n    return Odd()",
    "name_of": "def name_of(kind):\n    return HTML",
}
