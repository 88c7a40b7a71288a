# make demo    build the course and grade a sample class        make lab     open the chapters in JupyterLab
# make test    run every test                                   make bench   take measurements
# make docs    make the site
# All of them set themselves up first: Python packages into .venv, system packages through apt where that is possible.

PYTHON ?= python3
BIN := .venv/bin
# With more threads on a busy machine NumPy and Paddle become slower, not faster.
export OMP_NUM_THREADS := 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

# What is wanted besides Python packages, each as package:command:mark of the tests that need it.
SYSTEM := bubblewrap:bwrap:sandbox chromium:chromium:browser postgresql:pg_virtualenv:postgresql
part = $(word $(1),$(subst :, ,$(2)))
ABSENT = $(foreach item,$(SYSTEM),$(if $(shell command -v $(call part,2,$(item))),,$(item)))
MISSING = $(foreach item,$(ABSENT),$(call part,1,$(item)))
LEFT_OUT = $(foreach item,$(ABSENT),and not $(call part,3,$(item)))

.PHONY: demo test lab docs screenshots bench setup system-packages
.DEFAULT_GOAL := demo

demo: setup
	$(BIN)/grader demo

test: setup system-packages
	$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder $(if $(strip $(ABSENT)),-m "$(wordlist 2,9,$(LEFT_OUT))")

lab: setup
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/release $(if $(filter 0,$(shell id -u)),--allow-root)

docs: setup
	$(BIN)/sphinx-build --fail-on-warning --quiet docs docs/_build/html
	@echo "open docs/_build/html/index.html"

screenshots: setup system-packages
	SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest tests/test_term.py

bench: setup system-packages
	$(BIN)/python -m benchmarks.road
	$(BIN)/python -m benchmarks.grading
	$(BIN)/python -m benchmarks.attacks
	$(BIN)/python -m benchmarks.answers
	$(BIN)/python -m benchmarks.speed

setup: .venv/installed

.venv/installed: pyproject.toml grader/pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt --editable . --editable "grader[test,docs,cluster,postgresql]"
	touch $@

system-packages:
	@sh -c 'test -z "$(strip $(MISSING))" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing with apt: $(strip $(MISSING))"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(strip $(MISSING)) >/dev/null; \
	else \
	    echo "not installed: $(strip $(MISSING)); the tests that need it are left out."; \
	    echo "On Debian or Ubuntu: sudo apt-get install $(strip $(MISSING))"; \
	fi'
