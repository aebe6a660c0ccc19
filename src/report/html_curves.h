/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plots of the HTML report. */
#pragma once

#include "report/money_curves.h"
#include "study/curves.h"

/* One plot of an answer and its rivals; nothing when unknown. */
void html_curves(
	struct text *out, enum curve_plot plot, const struct scenario *s, const struct result *r, const struct row *a);

/* What fleets or owning cost; nothing when unknown. */
void html_money_curves(struct text *out, const struct money_curves *c);
