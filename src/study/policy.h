/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Advice: the rules of the catalog (policy.json) whose conditions hold become reasons of a row. */
#pragma once

#include "study/study.h"

/* So many of them one answer shows where room is short; JSON has all. */
enum { POLICY_SHOWN = 2 };

/* Reports what rules name that nobody knows: conditions, values, words.  Nothing changes. */
void policy_check(const struct catalog *catalog, struct error_list *problems);

/* The rules of the catalog are those of all studies from now on, as long as it lives; those with errors are left out.
 * STATUS_DATA: there were some. */
enum status policy_adopt(const struct catalog *catalog, struct error_list *problems);

/* Forgets them. */
void policy_forget(void);

/* What a rule says, untranslated; NULL: nothing, since it is derived or unknown to the program. */
const char *policy_words(const struct policy_rule *rule);

/* Whether a reason is shown where room is short: it is no advice, or among the first POLICY_SHOWN of it. */
bool policy_shown(const struct reasons *reasons, int index);

/* Appends the rules that hold to the reasons of a row, the gravest first, else in the order of the file. */
void policy_apply(const struct study *study, const struct scenario *s, long today, struct row *row);
