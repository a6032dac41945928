# libmi. `make help` lists what can be made.

SHELL := bash
.DEFAULT_GOAL := all
.NOTPARALLEL:

CARGO ?= cargo
# What cargo builds with: release, or dev for a quick build with every check.
PROFILE ?= release
# What else cargo is told. The tests build the whole workspace each time: another choice of packages means other features
# of what they share, and building all of it again.
CARGO_ARGUMENTS ?=
WORKSPACE = --workspace
TARGET_FOLDER := $(or $(CARGO_TARGET_DIR),target)
BUILD = $(TARGET_FOLDER)/$(if $(filter dev,$(PROFILE)),debug,$(PROFILE))
# The wide flavour has a folder of its own: cargo gives both flavours' files one name.
WIDE_TARGET = $(TARGET_FOLDER)/wide
WIDE_BUILD = $(WIDE_TARGET)/$(notdir $(BUILD))
# The flavours that are installed: narrow, wide or both.
FLAVOURS ?= narrow
# The flavour that is tested: narrow or wide.
CHAR ?= narrow
ifeq ($(filter $(CHAR),narrow wide),)
$(error CHAR is narrow or wide, not $(CHAR))
endif
# The presets of CMakePresets.json for the flavour: debug is wide, and asan is wide-asan.
preset = $(if $(filter wide,$(CHAR)),$(patsubst wide-debug,wide,wide-$(1)),$(1))
# Where things are installed; DESTDIR stands for the root of the file system.
PREFIX ?= /usr/local
BINDIR ?= $(PREFIX)/bin
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DESTDIR ?=
INSTALL = PREFIX="$(PREFIX)" BINDIR="$(BINDIR)" LIBDIR="$(LIBDIR)" INCLUDEDIR="$(INCLUDEDIR)" \
	DESTDIR="$(DESTDIR)" BUILD="$(BUILD)" WIDE_BUILD="$(WIDE_BUILD)" FLAVOURS="$(FLAVOURS)" packaging/install.sh
# What `make stress` builds: presets of CMakePresets.json.
PRESETS ?= debug asan
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
C_FILES = $(shell git ls-files ':(glob)examples/*.[ch]' ':(glob)tests-c/*.[ch]' ':(glob)tests-c/provider/*.[ch]' ':(glob)tests-c/handler/*.[ch]' ':(glob)tests-c/sanitizer/*.c' \
	':(glob)tests/repository/**/*.c' ':(glob)tests/install/*.c' \
	':(glob)benches/*.[ch]' ':(glob)tests/windows/*.c' ':(glob)tools/windows/*.c')
# The release whose idea of the style counts: others break lines elsewhere.
CLANG_FORMAT_VERSION = 14

.PHONY: all build wide help demo test list-tests lint test-rust test-model test-header test-c test-wide test-valgrind test-asan test-tsan test-aarch64 musl test-musl test-fuzz fuzz \
	stress durability test-install bench header fmt install uninstall windows test-windows test-windows-if-possible setup clean

all: build ## Build the library and the tool (PROFILE=dev for a quick build)

help: ## List the targets
	@sed -n 's/^\([a-z0-9-]*\):.* ## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | sort | \
		while IFS='|' read -r target text; do printf '  %-15s %s\n' "$$target" "$$text"; done
	@echo "  Variables: PROFILE=$(PROFILE) PREFIX=$(PREFIX) DESTDIR=$(DESTDIR) FLAVOURS=$(FLAVOURS) CHAR=$(CHAR)"

build:
	@tools/setup.sh build
	$(CARGO) build --locked --profile $(PROFILE) $(CARGO_ARGUMENTS)

wide: ## Build the wide flavour of the library, libmi-wide.so, for programs with MI_CHAR_TYPE 2
	@tools/setup.sh build
	$(CARGO) build --locked --profile $(PROFILE) $(filter-out --workspace,$(CARGO_ARGUMENTS)) --features wide --target-dir "$(WIDE_TARGET)"
	@tools/name-wide.sh "$(WIDE_BUILD)"

musl: ## Build libmi.so and libmi.a for musl, in target/x86_64-unknown-linux-musl
	@environment=$$(tools/musl/environment.sh) && eval "$$environment" && \
		$(CARGO) build --locked --profile $(PROFILE) $(CARGO_ARGUMENTS) --target x86_64-unknown-linux-musl

demo: build ## Compile a schema, run the example on it, show what it did
	@BUILD="$(BUILD)" tools/demo.sh

setup: ## Install what the tests need and this machine lacks
	@tools/setup.sh test

# In this order: what fails soonest first. What the others do is the same in both flavours, or does both.
ifeq ($(CHAR),wide)
TESTS = test-rust test-header test-c
else
TESTS = lint test-rust test-model test-fuzz test-header test-c test-wide test-asan test-install test-windows-if-possible
endif

test: $(TESTS) ## Run every test; those of the wide flavour with CHAR=wide

list-tests:
	@echo $(TESTS)

lint: setup ## Check the format of the code and what the linters say
	$(CARGO) fmt --all --check
	@tools/check-c-format.sh $(CLANG_FORMAT_VERSION) $(C_FILES)
	$(CARGO) clippy --locked $(WORKSPACE) --all-targets -- -D warnings
	$(CARGO) clippy --locked $(WORKSPACE) --all-targets --features wide,shuttle -- -D warnings

test-rust: setup ## Run the tests in Rust
ifneq ($(CHAR),wide)
	@tests/fetch-dmtf-schema.sh || echo "The tests with the DMTF schema are skipped."
	@tests/pywbem/fetch.sh || echo "The tests with pywbem are skipped."
	$(CARGO) test --locked $(WORKSPACE)
endif
	$(CARGO) test --locked $(WORKSPACE) --lib --bins --test exports --features wide

test-model: setup ## Try the engine's threads in many orders (ITERATIONS, SEED, MODEL=name, SCHEDULE=file)
	ITERATIONS="$(ITERATIONS)" SEED="$(SEED)" SCHEDULE="$(SCHEDULE)" \
		$(CARGO) test --locked $(WORKSPACE) --lib --features shuttle $(or $(MODEL),engine::model)

test-fuzz: setup ## Run each fuzzer on a quarter of a million inputs
	@RUNS=$(or $(FUZZ_RUNS),250000) tools/fuzz.sh 0

fuzz: ## Fuzz for long: an hour each, or FUZZ_SECONDS, of all targets or of TARGET="mof wql ..."
	@tools/setup.sh build
	@tools/fuzz.sh $(or $(FUZZ_SECONDS),3600) $(TARGET)

test-header: setup ## Compile the header in every dialect of C and C++ that it is for
	$(CARGO) build --locked $(WORKSPACE)
	@$(MAKE) --no-print-directory wide PROFILE=dev
	@REQUIRE_ALL=1 LIBRARY="$(TARGET_FOLDER)/debug" WIDE_LIBRARY="$(WIDE_TARGET)/debug" tests-c/header/check.sh build/header

test-c: setup ## Run the C tests
	@tools/test-c.sh $(call preset,debug) $(JOBS)

test-wide: setup ## Run the C tests in the wide flavour, as test-c with CHAR=wide does
	@tools/test-c.sh wide $(JOBS)

# Not a part of `make test`: it takes as long as all C tests otherwise, and AddressSanitizer finds most of what it does.
test-valgrind: setup ## Run the C tests under valgrind
	@tools/test-c.sh $(call preset,valgrind) $(JOBS)

test-asan: setup ## Run the C tests, and the library under them, with AddressSanitizer
	@tools/test-c.sh $(call preset,asan) $(JOBS)

# Not a part of `make test`: it builds all of Rust's standard library first.
test-tsan: ## Run the C tests, and the library and all it uses under them, with ThreadSanitizer
	@tools/setup.sh tsan
	@tools/test-c.sh tsan $(JOBS)

# Not a part of `make test`: it takes the compilers and the libraries of another machine.
test-aarch64: ## Build for 64-bit ARM with Debian's cross compiler, and run the C tests with QEMU
	@environment=$$(tools/aarch64/environment.sh) && eval "$$environment" && tools/test-c.sh aarch64 $(JOBS)

test-musl: ## Build libmi.so for musl, and run the C tests with it, built with musl-gcc
	@environment=$$(tools/musl/environment.sh) && eval "$$environment" && tools/test-c.sh musl $(JOBS)

stress: setup ## Run the stress program for minutes, plain and with AddressSanitizer (MI_STRESS_SECONDS, MI_STRESS_SEED, PRESETS)
	@PRESETS="$(PRESETS)" tools/stress.sh $(JOBS)

durability: setup ## Kill writing processes and cut the power, hundreds of times (KILLS, LOSSES, SEED)
	MI_TEST_KILLS="$(or $(KILLS),400)" MI_TEST_POWER_LOSSES="$(or $(LOSSES),1000)" MI_TEST_SEED="$(or $(SEED),1)" \
		$(CARGO) test --locked $(WORKSPACE) --test repository -- --nocapture --test-threads=1 durability power_loss

windows: ## Build for 64-bit Windows: target/windows with mi.dll, mi.exe, mimofcodec.dll, import libraries and headers
	@PROFILE="$(PROFILE)" CARGO_ARGUMENTS="$(CARGO_ARGUMENTS)" tools/windows/build.sh "$(TARGET_FOLDER)/windows"

test-windows: ## Build for Windows, and run the tests in Rust and in C there: with Wine
	@tools/windows/test.sh $(JOBS)

# Where its compilers, Rust's library for it or Wine can't be had, it says so and is content: a part of `make test`.
test-windows-if-possible:
	@tools/windows/test.sh --if-possible $(JOBS)

test-install: setup ## Install into a temporary folder, and build the examples against that
	@PROFILE=dev tests/install/run.sh

bench: ## Measure, and print one line a metric
	@tools/setup.sh build
	$(CARGO) build --locked --release
	@BUILD="$(TARGET_FOLDER)/release" tools/bench.sh $(FILTER)
	@$(CARGO) bench --locked --quiet $(FILTER)

header: ## Generate include/mi.h from the Rust declarations
	$(CARGO) run --locked --quiet --package generate-header

fmt: setup ## Format the code
	$(CARGO) fmt --all
	clang-format -i $(C_FILES)

# As root, where cargo often isn't, what was built before is installed.
install: $(if $(shell command -v $(CARGO)),$(subst narrow,build,$(FLAVOURS))) ## Install under PREFIX (and DESTDIR) the FLAVOURS "narrow wide"
	@$(INSTALL) install

uninstall: ## Remove what `make install` put there
	@$(INSTALL) uninstall

clean: ## Remove what was built
	rm -rf build
	$(CARGO) clean
