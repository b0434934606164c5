// SPDX-License-Identifier: MIT
// Postgres: connection strings: is the server on this machine, and how long is it waited for?
#ifndef CT_LOAD_POSTGRES_H
#define CT_LOAD_POSTGRES_H

#include <stdbool.h>

struct ct_arena;

// "PG:dbname=..." or a postgresql:// URL.
bool ct_is_postgres(const char *path);
// Does it name nothing but sockets of this machine (host=/folder)? Without a host the
// environment decides where libpq goes, so that counts as the network.
bool ct_postgres_is_local(const char *path);
// The string with a limit of ten seconds for the connection, unless it has its own.
const char *ct_postgres_patient(const char *path, struct ct_arena *a);

#endif
