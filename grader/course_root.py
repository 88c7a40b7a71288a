"""Finds the course and opens it with nbgrader, as the course's own nbgrader_config.py says."""

import re
import warnings
from functools import cache
from pathlib import Path

warnings.filterwarnings("ignore", module="nbgrader")  # its use of SQLAlchemy warns of what an instructor cannot mend

import nbgrader.api
from alembic.script import ScriptDirectory
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from grader import GraderError


# nbgrader connects to the gradebook eight times for each submission; a new engine would compile all its queries again.
nbgrader.api.create_engine = cache(nbgrader.api.create_engine)
# For each new gradebook it starts alembic as a process, which takes seconds, to ask for the newest version of its tables.
nbgrader.api.get_alembic_version = ScriptDirectory(Path(nbgrader.api.__file__).with_name("alembic")).get_current_head


class ConfigurationError(GraderError):
    """nbgrader_config.py is missing or broken."""


def course_config(config_root: Path) -> Config:
    """The settings of config_root/nbgrader_config.py. Raises ConfigurationError."""
    if not (config_root / "nbgrader_config.py").exists():
        raise ConfigurationError(f"{config_root} is no course folder (it has no nbgrader_config.py); run this in the course's, or give --root")
    try:
        return PyFileConfigLoader("nbgrader_config.py", path=str(config_root)).load_config()
    except Exception as error:  # the file is a program, and may fail in any way
        raise ConfigurationError(f"{config_root / 'nbgrader_config.py'}: {type(error).__name__}: {error}") from error


def nbgrader_api(root: Path, config_root: Path, gradebook: str | None = None, sandbox: bool = True) -> NbGraderAPI:
    """nbgrader's API over the course folder root, configured by config_root/nbgrader_config.py.

    gradebook: the database's URL; by default what the configuration says, or else gradebook.db in root.
    sandbox: False grades without one, whatever the configuration says.
    """
    config = course_config(config_root)
    config.CourseDirectory.root = str(root)
    if gradebook:
        config.CourseDirectory.db_url = gradebook
    if not sandbox:
        config.Judge.sandbox = False
    return NbGraderAPI(coursedir=CourseDirectory(config=config), config=config)


def reason(result: dict) -> str:
    """Why nbgrader's API failed: the first exception in its log, which is the cause of the others."""
    log = f"{result.get('log', '')}\n{result.get('error', '')}"
    return (re.findall(r"^\s*(?:[\w.]+\.)?\w*(?:Error|Exception): (.+)$", log, re.MULTILINE) or [log.strip()])[0]
