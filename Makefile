# Everything one does with Elbow from its folder. `make` alone lists it.

PYTHON ?= python3
SWIFT_BUILD := swift build --configuration release $(SWIFTFLAGS)
VENV := .venv/bin/python

# Where the Swift toolchain usually lies, for those who have not put it on their PATH.
export PATH := $(PATH):/opt/swift/usr/bin:$(HOME)/.local/share/swiftly/bin
export PYTHON

# Jupyter and IPython started from here read and write in .build, never in the user's own folders.
export JUPYTER_CONFIG_DIR := $(CURDIR)/.build/jupyter/config
export JUPYTER_DATA_DIR := $(CURDIR)/.build/jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/.build/jupyter/runtime
export IPYTHONDIR := $(CURDIR)/.build/jupyter/ipython
export JUPYTER_PREFER_ENV_PATH := 1
export PYTHONNOUSERSITE := 1
unexport JUPYTER_PATH JUPYTER_CONFIG_PATH JUPYTERLAB_DIR PYTHONPATH PYTHONHOME

# Folders of data, colon-separated; relative ones are meant from where make was called (PWD, where -C went elsewhere).
ifneq ($(ELBOW_DATA),)
override ELBOW_DATA := $(shell '$(CURDIR)/scripts/absolute-paths.sh' '$(ELBOW_DATA)' '$(PWD)' '$(CURDIR)')
export ELBOW_DATA
endif

.NOTPARALLEL:
.PHONY: help setup system venv build kernelspec sample lab notebooks notebooks-short notebooks-check notebooks-full notebooks-store mpi test test-swift test-jupyter test-browser test-grading test-grading-short grading fuzz fuzz-short fuzz-coverage sanitize venv-fixtures bench bench-kernel bench-idle bench-controls docs wheel test-wheel test-wheel-environment format lint house clean distclean

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' Makefile
	@echo 'ELBOW_DATA=FOLDER gives a folder with more data, such as the complete MNIST.'

setup: system venv build kernelspec sample ## install and build all that is needed, once (the others do it by themselves)

system:
	@scripts/packages.sh
	@scripts/toolchain.sh

venv: system
	@scripts/venv.sh .venv scripts/requirements.txt scripts/constraints.txt

build: system ## build the program: .build/release/elbow
	@[ -x .build/release/elbow ] || echo 'Building Elbow; the first time takes several minutes'
	@scripts/quietly.sh build $(SWIFT_BUILD) --product elbow

kernelspec: venv build
	@mkdir -p .build/jupyter
	@scripts/kernelspec.sh

sample: venv
	@$(VENV) scripts/mnist_sample.py .build/datasets/mnist-sample

# Open MPI, MPICH or both: MPI="openmpi mpich".
MPI ?= openmpi

mpi: build ## install an MPI, and build what lets several processes run the same notebook (MPI=mpich for MPICH)
	@ELBOW_PACKAGES='$(patsubst mpich,libmpich-dev mpich,$(patsubst openmpi,libopenmpi-dev openmpi-bin,$(MPI)))' scripts/packages.sh
	@scripts/mpi.sh .build/release

lab: setup ## open JupyterLab on the notebooks (PORT=… chooses the port)
	@scripts/lab.sh

notebooks: setup ## run every notebook, into build/notebooks (NOTEBOOKS=… chooses)
	@$(VENV) scripts/notebooks.py Notebooks build/notebooks $(NOTEBOOKS)

notebooks-short: setup ## run them with small settings, as a CI would
	@$(VENV) scripts/notebooks.py --short Notebooks build/notebooks $(NOTEBOOKS)

notebooks-check: setup ## compare the outputs that are stored in them with a fresh run
	@$(VENV) scripts/notebooks.py --check Notebooks build/notebooks $(NOTEBOOKS)

notebooks-full: setup ## run them on the complete data sets of ELBOW_DATA, and look whether what they claim holds there too
	@$(VENV) scripts/notebooks.py --full Notebooks build/notebooks $(NOTEBOOKS)

notebooks-store: setup ## run them on the data that come with Elbow, and store the outputs
	@$(VENV) scripts/notebooks.py --store Notebooks build/notebooks $(NOTEBOOKS)

test: lint house test-swift fuzz-short test-jupyter test-grading-short test-wheel-environment ## check the formatting and the rooms, and run all tests

test-swift: setup ## run the tests written in Swift
	@scripts/quietly.sh build-tests $(SWIFT_BUILD) --build-tests
	@scripts/test-swift.sh $(SWIFTFLAGS)

fuzz: setup ## run 200,000 made-up cells and read 100,000 damaged files, none of which may break anything (FUZZ="--seed 2" for others)
	@scripts/quietly.sh build-fuzz $(SWIFT_BUILD) --product fuzz
	@.build/release/fuzz $(FUZZ)

fuzz-short: FUZZ = --programs 50000 --files 12500 --torch-files 12500
fuzz-short: fuzz

fuzz-coverage: setup ## say how much of the language the made-up cells reach
	@scripts/fuzz-coverage.sh $(FUZZ)

test-jupyter: MPI = openmpi mpich
test-jupyter: setup mpi ## run the tests through Jupyter and the command line (TESTS=… chooses)
	@scripts/quietly.sh build-echo $(SWIFT_BUILD) --product echo-kernel
	@scripts/test-jupyter.sh $(VENV) $(or $(TESTS),Tests/jupyter Tests/conformance)

test-browser: setup ## run every notebook in JupyterLab in a headless Chromium, and look at the pages
	@scripts/chromium.sh
	@scripts/venv.sh .venv-browser scripts/browser-requirements.txt
	@.venv-browser/bin/python -m pytest --quiet Tests/browser

grading: setup
	@scripts/venv.sh .venv-grading scripts/grading-requirements.txt scripts/constraints.txt

test-grading: grading ## mark every exercise with nbgrader, solved, unsolved and answered wrongly (several minutes)
	@.venv-grading/bin/python -m pytest --quiet Tests/grading

test-grading-short: grading
	@.venv-grading/bin/python -m pytest --quiet Tests/grading -k '01-decoder-network or talks_its_way_out or students_see'

sanitize: setup ## run the numeric tests under Thread Sanitizer and Address Sanitizer (slow; KINDS=thread or address)
	@scripts/sanitize.sh $(KINDS)

venv-fixtures: system ## install the PyTorch that the tests' fixtures come from, into .venv-fixtures, for the scripts that write them
	@scripts/venv.sh .venv-fixtures Tests/fixtures-requirements.txt

bench: setup bench-kernel ## measure speed and memory beside PyTorch, into docs/benchmarks.md (BENCH_ARGS="--rows 1,5 --quick")
	@scripts/venv.sh .venv-bench bench/requirements.txt
	@for peer in jax tensorflow; do scripts/venv.sh .venv-bench-$$peer bench/requirements-$$peer.txt \
		|| echo "$$peer cannot be installed here, and is left out"; done
	@$(VENV) bench/run.py $(BENCH_ARGS)

bench-kernel: setup ## measure the kernel's start, executions and memory beside other kernels
	@$(VENV) bench/kernel.py $(KERNEL_BENCH_ARGS)

bench-idle: setup ## measure what kernels cost that nobody uses (IDLE_BENCH_ARGS="--kernels 20 --cell lesson")
	@$(VENV) bench/idle.py $(IDLE_BENCH_ARGS)

bench-controls: setup ## measure what controls cost: memory, a training that is seen, an explorer left open
	@$(VENV) bench/controls.py $(CONTROLS_BENCH_ARGS)

docs: setup ## build the documentation of the kernel's library, into build/docs
	@scripts/docs.sh build/docs

wheel: MPI = openmpi mpich
wheel: setup mpi ## pack the program and all that goes with it into dist/elbow_kernel-….whl
	@packaging/program.sh .build/wheel
	@packaging/third_party.py .build/wheel .build/release/elbow.product/Objects.LinkFileList >.build/wheel/THIRD-PARTY.md
	@$(VENV) packaging/wheel.py .build/wheel dist

test-wheel: wheel ## install the wheel into bare Debians and environments, and run all notebooks there
	@ELBOW_PACKAGES='debootstrap qemu-user-static iproute2' scripts/packages.sh
	@$(VENV) -m pytest --quiet Tests/wheel

# The wheel is made of Debian's archives.
test-wheel-environment: setup
	@if command -v dpkg-query >/dev/null; then $(MAKE) --no-print-directory wheel && \
		$(VENV) -m pytest --quiet Tests/wheel/test_environment.py Tests/wheel/test_lab.py; \
		else echo 'This is not a Debian system: the wheel is not tried'; fi

lint: system ## check the formatting of the Swift sources
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

house: system ## hold the rooms of docs/architecture.md and the lists of Package.swift against the code
	@$(PYTHON) scripts/house.py

format: system ## format the Swift sources
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

clean: ## remove what was built; what was downloaded and installed stays
	@rm -rf build .build/release .build/debug .build/*-linux-gnu .build/*-apple-macosx .pytest_cache
	@find Tests scripts bench Notebooks \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean ## remove that too
	@rm -rf .build .venv .venv-*
