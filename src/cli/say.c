// SPDX-License-Identifier: MIT
// Say: messages on standard error, bytes on standard output.
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

static bool as_json;
static int out_errno;

void ct_cli_say_as_json(void) {
  as_json = true;
}

// Bytes of the well-formed UTF-8 character at s, 0 when it is none. Surrogates and
// overlong forms are let through as the library's own text never holds them.
static size_t utf8_length(const unsigned char *s) {
  size_t n = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
  for (size_t i = 1; i < n; i++)
    if ((s[i] & 0xc0) != 0x80) return 0;
  return n;
}

// Runs of bytes that stand for themselves go out at once: a million findings are written so.
static void put_run(FILE *to, const unsigned char *from, const unsigned char *end) {
  if (end > from) fwrite_unlocked(from, 1, (size_t)(end - from), to);
}

void ct_cli_put_text(FILE *to, const char *text) {
  const unsigned char *s = (const unsigned char *)text, *from = s;
  while (*s) {
    size_t n = utf8_length(s);
    // C1 control characters (U+0080..U+009F) steer terminals too.
    bool control = *s < 0x20 || *s == 0x7f || (s[0] == 0xc2 && n == 2 && s[1] < 0xa0);
    if (n && !control) {
      s += n;
      continue;
    }
    put_run(to, from, s);
    fputc('?', to);
    from = s += n ? n : 1;
  }
  put_run(to, from, s);
}

static void put_escape(FILE *to, unsigned char c) {
  if (c == '"' || c == '\\')
    fprintf(to, "\\%c", c);
  else if (c == '\n')
    fputs("\\n", to);
  else if (c == '\t')
    fputs("\\t", to);
  else if (c < 0x80)
    fprintf(to, "\\u%04x", c);
  else
    fputs("\\ufffd", to);
}

void ct_cli_put_json(FILE *to, const char *text) {
  if (!text) {
    fputs("null", to);
    return;
  }
  const unsigned char *s = (const unsigned char *)text, *from = s;
  putc_unlocked('"', to);
  while (*s) {
    // Nearly all of it is that.
    while (*s >= 0x20 && *s < 0x7f && *s != '"' && *s != '\\') s++;
    if (!*s) break;
    size_t n = utf8_length(s);
    if (n && *s >= 0x20 && *s != '"' && *s != '\\' && *s != 0x7f) {
      s += n;
      continue;
    }
    put_run(to, from, s);
    put_escape(to, *s);
    from = s += n ? n : 1;
  }
  put_run(to, from, s);
  putc_unlocked('"', to);
}

static void say(const char *severity, const char *prefix, const char *text) {
  if (as_json) {
    fprintf(stderr, "{\"code\":null,\"severity\":\"%s\",\"file\":null,\"row\":null,\"column\":null,",
            severity);
    fputs("\"value\":null,\"message\":", stderr);
    ct_cli_put_json(stderr, text);
    fputs(",\"suggestion\":null}\n", stderr);
    return;
  }
  fputs(prefix, stderr);
  ct_cli_put_text(stderr, text);
  fputc('\n', stderr);
}

void ct_cli_say_error(const char *fmt, ...) {
  char text[2048];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(text, sizeof text, fmt, ap);
  va_end(ap);
  say("error", "cartouche: ", text);
}

void ct_cli_say_usage(const char *command, const char *fmt, ...) {
  char text[2048];
  va_list ap;
  va_start(ap, fmt);
  vsnprintf(text, sizeof text, fmt, ap);
  va_end(ap);
  ct_cli_say_error("%s; see 'cartouche %s%s--help'", text, command ? command : "", command ? " " : "");
}

void ct_cli_say_assumed(const char *text) {
  if (*text) say("note", "cartouche: assumed: ", text);
}

void ct_cli_out_prepare(void) {
  // Opened for the wrong direction, so that using it is still an error.
  const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};
  for (int fd = 0; fd < 3; fd++)
    if (fcntl(fd, F_GETFD) < 0 && errno == EBADF) (void)open("/dev/null", modes[fd]);
  signal(SIGPIPE, SIG_IGN);
}

bool ct_cli_out_write(const void *data, size_t size) {
  if (fwrite(data, 1, size, stdout) == size) return true;
  if (!out_errno) out_errno = errno;
  return false;
}

bool ct_cli_out_finish(void) {
  errno = 0;
  bool lost = ferror(stdout) != 0;
  if (fflush(stdout) != 0) {
    lost = true;
    if (!out_errno) out_errno = errno;
  }
  if (!lost) return true;
  if (out_errno != EPIPE) ct_cli_say_error("standard output: %s", strerror(out_errno ? out_errno : EIO));
  return false;
}
