/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the recommendation turns: marks on sliders and the nearest one in words. */
#ifndef GPUPLAN_TUI_TURNING_H
#define GPUPLAN_TUI_TURNING_H

#include "tui/session.h"
#include "tui/widgets/slider.h"

/* The parameters whose turning points are looked for: those of serving, whose ranking they are of. */
const enum parameter *turning_panel(const struct session *session);

/*
 * Fractions of the rail where another GPU, or another count of it, begins to lead; returns how
 * many.  Until the marks of a changed scenario are there, those of the former one stand: less
 * than a tenth of a second, and nothing flickers.
 */
int turning_marks(const struct session *session, enum parameter parameter, const struct slider *slider,
		  double marks[SCALE_POSITIONS_MAX]);

/* "Context from 12k: MI350X x1 leads.", of the mark that the fewest steps lead to, on the slider
 * that was moved last or else on any; nothing when there is none or it is not known yet. */
void turning_words(const struct session *session, struct text *out);

#endif
