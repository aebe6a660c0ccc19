/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks on sliders where the recommendation changes, and a sentence on the nearest mark. */
#pragma once

#include "tui/session.h"
#include "tui/widgets/slider.h"

/* Fills `marks` with the fractions of the rail, 0..1, where another GPU or another number of GPUs becomes the best.
 * Returns their number.  After a change the old marks stay until the new ones are computed, in less than 0.1 s, so
 * that the screen does not flicker. */
int switch_marks(const struct session *session, enum parameter parameter, const struct slider *slider,
	double marks[SCALE_POSITIONS_MAX]);

/* Writes a sentence such as "Context from 12k: MI350X x1 leads." for the mark that is the fewest steps away.  It
 * prefers the slider that was moved last.  Writes nothing if there is no mark or none is known yet. */
void switch_sentence(const struct session *session, struct text *out);
