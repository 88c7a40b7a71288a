"""Finds the course and opens it with nbgrader, as the course's own nbgrader_config.py says."""

import os
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore", module="nbgrader")  # its use of SQLAlchemy warns of what an instructor cannot mend

from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader


def course_config(config_root: Path) -> Config:
    """The settings of config_root/nbgrader_config.py."""
    return PyFileConfigLoader("nbgrader_config.py", path=str(config_root)).load_config()


def nbgrader_api(root: Path, config_root: Path) -> NbGraderAPI:
    """nbgrader's API over the course folder root, configured by config_root/nbgrader_config.py."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ["PATH"].split(os.pathsep):  # nbgrader starts `alembic`, also where no venv is activated
        os.environ["PATH"] = scripts + os.pathsep + os.environ["PATH"]
    config = course_config(config_root)
    config.CourseDirectory.root = str(root)
    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)
