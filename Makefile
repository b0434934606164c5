# SPDX-License-Identifier: MIT
# Cartouche. `make deps demo` and `make deps check` set everything up; see README.md.
B ?= build
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
PKGS = gdal cairo pangocairo pangoft2 fontconfig proj sqlite3 libfyaml librsvg-2.0 spng libdeflate
CPPFLAGS += -D_GNU_SOURCE -Isrc -Iinclude
OPT ?= -O2 -g
CFLAGS += -std=c17 $(OPT) -fPIC -fvisibility=hidden -ffp-contract=off -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wvla
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null | sed 's/-I/-isystem /g')
PKG_LIBS := $(shell pkg-config --libs $(PKGS) 2>/dev/null)
LDLIBS += $(PKG_LIBS) -lm -lpthread

LIB_SRC := $(filter-out src/cli/%,$(sort $(wildcard src/*.c src/*/*.c)))
CLI_SRC := $(sort $(wildcard src/cli/*.c))
LIB_OBJ := $(LIB_SRC:%.c=$(B)/obj/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/obj/%.o)

all: $(B)/cartouche $(B)/libcartouche.a $(B)/libcartouche.so

$(B)/obj/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) -MMD -MP -c $< -o $@

$(B)/libcartouche.a: $(LIB_OBJ)
	@rm -f $@
	ar rcsD $@ $^

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
.PHONY: all
