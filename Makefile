# What there is to do with wirespool: `make help`.
PREFIX ?= /usr
DESTDIR ?=
SYSCONFDIR ?= /etc
BINARY ?= .build/release/wirespool
SWIFT ?= swift
# The runtime of Swift is linked in: the binary needs libcurl, libxml2, SQLite, uchardet and zlib of the system, and nothing else.
BUILDFLAGS ?= --static-swift-stdlib

UNITDIR = $(PREFIX)/lib/systemd/system
SYSUSERSDIR = $(PREFIX)/lib/sysusers.d
TMPFILESDIR = $(PREFIX)/lib/tmpfiles.d
SHAREDIR = $(PREFIX)/share/wirespool
MANDIR = $(PREFIX)/share/man
BASHDIR = $(PREFIX)/share/bash-completion/completions
ZSHDIR = $(PREFIX)/share/zsh/site-functions
FISHDIR = $(PREFIX)/share/fish/vendor_completions.d

.PHONY: all build man deb setup demo test bench learn fuzz soak torture install uninstall clean format lint help

all: build man ## the program, .build/release/wirespool, and its man pages (the default)

setup: ## install what building needs, where it is missing
	@deploy/setup

build: setup
	$(SWIFT) build -c release --product wirespool $(BUILDFLAGS)

man: build ## the man pages, .build/man
	$(SWIFT) build -c release --product generate-manual $(BUILDFLAGS)
	rm -rf .build/man .build/man-generated
	mkdir -p .build/man-generated
	.build/release/generate-manual --multi-page --output-directory .build/man-generated $(abspath $(BINARY))
	deploy/man/make .build/man-generated .build/man

deb: build man ## a Debian package, in .build/deb; REVISION=1
	@deploy/deb/make $(BINARY)

demo: build ## a small publisher and the whole daemon in a temporary directory
	$(BINARY) demo

test: ## every check and every test
	@deploy/setup test
	@deploy/test

soak: build ## the daemon for HOURS (2) against SOURCES (2000) that change: does anything of it grow?
	python3 Benchmarks/soak/soak.py --binary $(BINARY) --hours $(or $(HOURS),2) --sources $(or $(SOURCES),2000)

torture: setup ## the daemon killed ROUNDS (1000) times, disk filled, clock set, consumers at work: is every story there once? SEED
	@test -x $(BINARY) || $(SWIFT) build
	python3 Benchmarks/soak/torture.py --rounds $(or $(ROUNDS),1000) $(if $(SEED),--seed $(SEED)) \
		--binary "$$(test -x $(BINARY) && echo $(BINARY) || echo .build/debug/wirespool)"

fuzz: setup ## readers of documents against inputs made to break them: SECONDS (60) for each of TARGETS (all)
	Tests/Fuzzing/run $(or $(SECONDS),60) $(TARGETS)

bench: ## how fast it is, beside others: PART=feeds and such, or all; FEEDS=DIRECTORY of real feeds, PAGES=DIRECTORY of real articles
	@FEEDS='$(FEEDS)' PAGES='$(PAGES)' BUILDFLAGS='$(BUILDFLAGS)' Benchmarks/run $(PART)

learn: ## which blocks of a page are its article's text, from PAGES=DIRECTORY of real articles: writes the trees the program judges by
	swift build -c release --product block-features
	Benchmarks/blocks/train

install: ## into $(DESTDIR)$(PREFIX), after `make`; a configuration that is there stays
	@test -x $(BINARY) || { echo "no $(BINARY): run make first" >&2; exit 1; }
	install -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/wirespool
	install -d -m 0755 $(DESTDIR)$(UNITDIR)
	sed 's|/usr/bin/wirespool|$(PREFIX)/bin/wirespool|' systemd/wirespool.service > $(DESTDIR)$(UNITDIR)/wirespool.service
	chmod 0644 $(DESTDIR)$(UNITDIR)/wirespool.service
	install -m 0644 systemd/wirespool.socket $(DESTDIR)$(UNITDIR)/wirespool.socket
	install -D -m 0644 systemd/wirespool.sysusers $(DESTDIR)$(SYSUSERSDIR)/wirespool.conf
	install -D -m 0644 systemd/wirespool.tmpfiles $(DESTDIR)$(TMPFILESDIR)/wirespool.conf
	install -D -m 0644 systemd/wirespool.notify-reload.conf $(DESTDIR)$(SHAREDIR)/notify-reload.conf
	install -d -m 0755 $(DESTDIR)$(BASHDIR) $(DESTDIR)$(ZSHDIR) $(DESTDIR)$(FISHDIR)
	$(BINARY) --generate-completion-script bash | sed '1{/^.!/d;}' > $(DESTDIR)$(BASHDIR)/wirespool
	$(BINARY) --generate-completion-script zsh > $(DESTDIR)$(ZSHDIR)/_wirespool
	$(BINARY) --generate-completion-script fish > $(DESTDIR)$(FISHDIR)/wirespool.fish
	chmod 0644 $(DESTDIR)$(BASHDIR)/wirespool $(DESTDIR)$(ZSHDIR)/_wirespool $(DESTDIR)$(FISHDIR)/wirespool.fish
	if test -d .build/man; then for page in .build/man/*.[15]; do \
		install -D -m 0644 $$page $(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/} || exit 1; done; fi
	install -d -m 0755 $(DESTDIR)$(SYSCONFDIR)/wirespool/sources.d
	install -d -m 0755 $(DESTDIR)$(SHAREDIR)/sources.d
	install -m 0644 config/sources.d/*.yaml $(DESTDIR)$(SHAREDIR)/sources.d
	install -m 0644 Sources/NewsModel/NewsModel.docc/article-1.schema.json $(DESTDIR)$(SHAREDIR)/article-1.schema.json
	install -d -m 0755 $(DESTDIR)$(SYSCONFDIR)/wirespool/rules.d $(DESTDIR)$(SHAREDIR)/rules.d
	install -m 0644 config/rules.d/*.yaml $(DESTDIR)$(SHAREDIR)/rules.d
	install -m 0644 config/wirespool.schema.json $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.schema.json
	test -e $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.yaml || install -m 0644 config/wirespool.yaml $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.yaml
	@test -n "$(DESTDIR)" || echo "sources to begin with: $(SHAREDIR)/sources.d (copy what you want into $(SYSCONFDIR)/wirespool/sources.d)"
	@test -n "$(DESTDIR)" || echo "next: systemd-sysusers && systemd-tmpfiles --create && systemctl daemon-reload && systemctl enable --now wirespool"

uninstall: ## the program and its unit; configuration, ledger and spool stay
	rm -f $(DESTDIR)$(PREFIX)/bin/wirespool $(DESTDIR)$(UNITDIR)/wirespool.service $(DESTDIR)$(UNITDIR)/wirespool.socket $(DESTDIR)$(SYSUSERSDIR)/wirespool.conf
	rm -f $(DESTDIR)$(TMPFILESDIR)/wirespool.conf $(DESTDIR)$(SHAREDIR)/notify-reload.conf $(DESTDIR)$(SHAREDIR)/article-1.schema.json
	rm -f $(DESTDIR)$(BASHDIR)/wirespool $(DESTDIR)$(ZSHDIR)/_wirespool $(DESTDIR)$(FISHDIR)/wirespool.fish
	rm -f $(DESTDIR)$(MANDIR)/man1/wirespool.1 $(DESTDIR)$(MANDIR)/man1/wirespool-*.1
	rm -f $(DESTDIR)$(MANDIR)/man5/wirespool.yaml.5 $(DESTDIR)$(MANDIR)/man5/wirespool-*.5
	rm -f $(patsubst config/%,$(DESTDIR)$(SHAREDIR)/%,$(wildcard config/sources.d/*.yaml config/rules.d/*.yaml)) $(DESTDIR)$(SYSCONFDIR)/wirespool/wirespool.schema.json
	-rmdir $(DESTDIR)$(SHAREDIR)/sources.d $(DESTDIR)$(SHAREDIR)/rules.d $(DESTDIR)$(SHAREDIR)

clean: ## remove what was built
	rm -rf .build

format: ## put every source file into the house's form
	$(SWIFT) format --in-place --configuration .swift-format --recursive --parallel Sources Tests Benchmarks Package.swift

lint: ## say where a source file is not in it
	$(SWIFT) format lint --strict --configuration .swift-format --recursive --parallel Sources Tests Benchmarks Package.swift

help: ## this list
	@sed -n 's/^\([a-z]*\):.* ## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 12
