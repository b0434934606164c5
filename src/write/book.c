// SPDX-License-Identifier: MIT
// Book: a file in the making, page by page, that appears only when all is well.
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/sink.h"
#include "write/format.h"
#include "write/write.h"

struct ct_book {
  const struct ct_writer *writer;
  const struct ct_write_options *options;
  struct ct_sink sink;
  char *path;   // NULL: a stream
  void *state;  // of a format of many pages
  size_t npages;
};

const char *ct_writer_name(const struct ct_writer *w) {
  return w->name;
}

bool ct_writer_has_pages(const struct ct_writer *w) {
  return w->pages != NULL;
}

static const char *place(const struct ct_book *b) {
  return b->path ? b->path : "output stream";
}

// A failure that left no message came from the sink.
static bool blame_sink(const struct ct_book *b, struct ct_err *err) {
  return ct_fail(err, "%s: cannot write: %s", place(b),
                 b->sink.error ? strerror(b->sink.error) : "unknown failure");
}

static bool open_pages(struct ct_book *b, struct ct_err *err) {
  if (!b->writer->pages) return true;
  b->state = b->writer->pages->open(&b->sink, b->options, err);
  return b->state || blame_sink(b, err);
}

bool ct_book_open(const struct ct_writer *w, const struct ct_write_options *options, const char *path,
                  struct ct_book **out, struct ct_err *err) {
  *out = NULL;
  struct ct_book *b = calloc(1, sizeof *b);
  if (!b) return ct_fail(err, "out of memory");
  *b = (struct ct_book){.writer = w, .options = options};
  ct_sink_open_memory(&b->sink);
  b->path = path ? strdup(path) : NULL;
  bool ok = !path || b->path || ct_fail(err, "out of memory");
  if (ok && path) ok = ct_sink_open_file(&b->sink, path, err);
  if (ok) ok = open_pages(b, err);
  if (ok)
    *out = b;
  else
    ct_book_drop(b);
  return ok;
}

bool ct_book_page(struct ct_book *b, const struct ct_scene *scene, struct ct_draw *draw, struct ct_err *err) {
  if (!b->state && b->npages) return ct_fail(err, "%s: a %s holds one page", place(b), b->writer->name);
  b->npages++;
  bool ok = b->state ? b->writer->pages->page(b->state, scene, draw, err)
                     : b->writer->write(scene, draw, b->options, &b->sink, err);
  return ok || blame_sink(b, err);
}

bool ct_book_close(struct ct_book *b, struct ct_err *err) {
  bool ok = !b->state || b->writer->pages->close(b->state, err);
  return (ok && (!b->path || ct_sink_rest(&b->sink))) || blame_sink(b, err);
}

bool ct_book_commit(struct ct_book *b, struct ct_err *err) {
  return ct_sink_commit(&b->sink, place(b), err);
}

bool ct_book_send(struct ct_book *b, ct_write_fn *fn, void *user, struct ct_err *err) {
  return fn(user, b->sink.data, b->sink.n) || ct_fail(err, "output stream: cannot write");
}

void ct_book_drop(struct ct_book *b) {
  if (!b) return;
  if (b->state) b->writer->pages->drop(b->state);
  ct_sink_drop(&b->sink);
  free(b->path);
  free(b);
}
