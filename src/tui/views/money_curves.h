/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of what owning and fleets cost. */
#ifndef GPUPLAN_TUI_VIEWS_MONEY_CURVES_H
#define GPUPLAN_TUI_VIEWS_MONEY_CURVES_H

#include "report/money_curves.h"
#include "tui/session.h"

/* The plot that the session shows of a fleet or of owning. */
enum money_plot money_curves_plot(const struct session *session);

/* Of the selected row: owning against renting month by month, or a fleet's day hour by hour. */
void money_curves_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
