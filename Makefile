# SPDX-License-Identifier: MIT
# Cartouche's build. `make deps demo` and `make deps check` set everything up; `make help` lists the rest.

# What you may set: where objects go, where things are installed, how to compile.
B ?= build
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
OPT ?= -O2 -g
# Added to every compile and link; `make asan` and `make fuzz` set it.
SANITIZE ?=
CFLAGS ?=
CPPFLAGS ?=
LDFLAGS ?=

# V=1 shows whole commands.
V ?= 0
ifeq ($(V),0)
say = @echo "$(1)";
else
say =
endif

SOVERSION = 0
VERSION := $(shell sed -n 's/.*CT_VERSION "\(.*\)".*/\1/p' include/cartouche.h)
PKGS = gdal cairo pangocairo pangoft2 fontconfig proj sqlite3 libcrypto libfyaml librsvg-2.0 spng libdeflate libjpeg libwebp libwebpmux icu-i18n icu-uc

# One job a core unless told otherwise.
ifeq ($(MAKELEVEL)$(filter -j% --jobserver%,$(MAKEFLAGS)),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
MAKEFLAGS += --no-print-directory

# Asked for once, when first needed: `make deps all` installs pkg-config before that.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g'))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PKGS)))$(PKG_LIBS)
WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla
# Tests are linked by the hundred: gold, where there is one, takes two thirds of the time.
TEST_LDFLAGS = $(eval TEST_LDFLAGS := $(if $(shell command -v ld.gold),-fuse-ld=gold -Wl$(comma)--allow-shlib-undefined))$(TEST_LDFLAGS)
comma := ,
BASE_CPPFLAGS = -D_GNU_SOURCE -Isrc -Iinclude
# No fused multiply-add: the same numbers on every machine.
BASE_CFLAGS = -std=c17 $(OPT) -fPIC -fvisibility=hidden -ffp-contract=off $(WARN) $(SANITIZE)
COMPILE = $(CC) $(BASE_CPPFLAGS) $(CPPFLAGS) $(BASE_CFLAGS) $(CFLAGS) $(PKG_CFLAGS)
LIBS = $(PKG_LIBS) -lm -lpthread

LIB_SRC := $(filter-out src/cli/%,$(sort $(wildcard src/*/*.c src/hall/*/*.c)))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/obj/%.o)
UNIT_SRC := $(sort $(wildcard tests/unit/test_*.c))
UNIT := $(UNIT_SRC:tests/unit/%.c=$(B)/tests/%)
# Runners of the MapLibre specification's own cases: build/tests/spec-* DIR.
SPEC := $(patsubst tests/spec/%.c,$(B)/tests/%,$(sort $(wildcard tests/spec/spec-*.c)))
HELPER_SRC := $(filter-out $(UNIT_SRC),$(sort $(wildcard tests/unit/*.c)))
HELPER_OBJ := $(HELPER_SRC:%.c=$(B)/obj/%.o)
FUZZ_SRC := $(sort $(wildcard tests/fuzz/fuzz_*.c))
MAPS := $(sort $(wildcard maps/*.yaml))
# Of many pages each.
ATLASES := $(sort $(wildcard maps/atlas/*.yaml))

all: $(B)/cartouche $(B)/libcartouche.a $(B)/libcartouche.so $(B)/cartouche.1 $(B)/cartouche.bash

# ---- Building

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(call say,compile $<)$(COMPILE) -MMD -MP -c $< -o $@

# Where the shared files are when neither the installed tree nor the source tree is found.
$(B)/obj/src/cli/%.o: BASE_CPPFLAGS = -D_GNU_SOURCE -Iinclude -Isrc/cli -DCT_SHARE_DIR='"$(PREFIX)/share/cartouche"'

$(B)/libcartouche.a: $(LIB_OBJ)
	@rm -f $@
	$(call say,archive $@)ar rcsD $@ $(LIB_OBJ)

$(B)/libcartouche.so.$(SOVERSION): $(LIB_OBJ)
	$(call say,link $@)$(CC) $(SANITIZE) $(LDFLAGS) -shared $(if $(SANITIZE),,-Wl,-z,defs) -Wl,-soname,libcartouche.so.$(SOVERSION) \
	  -Wl,--version-script=tools/cartouche.map -o $@ $(LIB_OBJ) $(LIBS)

$(B)/libcartouche.so: $(B)/libcartouche.so.$(SOVERSION)
	ln -sf libcartouche.so.$(SOVERSION) $@

# The command links the archive, so that build/cartouche runs from anywhere.
$(B)/cartouche: $(CLI_OBJ) $(B)/libcartouche.a
	$(call say,link $@)$(CC) $(SANITIZE) $(LDFLAGS) -o $@ $(CLI_OBJ) $(B)/libcartouche.a $(LIBS)

$(B)/cartouche.1: $(B)/cartouche
	@$(B)/cartouche help --man >$@.new && mv $@.new $@

$(B)/cartouche.bash: $(B)/cartouche
	@$(B)/cartouche help --bash >$@.new && mv $@.new $@

$(B)/tests/%: tests/unit/%.c $(HELPER_OBJ) $(B)/libcartouche.a
	@mkdir -p $(@D)
	$(call say,link $@)$(COMPILE) -Itests/unit -MMD -MP $< $(HELPER_OBJ) -o $@ $(LDFLAGS) $(TEST_LDFLAGS) $(B)/libcartouche.a -lcmocka $(LIBS)

$(B)/tests/%: tests/spec/%.c $(B)/libcartouche.a
	@mkdir -p $(@D)
	$(call say,link $@)$(COMPILE) -MMD -MP $< -o $@ $(LDFLAGS) $(TEST_LDFLAGS) $(B)/libcartouche.a $(LIBS)

objects: $(LIB_OBJ)
unit: $(UNIT) $(SPEC)

# ---- Setting up, trying out

deps:
	@tools/deps.sh

demo: $(MAPS:maps/%.yaml=$(B)/maps/%.pdf) $(ATLASES:maps/atlas/%.yaml=$(B)/maps/%-atlas.pdf) $(B)/maps/edition.pdf
	@echo
	@echo "The maps are in $(abspath $(B)/maps):"
	@ls $(B)/maps/*.pdf $(B)/maps/*.png | sed 's/^/  /'

$(B)/maps/%-atlas.pdf: maps/atlas/%.yaml $(B)/cartouche FORCE
	@mkdir -p $(@D)
	$(B)/cartouche render $< -o $@

$(B)/maps/edition.pdf: maps/edition/map.yaml $(B)/cartouche FORCE
	@mkdir -p $(@D)
	$(B)/cartouche render $< -o $@ -o $(@:.pdf=.png)

$(B)/maps/%.pdf: maps/%.yaml $(B)/cartouche FORCE
	@mkdir -p $(@D)
	$(B)/cartouche render $< -o $@ -o $(@:.pdf=.png)

# ---- Testing

ASAN = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
ASAN_MAKE = $(MAKE) B=$(B)/asan OPT="-O1 -g1" SANITIZE="$(ASAN)"

check: all unit asan
	@B=$(B) python3 tests/run.py

asan:
	+@$(ASAN_MAKE) $(B)/asan/cartouche unit

# One stage: make check-label runs the tests whose names hold "label".
check-%: all unit
	@B=$(B) python3 tests/run.py --only $*

golden: all
	@B=$(B) python3 tests/run.py --only golden

valgrind: all
	@B=$(B) tests/valgrind.sh

fuzz:
	@$(MAKE) B=$(B)/fuzz CC=clang OPT="-O1 -g1" SANITIZE="$(ASAN) -fsanitize=fuzzer-no-link" fuzz-programs
	@B=$(B)/fuzz tests/fuzz/run.sh

fuzz-programs: $(FUZZ_SRC:tests/fuzz/%.c=$(B)/%)

$(B)/fuzz_%: tests/fuzz/fuzz_%.c $(B)/libcartouche.a
	$(call say,link $@)$(COMPILE) -fsanitize=fuzzer $< -o $@ $(B)/libcartouche.a $(LIBS)

bench: $(B)/cartouche $(B)/bench_eval
	@$(B)/bench_eval
	@B=$(B) python3 tests/bench/bench.py

bench-check: $(B)/cartouche
	@B=$(B) python3 tests/bench/bench_check.py

bench-catalog: $(B)/cartouche
	@B=$(B) python3 tests/bench/bench_catalog.py

bench-labels: $(B)/cartouche
	@B=$(B) python3 tests/bench/bench_labels.py

bench-outputs: $(B)/cartouche
	@B=$(B) python3 tests/bench/bench_outputs.py

$(B)/bench_%: tests/bench/bench_%.c $(B)/libcartouche.a
	$(call say,link $@)$(COMPILE) $< -o $@ $(LDFLAGS) $(B)/libcartouche.a $(LIBS)

bench-batch: $(B)/cartouche
	@B=$(B) python3 tests/bench/bench_batch.py

lint:
	@B=$(B) tools/lint.sh

format:
	clang-format -i $(sort $(wildcard src/*/*.[ch] src/hall/*/*.[ch] include/*.h tests/*/*.[ch]))

# ---- Installing

D = $(DESTDIR)$(PREFIX)
install: all
	install -d $(D)/bin $(D)/lib/pkgconfig $(D)/include $(D)/share/cartouche $(D)/share/man/man1 \
	  $(D)/share/bash-completion/completions
	install -m 755 $(B)/cartouche $(D)/bin/cartouche
	install -m 644 $(B)/libcartouche.a $(D)/lib/libcartouche.a
	install -m 755 $(B)/libcartouche.so.$(SOVERSION) $(D)/lib/libcartouche.so.$(SOVERSION)
	ln -sf libcartouche.so.$(SOVERSION) $(D)/lib/libcartouche.so
	install -m 644 include/cartouche.h $(D)/include/cartouche.h
	sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@VERSION@|$(VERSION)|' -e 's|@PKGS@|$(PKGS)|' cartouche.pc.in \
	  >$(D)/lib/pkgconfig/cartouche.pc
	install -m 644 $(B)/cartouche.1 $(D)/share/man/man1/cartouche.1
	install -m 644 $(B)/cartouche.bash $(D)/share/bash-completion/completions/cartouche
	cp -R layers styles $(D)/share/cartouche/

uninstall:
	rm -rf $(D)/bin/cartouche $(D)/lib/libcartouche.a $(D)/lib/libcartouche.so $(D)/lib/libcartouche.so.$(SOVERSION) \
	  $(D)/include/cartouche.h $(D)/lib/pkgconfig/cartouche.pc $(D)/share/man/man1/cartouche.1 \
	  $(D)/share/bash-completion/completions/cartouche $(D)/share/cartouche

clean:
	rm -rf $(B)

help:
	@echo "make            build $(B)/cartouche, libcartouche.a, libcartouche.so"
	@echo "make deps       install what building, testing and linting need (apt), if missing"
	@echo "make demo       render maps/*.yaml to $(B)/maps"
	@echo "make check      all tests, also with the address and undefined-behaviour sanitizers"
	@echo "make check-X    the tests whose names hold X, without sanitizers"
	@echo "make lint       layout, include rules, file sizes, codes, generated themes, cppcheck, clang-tidy"
	@echo "make format     lay the sources out with clang-format"
	@echo "make valgrind   a small render under memcheck"
	@echo "make fuzz       fuzz the parsers (FUZZ_SECONDS each, default 20)"
	@echo "make bench      time and memory against MapServer, Mapnik, QGIS and GMT when installed"
	@echo "make bench-check  time and memory of checking a million rows"
	@echo "make bench-catalog  time and memory of importing a million rows into a catalogue"
	@echo "make bench-labels  labels placed, overlaps and seconds against Mapnik, MapServer, QGIS and MapLibre"
	@echo "make bench-outputs  sizes and times of PNG, PDF and SVG beside MapServer, Mapnik, QGIS and GMT"
	@echo "make bench-batch    200 maps by two workers, a run without changes, a night's changes"
	@echo "make install    with PREFIX (/usr/local) and DESTDIR"
	@echo "make clean      remove $(B)"

# `make deps check`: nothing is compiled before deps is done.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
$(LIB_OBJ) $(CLI_OBJ) $(HELPER_OBJ) $(UNIT) $(SPEC) asan: | deps
endif

FORCE:
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(HELPER_OBJ:.o=.d) $(UNIT:=.d) $(SPEC:=.d)
.PHONY: all objects unit deps demo check asan golden valgrind fuzz fuzz-programs bench bench-check bench-catalog bench-labels bench-outputs bench-batch lint format install uninstall clean help FORCE
.SECONDARY:
