// SPDX-License-Identifier: MIT
// Seconds: how long things take. Nothing of it is ever in a map.
#ifndef CT_BATCH_SECONDS_H
#define CT_BATCH_SECONDS_H

// Of a clock that only goes forward, from some moment on.
double ct_batch_seconds(void);

#endif
