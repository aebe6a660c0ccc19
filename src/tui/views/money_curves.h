/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of what owning and fleets cost. */
#ifndef GPUPLAN_TUI_VIEWS_MONEY_CURVES_H
#define GPUPLAN_TUI_VIEWS_MONEY_CURVES_H

#include "report/money_curves.h"
#include "tui/session.h"

/* The plot of a fleet or of owning; of a fleet it is the one at `place`, from 0, of its own. */
enum money_plot money_curves_plot(const struct study *study, int place);

/* Of the selected row: owning against renting month by month, or a fleet's day hour by hour. */
void money_curves_draw(const struct session *session, enum money_plot plot, struct canvas *canvas, struct box box);

#endif
