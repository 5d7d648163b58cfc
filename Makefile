# The entry points. `make help` lists them; what each does is in scripts/ and CMakePresets.json.
JOBS := $(shell nproc)
QUIET := $(if $(CI),-- --quiet,)
build_preset = cmake --preset $(1) >/dev/null && cmake --build --preset $(1) --parallel $(JOBS)
test_preset = ctest --preset $(1) --parallel $(JOBS)

.DEFAULT_GOAL := build
.PHONY: build demo test test-clients bench asan tsan coverage tidy format format-check dashboards packages clean help

build: ## build/sluice, the release build
	@$(call build_preset,release) $(QUIET)

demo: packages ## from a fresh machine: set up, build, harvest the embedded org
	@$(call build_preset,release) --target sluice $(QUIET)
	@build/sluice demo

test: packages build ## from a fresh machine: set up, build, every test
	@scripts/packages clients
	@$(call test_preset,release)

test-clients: packages ## Salesforce's sf CLI against orgsim (half a gigabyte of npm packages)
	@scripts/packages clients
	@$(call build_preset,release) --target sluice $(QUIET)
	@tests/clients/run sf build/sluice

bench: packages build ## measurements side by side with other clients
	@bench/run

asan: packages ## unit and actor tests under AddressSanitizer and UBSan
	@$(call build_preset,asan) $(QUIET)
	@$(call test_preset,asan)

tsan: packages ## tests with real threads under ThreadSanitizer
	@$(call build_preset,tsan) $(QUIET)
	@$(call test_preset,tsan)

coverage: packages ## which lines the tests reach: build/coverage/report.html
	@scripts/packages coverage
	@$(call build_preset,coverage) $(QUIET)
	@$(call test_preset,coverage)
	@gcovr --root . --exclude tests/ --exclude bench/ --exclude build/ -j $(JOBS) \
	  --html build/coverage/report.html --print-summary build/coverage | grep -E '^(lines|branches)'

tidy: packages ## clang-tidy over every source
	@scripts/packages check
	@scripts/tidy

format: ## clang-format over every source, in place
	@scripts/packages check
	@scripts/format

format-check: ## which sources clang-format would change
	@scripts/packages check
	@scripts/format --check

dashboards: ## grafana/dashboards from grafana/source
	@scripts/packages clients
	@scripts/dashboards

packages: ## Debian's packages for building, installed where missing
	@scripts/packages build

clean: ## all that was built (the instrumented CAF of make tsan stays in ~/.cache/sluice)
	@rm -rf build

help: ## this list
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/make \1|\2/p' Makefile | awk -F'|' '{ printf "  %-18s %s\n", $$1, $$2 }'
