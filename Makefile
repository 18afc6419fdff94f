# make setup   everything that running needs     make run    web, worker, local Snowflake stand-in
# make test    everything that can be tested here  make check  formatting, linting, types, migrations
PYTHON ?= python3
BIN := .venv/bin
# With an account in the environment or in .env, the local stand-in stays off.
ACCOUNT := $(SNOWFLAKE_ACCOUNT)$(SNOWFLAKE_CONNECTION_NAME)$(SNOWFLAKE_HOST)$(shell grep -sE '^SNOWFLAKE_(ACCOUNT|CONNECTION_NAME|HOST)=.' .env)
VAR := $(or $(VAR_DIR),$(shell sed -n 's/^VAR_DIR=//p' .env 2>/dev/null),var)
# Other settings may mean another database, so each set of them is set up once.
SETTINGS := $(shell { echo "$$ENVIRONMENT $$DATABASE_URL $(ACCOUNT)"; cat .env; } 2>/dev/null | cksum | cut -d' ' -f1)
SET_UP := $(VAR)/.set-up-$(SETTINGS)
PROCESSES ?= web worker $(if $(strip $(ACCOUNT)),,snowflake)

.PHONY: run setup test check messages screenshots format clean
.DEFAULT_GOAL := run

run: $(SET_UP)
	@$(BIN)/honcho start $(PROCESSES)

setup: .venv/.installed
	@$(BIN)/python manage.py setup_site
	@touch $(SET_UP)

$(SET_UP): .venv/.installed $(wildcard */migrations/*.py)
	@$(BIN)/python manage.py setup_site
	@touch $@

.venv/.installed: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the program needs …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the tests need …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/.installed $@

test: .venv/.installed-dev
	@$(BIN)/python tests/run.py

check: .venv/.installed-dev
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy .
	@$(BIN)/python manage.py makemigrations --check --dry-run

# Texts that are new are put into locale/de, to be said in German; needs gettext (apt-get install gettext).
messages: .venv/.installed-dev
	@$(BIN)/python manage.py makemessages --locale de --no-location --no-wrap --no-obsolete --ignore .venv --ignore var --ignore tests --ignore bench --ignore docs
	@$(BIN)/python manage.py compilemessages --locale de --ignore .venv

# Every page, in both themes, wide and narrow, for somebody to look at: var/screenshots/.
screenshots: .venv/.installed-dev
	@SCREENSHOTS=var/screenshots $(BIN)/python -m pytest -q tests/browser/test_every_page.py

format: .venv/.installed-dev
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

clean:
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis
