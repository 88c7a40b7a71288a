"""HTML and pictures with half characters (surrogates) are displayed; the answers are right."""

deserved = 8
first_cell = """
for mime in ("text/html", "text/markdown", "text/latex", "text/plain", "image/png", "\\ud800"):
    display({mime: "half \\ud800 a character"}, raw=True)
print("\\ud800")
"""
