/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of the selected configuration and its rivals, one plot at a time. */
#pragma once

#include "report/money_curves.h"
#include "study/curves.h"
#include "tui/session.h"

struct curves_view {
	enum curve_plot plot; /* of a fleet: of its own plots */
};

/* Draws the plot over the box; computes it. */
void curves_draw(const struct session *session, void *curves_view, struct canvas *canvas, struct box box);

/* The plot of a fleet or of owning; of a fleet it is the one at `place`, from 0, of its own. */
enum money_plot money_curves_plot(const struct study *study, int place);

/* The actions: open, the next or previous plot, a plot by number. */
void act_curves(struct session *session);
void act_curve(struct session *session, int plots);
void act_curve_choose(struct session *session, int plot);
