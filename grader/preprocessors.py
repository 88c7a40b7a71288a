"""Small mendings of nbgrader's autograding; nbgrader_config.py puts them in place."""

from nbgrader.preprocessors import DeduplicateIds, NbGraderPreprocessor


class DropDuplicateCells(DeduplicateIds):
    """Of a graded cell that was copied, keep the last as the graded one and make the others ordinary cells.

    nbgrader's own version leaves empty metadata behind, which its next step refuses, and nothing is graded.
    """

    def preprocess_cell(self, cell, resources, cell_index):
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.metadata.get("nbgrader") == {}:
            del cell.metadata["nbgrader"]
        return cell, resources


class StderrIsOutput(NbGraderPreprocessor):
    """Keep what a cell wrote on stderr as ordinary output: nbgrader gives 0 to a cell that merely warned."""

    def preprocess_cell(self, cell, resources, cell_index):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                output.name = "stdout"
        return cell, resources
