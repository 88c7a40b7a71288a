"""Honest: cells for Google Colab and for installing packages, which fail here and may take their time."""

deserved = 8
first_cell = """
!pip install --quiet seaborn
from google.colab import drive

drive.mount("/content/drive")
"""


def edit(notebook):
    for place, line in ((3, "%pip install tqdm"), (1, "%load_ext autoreload\n%autoreload 2")):
        cell = {"cell_type": "code", "id": f"extra-{place}", "metadata": {}, "source": line, "outputs": [], "execution_count": None}
        notebook["cells"].insert(place, cell)
