// SPDX-License-Identifier: MIT
// Check doctor: the tables of all inputs gathered, then looked through together.
#ifndef CT_CHECK_DOCTOR_H
#define CT_CHECK_DOCTOR_H

#include "base/vec.h"
#include "doctor/doctor.h"

struct ct_document;
struct ct_job;
struct ct_table;

// What the doctor looks through when all inputs are loaded, as they are compared with each other.
struct ct_check_patients {
  ct_vec(const struct ct_table *) tables;
  ct_vec(struct ct_doctor_map) maps;  // of each
};

// The document that the table is for, or NULL. One file that several documents use is looked through once.
void ct_check_admit(struct ct_job *job, struct ct_check_patients *p, const struct ct_table *t,
                    const struct ct_document *doc);
// Loads the base layers that the tables call for and examines them; findings are diagnostics.
void ct_check_doctor(struct ct_job *job, const struct ct_check_patients *p);

#endif
