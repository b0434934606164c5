// SPDX-License-Identifier: MIT
// Fonts: the bundled font files as a Pango font map of their own, and faces picked by name.
#ifndef CT_TEXT_FONT_H
#define CT_TEXT_FONT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/map.h"
#include "base/vec.h"

struct ct_diags;
struct ct_err;
struct _FcConfig;
struct _PangoContext;
struct _PangoFontDescription;
struct _PangoFontMap;

// One font family: what its faces hold between them.
struct ct_family {
  const char *name;
  struct _FcCharSet *chars;
};

// What a text-font stack comes to. Lengths in ems of the first font found.
struct ct_face {
  const char *name;  // the first name of the stack, for messages
  size_t nfamilies;
  const struct ct_family *const *families;  // in the stack's order, then the order of fallback
  size_t nasked;                            // how many of them the stack names
  int weight;
  bool italic;
  float ascent, descent, cap_height;
};

struct ct_fonts {
  struct ct_arena *arena;  // of what is opened
  struct ct_arena *use;    // of faces: may be released when the faces are forgotten
  struct ct_diags *diags;
  struct _FcConfig *config;
  struct _PangoFontMap *map;
  struct _PangoContext *context;
  ct_vec(struct ct_family) families;  // bundled, in the order of fallback
  ct_vec(const char *) folders;       // of other fonts, looked through for names that are not bundled
  ct_vec(struct ct_family *) others;  // found there
  struct ct_map stacks;               // joined names -> index of the face
  ct_vec(struct ct_face *) faces;
  struct ct_map missing;  // names told of
};

// Opens every font file of the folder. A zeroed struct with arena and diags set is ready
// for it; ct_fonts_close releases what is open, also after a failure.
bool ct_fonts_open(struct ct_fonts *f, const char *dir, struct ct_err *err);
void ct_fonts_close(struct ct_fonts *f);
// Forgets faces and what has been told, as if just opened.
void ct_fonts_forget(struct ct_fonts *f);

// The family of that name among the other folders' files, opened when first asked for; NULL: none.
const struct ct_family *ct_fonts_other(struct ct_fonts *f, const char *family);

// The face of a stack of n text-font names (0: the default face), kept in `f`. A name
// whose family is neither bundled nor in another folder is a diagnostic, once a name.
const struct ct_face *ct_fonts_face(struct ct_fonts *f, const char *const *names, size_t n);

// Has one of the families that the stack names the character?
bool ct_fonts_asked_have(const struct ct_face *face, unsigned c);

// A new description of the face at `size` points for text[0..n): the families are the
// ones asked for and as many others, in the order of fallback, as have a character that
// the ones before lack. So the choice of fonts is ours, not fontconfig's.
struct _PangoFontDescription *ct_fonts_describe(const struct ct_fonts *f, const struct ct_face *face,
                                                const char *text, size_t n, double size);

#endif
