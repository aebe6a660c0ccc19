/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Room: how many users one answer could serve within the goals. */
#pragma once

#include "study/scenario.h"
#include "study/row.h"

/* Sets users_within of an estimated answer: how many users in all would keep the goals.  0: not even one does.  NaN:
 * the load is a rate.  Costs about ten estimates. */
void serve_count_room(const struct scenario *s, struct row *answer);
