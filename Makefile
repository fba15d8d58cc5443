# SPDX-License-Identifier: Apache-2.0
# `make` lists the targets; `make demo` and `make test` are all that a new machine needs.

PREFIX ?= /usr/local
SWIFT ?= swift
# A test run that hangs is ended after so many seconds, and has failed.
TEST_LIMIT ?= 2700
# Most tests drive a browser: more side by side than processors only makes all of them slow.
TEST_WIDTH ?= $(shell nproc)
RELEASE = .build/release/understudy

.DEFAULT_GOAL := help
.PHONY: help deps build release demo test ui-test pictures bench bench-locators soak check format install clean

help: ## List the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r t d; do printf '  make %-15s %s\n' "$$t" "$$d"; done

deps: ## Install the Debian packages that are missing (quick when none is)
	@.ci/deps

build: deps ## Build for debugging
	$(SWIFT) build

release: deps ## Build for use
	$(SWIFT) build -c release --product understudy

demo: build ## Teach, review, approve and replay on a small web shop; ends by itself
	.build/debug/understudy demo

test: deps ## Run all tests, on a real Chromium
	.ci/playwright
	$(SWIFT) build --build-tests
	@SWIFT="$(SWIFT)" TEST_LIMIT=$(TEST_LIMIT) TEST_WIDTH=$(TEST_WIDTH) .ci/test

.PHONY: marker
marker: deps ## Show a marker for a minute and look for it in files, logs and memory; as root
	$(SWIFT) build --build-tests
	UNDERSTUDY_MARKER_TICKS=13 timeout --foreground --kill-after=10 600 $(SWIFT) test --skip-build --filter ObserverMarkerTests

ui-test: build ## Use the dashboard in a real browser; UNDERSTUDY_SCREENSHOTS=DIR keeps pictures of its pages
	.ci/playwright
	timeout --foreground --kill-after=10 1200 .build/playwright/bin/python .ci/ui-test

pictures: build ## Take the documents' pictures of the dashboard anew
	.ci/playwright
	cd Tests/ui && UNDERSTUDY_SCREENSHOTS=../../.build/pictures timeout --foreground --kill-after=10 300 ../../.build/playwright/bin/python -m unittest test_whole_way test_pointing
	cp .build/pictures/documents/*.jpg Docs/pictures/

bench: release ## Measure the flow (30 rounds beside Playwright) and the live view; figures go to Docs/benchmarks.md
	.ci/playwright
	$(RELEASE) bench --python .build/playwright/bin/python --out Docs/benchmarks.md
	$(RELEASE) bench live-view --out Docs/benchmarks.md

soak: build ## Replay the demo's longer task 50 times in a row; figures go to Docs/soak.md
	.build/debug/understudy soak --out Docs/soak.md

.PHONY: bench-live-view
bench-live-view: release ## Measure the live view against a bare client of the browser's protocol
	$(RELEASE) bench live-view --out Docs/benchmarks.md

.PHONY: bench-observer
bench-observer: release ## Measure the reading of screens against the program tesseract
	$(RELEASE) bench observer --out Docs/benchmarks.md

bench-locators: release ## Measure the locators on saved pages: make bench-locators PAGES=DIR
	@test -n "$(PAGES)" || { echo 'Name a folder of saved pages: make bench-locators PAGES=DIR (see Docs/locators.md).'; exit 2; }
	$(RELEASE) bench locators --pages $(PAGES) --out Docs/benchmarks.md

check: ## Check formatting, the walls between targets, and the documents
	.ci/check-layers
	.ci/check-docs
	$(SWIFT) format lint --strict --recursive Sources Tests Package.swift

format: ## Format the sources
	$(SWIFT) format --in-place --recursive Sources Tests Package.swift

install: release ## Put the program under PREFIX (default /usr/local)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/understudy
	install -m 755 $(RELEASE) $(DESTDIR)$(PREFIX)/bin/understudy
	cp -R Skills Recordings Docs LICENSE README.md $(DESTDIR)$(PREFIX)/share/understudy/
	@if [ "$$(id -u)" = 0 ] && [ -z "$(DESTDIR)" ]; then id understudy >/dev/null 2>&1 || useradd --system --shell /usr/sbin/nologin understudy; fi

clean: ## Remove what was built
	rm -rf .build
