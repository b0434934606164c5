// SPDX-License-Identifier: MIT
// Say: what the command itself has to tell, and standard output that cannot fail unseen.
#ifndef CT_CLI_SAY_H
#define CT_CLI_SAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

// From now on errors are JSON objects, one a line.
void ct_cli_say_as_json(void);

// `cartouche: ...` on standard error, as one line.
void ct_cli_say_error(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
// The same for a wrong command line, with where to look; `command` may be NULL.
void ct_cli_say_usage(const char *command, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
// `cartouche: assumed: ...`
void ct_cli_say_assumed(const char *text);

// Text as one line: control characters and broken UTF-8 become '?'.
void ct_cli_put_text(FILE *to, const char *text);
// A JSON string with its quotes, or null.
void ct_cli_put_json(FILE *to, const char *text);

// Opens what is closed of standard input, output and error, so that no file of ours takes
// their numbers, and keeps a closed pipe from killing the process.
void ct_cli_out_prepare(void);
bool ct_cli_out_write(const void *data, size_t size);
// Flushes standard output; false (and an error is said, but for a reader that
// went away) when anything written to it was lost.
bool ct_cli_out_finish(void);

#endif
