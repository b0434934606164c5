// SPDX-License-Identifier: MIT
// XML: a cursor that walks an XML text element by element without building it.
#include "load/xml.h"

#include <string.h>

#include "base/str.h"

enum event { ENDED, OPENED, CLOSED, TEXT };

struct run {  // of text
  const char *p;
  size_t n;
  bool raw;  // CDATA: no entities
};

static bool blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static enum event fail(struct ct_xml *x, const char *fault) {
  x->fault = fault;
  return ENDED;
}

static size_t left(const struct ct_xml *x) {
  return (size_t)(x->end - x->p);
}

static bool at(const struct ct_xml *x, const char *text) {
  size_t n = strlen(text);
  return left(x) >= n && memcmp(x->p, text, n) == 0;
}

// Where `text` stands next, or NULL.
static const char *find(const char *p, const char *end, const char *text) {
  size_t n = strlen(text);
  while ((size_t)(end - p) >= n) {
    const char *q = memchr(p, text[0], (size_t)(end - p) - n + 1);
    if (!q) return NULL;
    if (memcmp(q, text, n) == 0) return q;
    p = q + 1;
  }
  return NULL;
}

static bool pass(struct ct_xml *x, const char *closing) {
  const char *q = find(x->p, x->end, closing);
  if (q) x->p = q + strlen(closing);
  return q != NULL;
}

// <!DOCTYPE ... [ ... ]>: passed over; what it declares is never used.
static bool pass_doctype(struct ct_xml *x) {
  int brackets = 0;
  for (; x->p < x->end; x->p++) {
    if (*x->p == '[') brackets++;
    if (*x->p == ']') brackets--;
    if (*x->p == '>' && brackets <= 0) {
      x->p++;
      return true;
    }
  }
  return false;
}

static struct ct_xml_name local(struct ct_xml_name name) {
  const char *colon = memchr(name.p, ':', name.n);
  if (!colon) return name;
  return (struct ct_xml_name){colon + 1, name.n - (size_t)(colon + 1 - name.p)};
}

static struct ct_xml_name take_name(struct ct_xml *x) {
  const char *p = x->p;
  while (x->p < x->end && !blank(*x->p) && *x->p != '>' && *x->p != '/') x->p++;
  return (struct ct_xml_name){p, (size_t)(x->p - p)};
}

static enum event open_tag(struct ct_xml *x) {
  x->p++;
  struct ct_xml_name name = take_name(x);
  if (!name.n) return fail(x, "a '<' without a name (a plain '<' in a text must be &lt;)");
  const char *p = x->p;
  char quote = 0;
  for (; p < x->end && (quote || *p != '>'); p++) {
    if (quote ? *p == quote : (*p == '"' || *p == '\'')) quote = quote ? 0 : *p;
  }
  if (p == x->end) return fail(x, "the text ends inside a tag");
  x->closes = p > x->p && p[-1] == '/';
  x->attr = (struct ct_xml_name){x->p, (size_t)(p - x->p) - x->closes};
  if (x->depth == CT_XML_DEPTH_MAX) return fail(x, "elements lie deeper than 200 in each other");
  x->open[x->depth++] = name;
  x->tag = local(name);
  x->p = p + 1;
  return OPENED;
}

static enum event close_tag(struct ct_xml *x) {
  const char *start = x->p;
  x->p += 2;
  struct ct_xml_name name = take_name(x);
  while (x->p < x->end && blank(*x->p)) x->p++;
  if (x->p == x->end) return fail(x, "the text ends inside a tag");
  const struct ct_xml_name *top = x->depth ? &x->open[x->depth - 1] : NULL;
  if (*x->p != '>' || !top || top->n != name.n || memcmp(top->p, name.p, name.n) != 0) {
    x->p = start;
    return fail(x, "a closing tag that does not match the element it is in");
  }
  x->p++;
  x->depth--;
  return CLOSED;
}

// The next event; comments, instructions and declarations are passed over.
static enum event next(struct ct_xml *x, struct run *text) {
  if (x->fault) return ENDED;
  if (x->closes) {
    x->closes = false;
    x->depth--;
    return CLOSED;
  }
  while (x->p < x->end) {
    bool ok = true;
    if (*x->p != '<') {
      const char *q = memchr(x->p, '<', left(x));
      if (!q) q = x->end;
      *text = (struct run){x->p, (size_t)(q - x->p), false};
      x->p = q;
      return TEXT;
    }
    if (at(x, "<![CDATA[")) {
      const char *from = x->p + 9;
      if (!pass(x, "]]>")) return fail(x, "the text ends inside CDATA");
      *text = (struct run){from, (size_t)(x->p - 3 - from), true};
      return TEXT;
    }
    if (at(x, "</")) return close_tag(x);
    if (at(x, "<!--"))
      ok = pass(x, "-->");
    else if (at(x, "<?"))
      ok = pass(x, "?>");
    else if (at(x, "<!"))
      ok = pass_doctype(x);
    else
      return open_tag(x);
    if (!ok) return fail(x, "the text ends inside a comment or declaration");
  }
  return x->depth ? fail(x, "the text ends before all elements are closed") : ENDED;
}

bool ct_xml_child(struct ct_xml *x) {
  struct run text;
  for (;;) {
    enum event e = next(x, &text);
    if (e != TEXT) return e == OPENED;
  }
}

bool ct_xml_skip(struct ct_xml *x) {
  struct run text;
  int depth = x->depth;
  while (x->depth >= depth && next(x, &text) != ENDED) continue;
  return !x->fault;
}

// The code point of "#65;" or "#x41;"; 0: it is none.
static unsigned numbered(const char *p, size_t n) {
  bool hex = n > 1 && (p[1] == 'x' || p[1] == 'X');
  unsigned c = 0;
  size_t i = hex ? 2 : 1;
  if (i == n) return 0;
  for (; i < n; i++) {
    char d = p[i] >= 'a' && p[i] <= 'f' ? (char)(p[i] - 32) : p[i];
    bool digit = d >= '0' && d <= '9';
    if (!digit && !(hex && d >= 'A' && d <= 'F')) return 0;
    c = c * (hex ? 16 : 10) + (unsigned)(digit ? d - '0' : d - 'A' + 10);
    if (c > 0x10FFFF) return 0;
  }
  return c >= 0xD800 && c <= 0xDFFF ? 0 : c;
}

static unsigned entity(const char *p, size_t n) {
  static const struct {
    const char *name;
    unsigned c;
  } five[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}};
  for (size_t i = 0; i < sizeof five / sizeof *five; i++)
    if (strlen(five[i].name) == n && memcmp(five[i].name, p, n) == 0) return five[i].c;
  return n && p[0] == '#' ? numbered(p, n) : 0;
}

static void add_text(struct ct_str *buf, const char *p, size_t n) {
  enum { LONGEST = 12 };
  const char *end = p + n;
  while (p < end) {
    const char *amp = memchr(p, '&', (size_t)(end - p));
    if (!amp) amp = end;
    ct_str_add_n(buf, p, (size_t)(amp - p));
    if (amp == end) return;
    size_t most = (size_t)(end - amp) < LONGEST ? (size_t)(end - amp) : LONGEST;
    const char *semicolon = memchr(amp, ';', most);
    unsigned c = semicolon ? entity(amp + 1, (size_t)(semicolon - amp - 1)) : 0;
    if (c)
      ct_str_add_char(buf, c);
    else
      ct_str_add_n(buf, "&", 1);
    p = c ? semicolon + 1 : amp + 1;
  }
}

static void trim(struct ct_str *buf) {
  size_t from = 0;
  while (buf->n && blank(buf->v[buf->n - 1])) buf->n--;
  while (from < buf->n && blank(buf->v[from])) from++;
  if (from) memmove(buf->v, buf->v + from, buf->n - from);
  buf->n -= from;
  if (buf->v) buf->v[buf->n] = '\0';
}

bool ct_xml_text(struct ct_xml *x, struct ct_str *buf) {
  struct run text;
  int depth = x->depth;
  buf->n = 0;
  while (x->depth >= depth) {
    enum event e = next(x, &text);
    if (e == ENDED) return false;
    if (e == TEXT && text.raw) ct_str_add_n(buf, text.p, text.n);
    if (e == TEXT && !text.raw) add_text(buf, text.p, text.n);
  }
  trim(buf);
  return true;
}

bool ct_xml_is(const struct ct_xml *x, const char *name) {
  return strlen(name) == x->tag.n && memcmp(x->tag.p, name, x->tag.n) == 0;
}

bool ct_xml_attribute(const struct ct_xml *x, const char *name, struct ct_str *buf) {
  const char *p = x->attr.p, *end = p + x->attr.n;
  buf->n = 0;
  while (p < end) {
    while (p < end && blank(*p)) p++;
    const char *from = p;
    while (p < end && *p != '=' && !blank(*p)) p++;
    struct ct_xml_name key = local((struct ct_xml_name){from, (size_t)(p - from)});
    while (p < end && blank(*p)) p++;
    if (p == end || *p != '=') continue;
    do p++;
    while (p < end && blank(*p));
    if (p == end || (*p != '"' && *p != '\'')) return false;
    const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
    if (!close) return false;
    if (key.n == strlen(name) && memcmp(key.p, name, key.n) == 0) {
      add_text(buf, p + 1, (size_t)(close - p - 1));
      trim(buf);
      return true;
    }
    p = close + 1;
  }
  return false;
}

int ct_xml_line(const struct ct_xml *x) {
  int line = 1;
  for (const char *p = x->begin; (p = memchr(p, '\n', (size_t)(x->p - p))); p++) line++;
  return line;
}
