# make demo    build the course and grade a sample class        make lab     open the chapters in JupyterLab
# make test    run every test                                   make bench   take measurements
# All of them set themselves up first: Python packages into .venv, system packages through apt where that is possible.

PYTHON ?= python3
BIN := .venv/bin
# With more threads on a busy machine NumPy and Paddle become slower, not faster.
export OMP_NUM_THREADS := 1
export PATH := $(CURDIR)/$(BIN):$(PATH)

SYSTEM_PACKAGES := chromium
WAITING := the browser tests
MISSING = $(foreach package,$(SYSTEM_PACKAGES),$(if $(shell command -v $(package)),,$(package)))

.PHONY: demo test lab bench setup system-packages
.DEFAULT_GOAL := demo

demo: setup
	$(BIN)/grader demo

test: setup system-packages
	$(BIN)/python -m pytest --numprocesses auto --dist loadgroup $(if $(strip $(MISSING)),-m "not browser")

lab: setup
	$(BIN)/jupyter lab --LabApp.default_url=/lab/tree/release $(if $(filter 0,$(shell id -u)),--allow-root)

bench: setup
	$(BIN)/python -m benchmarks.road

setup: .venv/installed

.venv/installed: pyproject.toml grader/pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --constraint constraints.txt --editable . --editable "grader[test]"
	touch $@

system-packages:
	@sh -c 'test -z "$(strip $(MISSING))" && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    echo "installing with apt: $(strip $(MISSING))"; \
	    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(strip $(MISSING)) >/dev/null; \
	else \
	    echo "not installed: $(strip $(MISSING)); $(WAITING) wait for it."; \
	    echo "On Debian or Ubuntu: sudo apt-get install $(strip $(MISSING))"; \
	fi'
