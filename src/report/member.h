/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, words and dates of machine output.  They depend on neither language nor locale. */
#pragma once

#include "base/text.h"

/* A figure: twelve significant digits, far beyond any band; `unknown` for NaN and infinity. */
void report_number(struct text *out, double value, const char *unknown);

/* A member of a JSON object: `key` as it is, such as ",\"low\":", and its value; NaN and NULL are null. */
void member_number(struct text *out, const char *key, double value);
void member_word(struct text *out, const char *key, const char *word);
void member_flag(struct text *out, const char *key, bool flag);
/* In seconds since 1970, as local time. */
void member_time(struct text *out, const char *key, double at);
void member_date(struct text *out, const char *key, double days);

/* The same for a list: [1,2,null]. */
void member_numbers(struct text *out, const char *key, const double *values, int count);
