/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why the selected row is as it is: where memory and time go, and every figure with its formula. */
#pragma once

#include "tui/session.h"
#include "tui/widgets/outline.h"

struct explain_view {
	struct outline figures;
	unsigned explained; /* number of the calculation that they explain */
};

/* The actions: why the selected row is as it is (its figures, or all of it as text), the row in full as text, every
 * figure as text, and unfolding (1), folding (-1) or either of the line under the cursor. */
void act_why(struct session *session);
void act_details(struct session *session);
void act_explain(struct session *session);
void act_fold(struct session *session, int direction);

void explain_draw(const struct session *session, void *explain_view, struct canvas *canvas, struct box box);
