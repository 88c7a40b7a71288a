"""Honest: the notebook still holds 30 MB of outputs, some with errors and scripts."""

deserved = 8


def edit(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            text = {"output_type": "stream", "name": "stderr", "text": "an old error\n" * 200_000}
            script = {"output_type": "display_data", "data": {"text/html": "<script>alert(1)</script>"}, "metadata": {}}
            cell["outputs"] = [text, script, {"output_type": "error", "ename": "Old", "evalue": "", "traceback": []}, None, {}]
            cell["execution_count"] = 10**6
