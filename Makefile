# What there is to do with wirespool: `make help`.
PREFIX ?= /usr
DESTDIR ?=
SYSCONFDIR ?= /etc
BINARY ?= .build/release/wirespool
SWIFT ?= swift
# The runtime of Swift is linked in: the binary needs libcurl, libxml2, SQLite and zlib of the system, and nothing else.
BUILDFLAGS ?= --static-swift-stdlib

UNITDIR = $(PREFIX)/lib/systemd/system
SYSUSERSDIR = $(PREFIX)/lib/sysusers.d
TMPFILESDIR = $(PREFIX)/lib/tmpfiles.d
SHAREDIR = $(PREFIX)/share/wirespool

.PHONY: all build setup demo test bench soak install uninstall clean format lint help

all: build ## the program, .build/release/wirespool (the default)

setup: ## install what building needs, where it is missing
	@deploy/setup

build: setup
	$(SWIFT) build -c release --product wirespool $(BUILDFLAGS)

demo: build ## a small publisher and the whole daemon in a temporary directory
	$(BINARY) demo

test: ## every check and every test
	@deploy/setup test
	@deploy/test

soak: build ## the daemon for HOURS (2) against SOURCES (2000) that change: does anything of it grow?
	python3 Benchmarks/soak/soak.py --binary $(BINARY) --hours $(or $(HOURS),2) --sources $(or $(SOURCES),2000)

bench: ## how fast it is, beside others: PART=feeds and such, or all; FEEDS=DIRECTORY of real feeds
	@FEEDS='$(FEEDS)' BUILDFLAGS='$(BUILDFLAGS)' Benchmarks/run $(PART)

install: ## into $(DESTDIR)$(PREFIX), after `make`; a configuration that is there stays
	@test -x $(BINARY) || { echo "no $(BINARY): run make first" >&2; exit 1; }
	install -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/wirespool
	install -d -m 0755 $(DESTDIR)$(UNITDIR)
	sed 's|/usr/bin/wirespool|$(PREFIX)/bin/wirespool|' systemd/wirespool.service > $(DESTDIR)$(UNITDIR)/wirespool.service
	chmod 0644 $(DESTDIR)$(UNITDIR)/wirespool.service
	install -D -m 0644 systemd/wirespool.sysusers $(DESTDIR)$(SYSUSERSDIR)/wirespool.conf
	install -D -m 0644 systemd/wirespool.tmpfiles $(DESTDIR)$(TMPFILESDIR)/wirespool.conf
	install -D -m 0644 systemd/wirespool.notify-reload.conf $(DESTDIR)$(SHAREDIR)/notify-reload.conf
	install -d -m 0755 $(DESTDIR)$(SYSCONFDIR)/wirespool/sources.d
	install -d -m 0755 $(DESTDIR)$(SHAREDIR)/sources.d
	install -m 0644 config/sources.d/*.yaml $(DESTDIR)$(SHAREDIR)/sources.d
	install -m 0644 config/wirespool.schema.json $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.schema.json
	test -e $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.yaml || install -m 0644 config/wirespool.yaml $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.yaml
	@test -n "$(DESTDIR)" || echo "sources to begin with: $(SHAREDIR)/sources.d (copy what you want into $(SYSCONFDIR)/wirespool/sources.d)"
	@test -n "$(DESTDIR)" || echo "next: systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload && systemctl enable --now wirespool"

uninstall: ## the program and its unit; configuration, ledger and spool stay
	rm -f $(DESTDIR)$(PREFIX)/bin/wirespool $(DESTDIR)$(UNITDIR)/wirespool.service $(DESTDIR)$(SYSUSERSDIR)/wirespool.conf
	rm -f $(DESTDIR)$(TMPFILESDIR)/wirespool.conf $(DESTDIR)$(SHAREDIR)/notify-reload.conf
	rm -f $(patsubst config/%,$(DESTDIR)$(SHAREDIR)/%,$(wildcard config/sources.d/*.yaml)) $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.schema.json
	-rmdir $(DESTDIR)$(SHAREDIR)/sources.d $(DESTDIR)$(SHAREDIR)

clean: ## remove what was built
	rm -rf .build

format: ## put every source file into the house's form
	$(SWIFT) format --in-place --configuration .swift-format --recursive --parallel Sources Tests Benchmarks Package.swift

lint: ## say where a source file is not in it
	$(SWIFT) format lint --strict --configuration .swift-format --recursive --parallel Sources Tests Benchmarks Package.swift

help: ## this list
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12
