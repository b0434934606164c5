// SPDX-License-Identifier: MIT
// Civil: days of the proleptic Gregorian calendar, counted from 1970-01-01.
#ifndef CT_BASE_DATE_CIVIL_H
#define CT_BASE_DATE_CIVIL_H

int ct_civil_month_days(int year, int month);
int ct_civil_day(int year, int month, int day);
void ct_civil_from_day(int day, int *year, int *month, int *day_of_month);
// Monday of ISO week 1.
int ct_civil_week1(int year);
// 52 or 53.
int ct_civil_weeks(int year);
int ct_civil_year_days(int year);

#endif
