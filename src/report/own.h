/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buying or renting: what JSON has besides the metrics. */
#pragma once

#include "study/own_answer.h"

/* Members of an answer's object behind the metrics: "rentals" and "inputs". */
void own_json_members(struct text *out, const struct row *a);

/* "spent": month by month of the answer, or null. */
void own_json_spent(struct text *out, const struct row *a);
