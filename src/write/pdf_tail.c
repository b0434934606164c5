// SPDX-License-Identifier: MIT
// PDF tail: the end of a PDF from Cairo put right, with metadata (XMP) and a file identifier added.
#include "write/pdf_tail.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/sink.h"
#include "base/str.h"
#include "base/vec.h"

// Cairo 1.16 lists objects in the cross-reference table that it never writes: one for each link, at a place where
// another object is (ISO 32000-1, 7.5.4 wants such entries to be free). MuPDF takes the file for damaged then.

// Bytes kept back: the catalogue, which is small, comes just before the table. And as many as tell what follows
// the end of an object.
enum { KEPT = 8192, AHEAD = 32, HEADER_LINES = 2 };

struct object {
  size_t number, offset;
};

struct ct_pdf_tail {
  struct ct_sink *sink;
  struct ct_arena arena;
  size_t base;     // offset in the file of v[0]
  size_t scanned;  // bytes of v that have been looked through
  ct_vec(unsigned char) v;
  ct_vec(struct object) objects;
  size_t xref;  // offset of the table; 0: not come to yet
  int lines;    // of the header
  uint64_t hash[2];
};

struct ct_pdf_tail *ct_pdf_tail_new(struct ct_sink *sink) {
  struct ct_pdf_tail *t = calloc(1, sizeof *t);
  if (t) t->sink = sink;
  return t;
}

void ct_pdf_tail_free(struct ct_pdf_tail *t) {
  if (!t) return;
  ct_arena_release(&t->arena);
  free(t);
}

// ---- Looking for objects

// What begins at v[i]: an object, the table, or something else.
static void look(struct ct_pdf_tail *t, size_t i) {
  const unsigned char *p = t->v.v + i;
  size_t left = t->v.n - i, k = 0, number = 0;
  if (left >= 7 && memcmp(p, "xref\n0 ", 7) == 0) t->xref = t->base + i;
  while (k < left && k < 9 && p[k] >= '0' && p[k] <= '9') number = number * 10 + (size_t)(p[k++] - '0');
  if (!k || left - k < 6 || memcmp(p + k, " 0 obj", 6) != 0) return;
  ct_vec_push(&t->arena, &t->objects, ((struct object){number, t->base + i}));
}

// Objects follow the header's two lines, or each other.
static void scan(struct ct_pdf_tail *t, bool last) {
  static const char end[] = "endobj\n";
  const size_t n = sizeof end - 1, ahead = last ? 0 : AHEAD;
  while (!t->xref && t->scanned + n + ahead <= t->v.n) {
    const unsigned char *from = t->v.v + t->scanned;
    const unsigned char *feed = memchr(from, '\n', t->v.n - ahead - t->scanned);
    if (!feed) {
      t->scanned = t->v.n - ahead;
      return;
    }
    size_t at = (size_t)(feed - t->v.v) + 1;
    bool header = t->lines < HEADER_LINES && ++t->lines == HEADER_LINES;
    if (header || (at >= n && memcmp(t->v.v + at - n, end, n) == 0)) look(t, at);
    t->scanned = at;
  }
}

static bool pass_on(struct ct_pdf_tail *t, size_t n) {
  bool ok = ct_sink_put(t->sink, t->v.v, n);
  memmove(t->v.v, t->v.v + n, t->v.n - n);
  t->v.n -= n;
  t->base += n;
  t->scanned -= n;
  return ok;
}

static bool put(struct ct_pdf_tail *t, const unsigned char *data, size_t n) {
  ct_vec_reserve(&t->arena, &t->v, n);
  memcpy(t->v.v + t->v.n, data, n);
  t->v.n += n;
  t->hash[0] = ct_hash(data, n, t->hash[0]);
  t->hash[1] = ct_hash(data, n, t->hash[1] ^ 0x9e3779b97f4a7c15U);
  scan(t, false);
  // Moving bytes for each few of them would take long.
  if (t->xref || t->v.n < 16 * KEPT || t->scanned < KEPT) return true;
  return pass_on(t, t->scanned - KEPT);
}

bool ct_pdf_tail_put(struct ct_pdf_tail *t, const unsigned char *data, size_t n) {
  jmp_buf oom;
  t->arena.oom = &oom;
  return n == 0 || (setjmp(oom) == 0 && put(t, data, n));
}

// ---- The end

struct ending {
  struct ct_pdf_tail *t;
  size_t size, root, info;  // as the trailer has them
  size_t *offset;           // size: where each object is, 0: nowhere
  size_t catalog;           // offset of the catalogue
  struct ct_str out;        // from the catalogue on
};

// Reads a text that has a number for every '#' of the shape, and any blanks or none for a blank; false: it has not.
static bool read_as(const char *text, const char *shape, size_t *numbers) {
  for (; *shape; shape++) {
    if (*shape == ' ') {
      text += strspn(text, " \r\n");
    } else if (*shape == '#') {
      char *end;
      if (*text < '0' || *text > '9') return false;
      *numbers++ = strtoull(text, &end, 10);
      text = end;
    } else if (*text++ != *shape) {
      return false;
    }
  }
  return true;
}

static bool read_trailer(struct ending *e) {
  struct ct_pdf_tail *t = e->t;
  ct_vec_push(&t->arena, &t->v, '\0');
  const char *text = (const char *)t->v.v + (t->xref - t->base);
  t->v.n--;
  size_t count, told[3];
  if (!read_as(text, "xref 0 #", &count) || count > (t->v.n / 20) + 1) return false;
  const char *trailer = strstr(text, "trailer");
  if (!trailer || !read_as(trailer, "trailer << /Size # /Root # 0 R /Info # 0 R", told)) return false;
  e->size = count;
  e->root = told[1];
  e->info = told[2];
  return told[0] == count && e->root < count && e->info < count;
}

// The catalogue must be the last object, and still at hand.
static bool find_objects(struct ending *e) {
  struct ct_pdf_tail *t = e->t;
  e->offset = CT_NEW_N(&t->arena, size_t, e->size + 1);
  for (size_t i = 0; i < t->objects.n; i++)
    if (t->objects.v[i].number < e->size) e->offset[t->objects.v[i].number] = t->objects.v[i].offset;
  const struct object *last = t->objects.n ? &t->objects.v[t->objects.n - 1] : NULL;
  if (!last || last->number != e->root || last->offset < t->base) return false;
  e->catalog = last->offset;
  return true;
}

static void add_escaped(struct ct_str *s, const char *text) {
  for (const char *p = text; *p; p++) {
    const char *as = *p == '<' ? "&lt;" : *p == '>' ? "&gt;" : *p == '&' ? "&amp;" : NULL;
    if (as)
      ct_str_add(s, as);
    else if ((unsigned char)*p >= 0x20 || *p == '\n' || *p == '\t')
      ct_str_add_n(s, p, 1);
  }
}

static void add_element(struct ct_str *s, const char *name, const char *open, const char *text,
                        const char *close) {
  if (!text || !*text) return;
  ct_str_addf(s, "<%s>%s", name, open);
  add_escaped(s, text);
  ct_str_addf(s, "%s</%s>\n", close, name);
}

// XMP (ISO 16684-1), with what the document information says too.
static void add_packet(struct ct_str *s, const struct ct_pdf_about *about) {
  static const char in_words[] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
  ct_str_add(s,
             "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
             "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
             "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
             "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
             "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
  ct_str_add(s, "<dc:format>application/pdf</dc:format>\n");
  add_element(s, "dc:title", in_words, about->title, "</rdf:li></rdf:Alt>");
  add_element(s, "dc:creator", "<rdf:Seq><rdf:li>", about->author, "</rdf:li></rdf:Seq>");
  add_element(s, "dc:description", in_words, about->subject, "</rdf:li></rdf:Alt>");
  add_element(s, "pdf:Keywords", "", about->keywords, "");
  add_element(s, "xmp:CreatorTool", "", about->program, "");
  add_element(s, "xmp:CreateDate", "", about->date, "");
  add_element(s, "xmp:ModifyDate", "", about->date, "");
  ct_str_add(s, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>\n");
}

static size_t here(const struct ending *e) {
  return e->catalog + e->out.n;
}

// In place of the catalogue: the metadata, and the catalogue with a reference to them.
static bool add_metadata(struct ending *e, const struct ct_pdf_about *about) {
  struct ct_pdf_tail *t = e->t;
  struct ct_str packet = {.arena = &t->arena};
  const char *catalog =
      ct_arena_strndup(&t->arena, (const char *)t->v.v + (e->catalog - t->base), t->xref - e->catalog);
  const char *open = strstr(catalog, "<<");
  if (!open) return false;
  add_packet(&packet, about);
  e->offset[e->size] = here(e);
  ct_str_addf(&e->out, "%zu 0 obj\n<< /Type /Metadata /Subtype /XML /Length %zu >>\nstream\n", e->size,
              packet.n);
  ct_str_add_n(&e->out, packet.v, packet.n);
  ct_str_add(&e->out, "\nendstream\nendobj\n");
  e->offset[e->root] = here(e);
  ct_str_addf(&e->out, "%zu 0 obj\n<< /Metadata %zu 0 R%s", e->root, e->size, open + 2);
  return true;
}

static void add_table(struct ending *e) {
  size_t xref = here(e);
  ct_str_addf(&e->out, "xref\n0 %zu\n0000000000 65535 f \n", e->size + 1);
  for (size_t i = 1; i <= e->size; i++) {
    if (e->offset[i])
      ct_str_addf(&e->out, "%010zu 00000 n \n", e->offset[i]);
    else
      ct_str_add(&e->out, "0000000000 65535 f \n");
  }
  ct_str_addf(&e->out, "trailer\n<< /Size %zu\n   /Root %zu 0 R\n   /Info %zu 0 R\n", e->size + 1, e->root,
              e->info);
  for (int i = 0; i < 2; i++)
    ct_str_addf(&e->out, "%s<%016" PRIx64 "%016" PRIx64 ">%s", i ? " " : "   /ID [", e->t->hash[0],
                e->t->hash[1], i ? "]\n" : "");
  ct_str_addf(&e->out, ">>\nstartxref\n%zu\n%%%%EOF\n", xref);
}

static bool finish(struct ct_pdf_tail *t, const struct ct_pdf_about *about) {
  struct ending e = {.t = t, .out = {.arena = &t->arena}};
  scan(t, true);
  bool known = t->xref && read_trailer(&e) && find_objects(&e) && add_metadata(&e, about);
  if (!known) return pass_on(t, t->v.n);
  add_table(&e);
  return pass_on(t, e.catalog - t->base) && ct_sink_put(t->sink, e.out.v, e.out.n);
}

bool ct_pdf_tail_finish(struct ct_pdf_tail *t, const struct ct_pdf_about *about) {
  jmp_buf oom;
  t->arena.oom = &oom;
  return setjmp(oom) == 0 && finish(t, about);
}
