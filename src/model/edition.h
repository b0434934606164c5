// SPDX-License-Identifier: MIT
// Edition: what a map, or a catalogue at a date, says of its features, to be held against another.
#ifndef CT_MODEL_EDITION_H
#define CT_MODEL_EDITION_H

#include <stdbool.h>
#include <stddef.h>

struct ct_edition_field {
  const char *name, *value;  // value NULL: none
};

// lon, lat: degrees, NaN when it is not placed; of lines and areas the middle of their box, and `shape` tells them apart.
struct ct_edition_feature {
  const char *data;  // the document's data entry, or the catalogue's layer
  const char *id;    // unique in its data
  const char *name;  // what a person calls it; NULL: none
  double lon, lat;
  const char *shape;  // digest of the geometry of lines and areas; NULL: a point or none
  const char *hash;   // digest of position, shape and fields
  size_t nfields;
  const struct ct_edition_field *fields;  // in the order of the columns
};

struct ct_edition {
  const char *file;  // for messages; NULL: none
  const char *title, *as_of;
  size_t n;
  const struct ct_edition_feature *v;
};

// Among the fields that differ, the one that stands for the geometry of lines and areas; its values are digests.
#define CT_EDITION_SHAPE "(shape)"

// Values of the column `edition` (CT_EDITION_COLUMN) of a document's rows when it names an earlier edition.
#define CT_EDITION_COLUMN "edition"
#define CT_EDITION_NEW "new"
#define CT_EDITION_CHANGED "changed"
#define CT_EDITION_MOVED "moved"
#define CT_EDITION_REMOVED "removed"
#define CT_EDITION_SAME "same"

#endif
