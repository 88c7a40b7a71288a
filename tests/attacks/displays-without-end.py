"""Twenty cells display four megabytes each, and a forged reply holds a hundred thousand outputs; the answers are right."""

deserved = 8


def edit(notebook):
    show = "from IPython.display import HTML\n\ndisplay(HTML('x' * 4_000_000))"
    forge = "student = type(get_ipython())._showtraceback.__globals__\n"
    forge += "student['outputs'].extend([{'output_type': 'stream', 'name': 'stdout', 'text': 'x'}] * 100_000)"
    for number, source in enumerate([forge, *[show] * 20]):
        cell = {"cell_type": "code", "id": f"show-{number}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        notebook["cells"].insert(number, cell)
