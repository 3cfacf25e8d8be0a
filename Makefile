# Moonpost. `make help` lists what there is to do.

.DEFAULT_GOAL := help
.PHONY: help dev test run bench simulation check coverage format crash reloads reminders fuzz hostile reference setup

BIN := .build/debug
RELEASE := .build/release

help: ## This list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

dev: setup ## Build, then run host and simulator together: chat with your flows in the browser
	swift build --product script-worker
	swift build --product moonpost
	@exec $(BIN)/moonpost dev

test: setup ## Run every test
	swift build --build-tests
	@# What hangs is a failure too: a run takes a minute or two.
	@# Hundreds of hosts at once would only wait for each other.
	SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=16 timeout --verbose 1800 swift test --skip-build --skip HostileTests --skip CrashTests.ReloadTests
	@# By themselves, because they judge how long something takes.
	timeout --verbose 600 swift test --skip-build --filter HostileTests
	timeout --verbose 600 swift test --skip-build --filter CrashTests.ReloadTests
	$(BIN)/moonpost check
	$(BIN)/moonpost test
	scripts/setup.sh fuzz && scripts/fuzz.sh --short
	scripts/setup.sh clients && Tests/Clients/run.sh
	@if [ -x Tests/Browser/run.sh ]; then scripts/setup.sh browser && Tests/Browser/run.sh; fi

run: setup ## Build for release, then run the host alone, with config.toml
	swift build -c release --product script-worker
	swift build -c release --product moonpost
	@exec $(RELEASE)/moonpost serve --config config.toml

bench: setup ## Measure: messages a second, latency, memory (release build)
	@scripts/setup.sh bench fuzz
	Benchmarks/run.sh

simulation: setup ## Send a million messages through the governor and check them against the documented limits (release build)
	MOONPOST_SIMULATION=1000000 swift test -c release -Xswiftc -enable-testing --filter GovernorSimulation

check: setup ## Compile and validate the flows and plugins
	swift build --product script-worker
	swift build --product moonpost
	$(BIN)/moonpost check

coverage: setup ## Run the tests and print what they reach of each target
	@scripts/coverage.sh

format: ## Format the Swift sources in place
	@if swift format --version >/dev/null 2>&1; then swift format -i -r Sources Tests; \
	else echo "format: this Swift has no formatter; 6.0 and later do" >&2; exit 1; fi

crash: setup ## Kill the host fifty times under load and count lost and doubled replies
	swift build -c release --product script-worker
	swift build -c release --product moonpost
	MOONPOST_BINARY=$(CURDIR)/$(RELEASE)/moonpost MOONPOST_CRASH_KILLS=50 MOONPOST_CRASH_SECONDS=60 \
		swift test --filter CrashTests

reloads: setup ## Save a flow a thousand times under load; count lost and doubled replies, latency and memory
	swift build -c release --product script-worker
	swift build -c release --product moonpost
	MOONPOST_BINARY=$(CURDIR)/$(RELEASE)/moonpost MOONPOST_RELOADS=1000 swift test --filter CrashTests.ReloadTests

reminders: setup ## Let 10,000 reminders of exec-bot come due in one minute under restarts and kills (release build): each is sent once
	@# A build of its own: tests see into the targets.
	MOONPOST_REMINDERS=$(or $(REMINDERS),10000) swift test -c release -Xswiftc -enable-testing --scratch-path .build/reminders \
		--filter ManyRemindersTests

fuzz: setup ## Fuzz the script-worker, each driver for FUZZ_SECONDS (60); compare its patterns with stock Lua's
	@scripts/setup.sh fuzz
	scripts/fuzz.sh

hostile: setup ## Run the collection of hostile scripts alone
	timeout --verbose 600 swift test --filter HostileTests

reference: setup ## Write docs/lua-reference.md and lua/meta anew from the declarations of the API
	swift build --product moonpost
	$(BIN)/moonpost reference --repository

setup:
	@scripts/setup.sh
