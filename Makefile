# Everything that one does with Inari on a machine. `make` alone says what there is.
# Settings are given as PORT=8001 make run, or make run PORT=8001.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
DATA ?= .data
URL ?= http://localhost:$(PORT)
SHOTS ?= 500
# The others are in the environment of commands by themselves, if they are given; exported here, they would be there empty.
export PORT HOST DATA URL

VENV := .venv/bin
CODE := app.py chalicelib infra tests
TYPED := app.py chalicelib infra

# What the declarations of routes need to be read; nothing is kept or signed with it.
INARI := INARI_STACK=none INARI_BUCKET=none INARI_SECRET=only-for-reading-the-declarations-of-routes

.PHONY: help run demo test check index costs bench fuzz clean bootstrap \
	package deploy deploy-local destroy destroy-local administrator e2e e2e-stack

help:
	@echo 'make run      start Inari on http://localhost:$(PORT)    PORT=8000 HOST=127.0.0.1 DATA=.data TESTING=1'
	@echo 'make demo     fill the running server with a small production    URL=http://localhost:8000'
	@echo 'make test     the checks, then all tests'
	@echo 'make check    ruff, mypy, import-linter, cfn-lint'
	@echo 'make index    write chalicelib/index.py and docs/endpoints.md from the declared routes'
	@echo 'make costs    write docs/costs.md from the measured figures; how to measure anew stands there'
	@echo 'make bench    time the running server; it must hold only the administrator    URL= VS= SHOTS=500'
	@echo 'make fuzz     send the running server what nobody would, and judge its answers; it may hold no work    URL= EACH=30'
	@echo 'make e2e            a day of work at an Inari, end to end    URL=http://… STACK= ENDPOINT=, or at a local server of its own'
	@echo 'make e2e-stack      the same at the stack that `make deploy-local` makes'
	@echo 'make package        build what is deployed into build/, to look at it; fails above 60 MB    STAGE=prod'
	@echo 'make deploy-local   build the real package and deploy it to an emulator of AWS    STACK_PORT=4600 STACK_DATA=.stack'
	@echo 'make destroy-local  stop that emulator; its data stay'
	@echo 'make deploy STAGE=prod         deploy to AWS, or bring it up to date    PARAMETERS="AlarmEmail=you@example.com"'
	@echo 'make administrator STAGE=prod  make the first administrator    EMAIL=you@example.com'
	@echo 'make destroy STAGE=prod        remove the stack from AWS; tables and buckets stay    CONFIRM=inari-prod'
	@echo 'make clean    remove the environment and caches; the data in $(DATA) stay'

run: bootstrap
	@exec $(VENV)/python -m infra.local

demo: bootstrap
	@$(VENV)/python -m infra.local.demo

test: check
	$(VENV)/python -m pytest -n 2 --dist worksteal

check: bootstrap
	$(VENV)/ruff check --quiet $(CODE)
	$(VENV)/ruff format --check --quiet $(CODE)
	$(VENV)/mypy --no-error-summary $(TYPED)
	$(VENV)/lint-imports --no-logo
	$(VENV)/cfn-lint infra/template.yaml
	@STAGE=local $(VENV)/python -m infra.deploy package
	$(VENV)/cfn-lint build/template.json

index: bootstrap
	$(INARI) $(VENV)/python -m infra.index
	$(INARI) $(VENV)/python -m infra.endpoints

costs: bootstrap
	$(VENV)/python -m infra.costs

bench: bootstrap
	@test -f ../shared/bench/bench.py || { echo 'The bench is ../shared/bench/bench.py, and it is not there.'; exit 1; }
	$(VENV)/python ../shared/bench/bench.py --url $(URL) --shots $(SHOTS) $(if $(VS),--vs $(VS))

fuzz: bootstrap
	$(VENV)/python -m infra.fuzz

package deploy deploy-local destroy destroy-local administrator: bootstrap
	@exec $(VENV)/python -m infra.deploy $(patsubst deploy-local,local,$@)

# Without URL= it starts a local server. STACK= names the stack behind URL, ENDPOINT= the emulator that it is on.
e2e: bootstrap
	E2E_URL=$(if $(filter file,$(origin URL)),,$(URL)) E2E_STACK=$(STACK) E2E_ENDPOINT=$(ENDPOINT) \
	  $(VENV)/python -m pytest tests/stack

e2e-stack: deploy-local
	E2E_URL=$$(cat $${STACK_DATA:-.stack}/url) E2E_STACK=inari-local E2E_ENDPOINT=http://127.0.0.1:$${STACK_PORT:-4600} \
	  $(VENV)/python -m pytest tests/stack

clean:
	rm -rf .venv .venv.lock build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

bootstrap:
	@$(PYTHON) infra/local/bootstrap.py
