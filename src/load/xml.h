// SPDX-License-Identifier: MIT
// XML: a cursor that walks an XML text element by element without building it.
#ifndef CT_LOAD_XML_H
#define CT_LOAD_XML_H

#include <stdbool.h>
#include <stddef.h>

struct ct_str;

enum { CT_XML_DEPTH_MAX = 200 };

struct ct_xml_name {
  const char *p;
  size_t n;
};

// A zeroed struct with p, begin and end set stands before the text. Prefixes of namespaces are
// passed over, whether declared or not; a bare & stands for itself. The first fault stops the walk and p
// is where it was found. No entity but the five of XML and numbers is ever replaced, so none can grow.
struct ct_xml {
  const char *begin, *p, *end;
  const char *fault;
  struct ct_xml_name tag;   // local name of the element last entered
  struct ct_xml_name attr;  // its attributes as written
  bool closes;              // the tag was <a/>
  int depth;
  struct ct_xml_name open[CT_XML_DEPTH_MAX];  // whole names
};

// Enters the next child of the element the cursor is in; false at that element's end (which is
// passed) or at a fault. What is entered must be left: by ct_xml_child until false, by
// ct_xml_skip or by ct_xml_text.
bool ct_xml_child(struct ct_xml *x);
bool ct_xml_skip(struct ct_xml *x);
// All text inside the element to buf (cleared first), blanks at both ends taken off.
bool ct_xml_text(struct ct_xml *x, struct ct_str *buf);
// Is the element last entered called so?
bool ct_xml_is(const struct ct_xml *x, const char *name);
// The value of its attribute of that local name to buf (cleared first).
bool ct_xml_attribute(const struct ct_xml *x, const char *name, struct ct_str *buf);
// The line of the cursor.
int ct_xml_line(const struct ct_xml *x);

#endif
