/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rental prices of all GPUs.  They do not depend on the sliders. */
#ifndef GPUPLAN_TUI_VIEWS_MARKET_H
#define GPUPLAN_TUI_VIEWS_MARKET_H

#include "tui/session.h"

/* Draws the cheapest admitted price per GPU-hour of each GPU and purchase kind.  The offer of the answer is
 * marked. */
void market_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
