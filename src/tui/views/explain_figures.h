/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a row as an outline: what decides first, then every step of the calculation. */
#pragma once

#include "tui/session.h"
#include "tui/widgets/outline.h"

/* Fills the outline, which becomes empty first. */
void explain_figures(const struct session *session, struct outline *figures, const struct row *row);

/* The metric that the selected figure is; -1: it is a step of the calculation, or something else. */
int explain_metric(const struct outline *figures);

/* The text that the batch command of the study writes of a row alone. */
void explain_account(const struct session *session, struct text *out, const struct row *row);
