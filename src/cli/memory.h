// SPDX-License-Identifier: MIT
// Memory: how the process takes it from the system.
#ifndef CT_CLI_MEMORY_H
#define CT_CLI_MEMORY_H

// Makes the heap of large pages, where the system has them to give: a map takes some ten thousand small ones, each of which costs more
// than what is written on it.
void ct_cli_memory_in_large_pages(void);
// Keeps what has been given back, for the next map.
void ct_cli_memory_keep(void);

#endif
