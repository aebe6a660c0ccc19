/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offers for the GPU of the selected row, and the prices of all GPUs. */
#pragma once

#include "tui/session.h"

/* Draws the cheapest offer of each provider and purchase kind.  The offer of the answer is marked. */
void offers_draw(struct session *session, struct canvas *canvas, struct box box);

/* Draws the cheapest admitted price per GPU-hour of each GPU and purchase kind, whatever the sliders say.  The offer
 * of the answer is marked. */
void market_draw(struct session *session, struct canvas *canvas, struct box box);
