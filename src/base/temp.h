// SPDX-License-Identifier: MIT
// Temp: the temporary files of this process, so that a signal that ends it can remove them.
#ifndef CT_BASE_TEMP_H
#define CT_BASE_TEMP_H

// Notes a path made by malloc. When there are very many it is not noted: then a signal leaves it behind.
void ct_temp_note(char *path);
// Forgets it and frees it, unless a signal is just using it. NULL is fine.
void ct_temp_release(char *path);

#endif
