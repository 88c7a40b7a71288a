"""Honest: a cell shows a page from the web with scripts in it, and a Markdown cell has a link that runs one."""

deserved = 8
first_cell = """
from IPython.display import HTML, Javascript, display

display(HTML("<b>a page</b><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>link</a>"))
display(Javascript("alert(1)"))


class Shown:
    def _repr_html_(self):
        return "<svg onload=alert(1)><script>alert(1)</script></svg>"


Shown()
"""


def edit(notebook):
    text = "[link](javascript:alert(1)) <script>alert(1)</script> <img src=x onerror=alert(1)>"
    notebook["cells"].insert(1, {"cell_type": "markdown", "id": "scripts", "metadata": {}, "source": text})
