// SPDX-License-Identifier: MIT
// Ledger: which map was made from what, in SQLite, and never at odds with the files.
#ifndef CT_BATCH_LEDGER_H
#define CT_BATCH_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ct_arena;
struct ct_err;

struct ct_ledger;

#define CT_LEDGER_APPLICATION_ID 0x43544c47  // "CTLG"
#define CT_LEDGER_VERSION 1

#endif
