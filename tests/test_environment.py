"""One environment, told four times: pyproject.toml, grader/pyproject.toml, constraints.txt and environment.yml agree."""

from importlib.metadata import version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10, where pytest brings tomli
    import tomli as tomllib

ROOT = Path(__file__).parent.parent
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
PROJECTS = [tomllib.loads((ROOT / name).read_text())["project"] for name in ("pyproject.toml", "grader/pyproject.toml")]
DEPENDENCIES = [
    Requirement(text)
    for project in PROJECTS
    for text in project["dependencies"] + sum(project.get("optional-dependencies", {}).values(), [])
]
PINS = [Requirement(line) for line in (ROOT / "constraints.txt").read_text().splitlines()]


def pins_for(python: str) -> dict[str, str]:
    """{package: version} that constraints.txt gives for a Python version on Linux."""
    here = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux", "os_name": "posix"}
    chosen = [pin for pin in PINS if pin.marker is None or pin.marker.evaluate(here)]
    names = [canonicalize_name(pin.name) for pin in chosen]
    assert len(names) == len(set(names)), "a package is pinned twice"
    return {name: str(pin.specifier).removeprefix("==") for name, pin in zip(names, chosen)}


def test_every_constraint_is_an_exact_pin():
    assert all(str(pin.specifier).startswith("==") and "," not in str(pin.specifier) for pin in PINS)


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("dependency", DEPENDENCIES, ids=str)
def test_dependency_is_pinned_within_its_range(python, dependency):
    pinned = pins_for(python)[canonicalize_name(dependency.name)]
    assert dependency.specifier.contains(pinned)


def test_installed_packages_are_the_pinned_ones():
    import sys

    pins = pins_for(f"{sys.version_info[0]}.{sys.version_info[1]}")
    names = {canonicalize_name(dependency.name) for dependency in DEPENDENCIES}
    assert {name: version(name) for name in names} == {name: pins[name] for name in names}


def test_python_versions_agree():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    ranges = {SpecifierSet(project["requires-python"]) for project in PROJECTS}
    assert ranges == {SpecifierSet(environment["dependencies"][0].removeprefix("python"))}
    assert [python for python in ["3.9", *PYTHONS, "3.14"] if ranges.copy().pop().contains(python)] == PYTHONS


def test_conda_and_make_install_the_same():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text())
    conda = environment["dependencies"][-1]["pip"]
    line = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "pip install" in line)
    make = line.replace('"', "").split("--quiet ")[1]
    assert " ".join(conda) == make == "--constraint constraints.txt --editable . --editable grader[test,docs,cluster,postgresql]"
