// SPDX-License-Identifier: MIT
// Catalogue import: files are loaded and examined, then their rows become versions of a catalogue's features.
#ifndef CT_CATALOG_IMPORT_H
#define CT_CATALOG_IMPORT_H

#include "cartouche.h"

// The heart of ct_catalog_import.
bool ct_catalog_import_run(struct ct_job *job, const struct ct_catalog_import *request,
                           struct ct_catalog_summary *summary, struct ct_err *err);

#endif
