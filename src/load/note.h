// SPDX-License-Identifier: MIT
// Note: what a dataset is read from, as reads of the render (base/reads.h).
#ifndef CT_LOAD_NOTE_H
#define CT_LOAD_NOTE_H

struct ct_arena;

// Before it is opened: the path as the document has it, and what GDAL and this room would read beside it, there or not. Of
// a path into an archive, the archive. What is no file of this machine (standard input, databases, addresses) is noted as
// read from elsewhere.
void ct_load_note(const char *path, struct ct_arena *scratch);
// One of many small pictures.
void ct_load_note_tile(const char *path, struct ct_arena *scratch);
// Of an open GDALDatasetH, the files that it says it consists of.
void ct_load_note_opened(void *dataset);

#endif
