/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of parameters within a study: its own words go before names, and hide who has such a name elsewhere. */
#pragma once

#include "base/error.h"
#include "study/study.h"

/* Finds a parameter by a word of the study, and else as parameter_from_name(); of words, too, the key is accepted
 * ("batch_size" of "batch-size").  Where the study is NULL it has no words. */
bool study_parameter_from_name(const struct study *study, const char *name, enum parameter *parameter);

/* What the parameter is called in the study: the word, or else the option name.  NULL: that name is a word of the study
 * for another parameter, so that none means this one. */
const char *study_parameter_name(const struct study *study, enum parameter parameter);

/* Lets a message of scenario_set(), which begins with the option name, begin with the name in the study. */
void study_name_parameter(const struct study *study, enum parameter parameter, struct error *message);
