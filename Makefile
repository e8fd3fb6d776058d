# KRM bauen, prüfen, starten. `make` allein zeigt die Ziele.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
# Wie ein Betreiber sie hat, ohne das, was Tests mitbringen: nur zum Messen.
LAUFZEIT := .venv-laufzeit
# Beispiel: make test T="tests/unit -k frist"
T      ?=
# Beispiel: make lab ALS=dora LAB="--zeitraum 2026-H1"
ALS    ?=
LAB    ?=
# Das letzte abgeschlossene Halbjahr, zum Beispiel 2026-H1.
HALBJAHR = $(shell date +%Y\ %m | awk '{ print ($$2 > 6) ? $$1 "-H1" : $$1 - 1 "-H2" }')

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench lab rules lock

help: ## zeigt diese Ziele
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Ohne die Schrift gibt es keinen Bericht, ohne poppler-utils keinen Vergleich von PDF; der Server
# startet trotzdem.
demo: $(VENV)/.runtime ## richtet eine Demo mit erfundenen Daten ein und startet den Server
	@.ci/debian-pakete fonts-open-sans poppler-utils || true
	@$(BIN)/python -m admin migrate
	@$(BIN)/python -m admin demo
	@$(BIN)/python -m admin bericht auswertung-gf --zeitraum $(HALBJAHR) || true
	@exec $(BIN)/python -m admin serve

test: $(VENV)/.dev ## prüft alles: Stil, Typen, Schichten, Tests auf SQLite und PostgreSQL
	@.ci/debian-pakete chromium fonts-open-sans libatomic1 nginx poppler-utils postgresql
	@$(MAKE) --no-print-directory lint
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(T)

lint: $(VENV)/.dev ## prüft Stil, Typen und Schichten, ändert nichts
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.dev $(LAUFZEIT)/.runtime ## misst Seiten und Berichte gegen Vergleichswerte
	@$(BIN)/python -m tests.bench

lab: $(VENV)/.erkundung ## öffnet JupyterLab zum Erkunden, zum Beispiel make lab ALS=dora
	@exec $(BIN)/python -m admin lab $(if $(ALS),--als $(ALS)) $(LAB)

rules: $(VENV)/.dev ## zeigt, welche Regel durch welchen Test belegt ist
	@$(BIN)/python -m tests.regeln

lock: $(VENV)/.dev ## schreibt die drei requirements*.lock neu
	@$(COMPILE) --output-file requirements.lock pyproject.toml
	@$(COMPILE) --extra erkundung --output-file requirements-erkundung.lock pyproject.toml
	@$(COMPILE) --extra dev --extra erkundung --output-file requirements-dev.lock pyproject.toml

# Für das älteste Python, das wir versprechen (Debian 12), und ohne Adressen dieses Rechners.
COMPILE = $(BIN)/uv pip compile --no-config --quiet --python-version 3.11.2 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' $(UPGRADE)

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(LAUFZEIT)/.runtime: requirements.lock
	@$(PYTHON) -m venv $(LAUFZEIT)
	@$(LAUFZEIT)/bin/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.runtime: requirements.lock | $(BIN)/python
	@echo "Installiere Python-Pakete …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.erkundung: requirements-erkundung.lock | $(BIN)/python
	@echo "Installiere Python-Pakete zum Erkunden …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/.runtime

$(VENV)/.dev: requirements-dev.lock | $(BIN)/python
	@echo "Installiere Python-Pakete für Tests …"
	@$(BIN)/pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/.erkundung $(VENV)/.runtime
