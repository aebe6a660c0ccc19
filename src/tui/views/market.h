/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every GPU rents for, beside the sliders: no slider changes it. */
#ifndef GPUPLAN_TUI_VIEWS_MARKET_H
#define GPUPLAN_TUI_VIEWS_MARKET_H

#include "tui/session.h"

/* The cheapest admitted offer of each GPU and purchase kind, a GPU-hour; that of the answer marked. */
void market_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
