"""At the end the process answers in advance and reads no more requests, while a large one waits; the answers are right."""

deserved = 8
STOP = """
import os
import signal

for descriptor in range(3, 64):
    try:
        os.write(descriptor, b'{"outputs": [], "value": null}\\n')
    except OSError:
        pass
os.kill(os.getpid(), signal.SIGSTOP)
"""


def edit(notebook):
    for name, source in (("stop", STOP), ("large", "#" * 300_000)):
        cell = {"cell_type": "code", "id": name, "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        notebook["cells"].append(cell)
