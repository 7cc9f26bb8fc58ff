# Every command a person needs. “make help” lists them; the longer steps stand in deploy/.

PORT ?= 8000
HOST = 127.0.0.1
REQUIRE ?=
TO ?=
ARGS ?=

# The first Python of at least 3.11 on this machine.
PYTHON := $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$name" && break; done)
BIN := .venv/bin
BOOTSTRAP := @test -n "$(PYTHON)" || { echo "Citewell needs Python 3.11 or newer, and found none. \
	Install it (Debian, Ubuntu: apt install python3 python3-venv) and try again." | tr -s ' \t' ' ' >&2; exit 1; }; \
	"$(PYTHON)" deploy/bootstrap.py

.DEFAULT_GOAL := help
.PHONY: help run serve tools test bench verify lint upgrade

help: ## list these commands
	@sed -n -E 's/^([a-z]+):.*## /  make \1	/p' $(MAKEFILE_LIST)

run: ## the sample site for trying and developing [PORT=8000]
	$(BOOTSTRAP) --host "$(HOST)" --port "$(PORT)"
	@exec $(BIN)/python deploy/run_site.py --port "$(PORT)"

serve: ## the same site as in production, on this machine only [PORT=8000]
	$(BOOTSTRAP) --host "$(HOST)" --port "$(PORT)"
	@exec $(BIN)/python deploy/run_site.py --port "$(PORT)" --production

tools: ## install what the tests and checks need
	$(BOOTSTRAP) --tests

test: ## every test this machine has the parts for [REQUIRE=all] [ARGS="-k numbering"]
	$(BOOTSTRAP) --tests
	@REQUIRE="$(REQUIRE)" exec $(BIN)/python -m tests.run $(ARGS)

bench: ## what the site costs beside a bare Django view; a table, and build/bench.json [FULL=1] [SCALE=1000000]
	$(BOOTSTRAP) --tests
	@FULL="$(FULL)" SCALE="$(SCALE)" exec $(BIN)/python -m tests.bench

verify: ## the long checks: people at once, kills, raw SQL, the interface under fuzzing [ARGS="races kills"]
	$(BOOTSTRAP) --tests
	@exec $(BIN)/python -m tests.verify $(ARGS)

upgrade: ## a running site to another release, and back if it fails [TO=v1.2] [ARGS="--backups DIR"]
	@test -n "$(PYTHON)" || { echo "Citewell needs Python 3.11 or newer, and found none." >&2; exit 1; }
	@ENV_FILE="$${ENV_FILE:-/etc/citewell/site.env}" "$(PYTHON)" deploy/upgrade.py --to "$(TO)" $(ARGS)

lint: ## format, style, types and layers
	$(BOOTSTRAP) --tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
