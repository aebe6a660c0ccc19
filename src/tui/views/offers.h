/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the GPU of the selected row is offered for, and by whom. */
#ifndef GPUPLAN_TUI_VIEWS_OFFERS_H
#define GPUPLAN_TUI_VIEWS_OFFERS_H

#include "tui/session.h"

/* The cheapest offer of each provider and purchase kind, the one of the answer marked. */
void offers_draw(struct session *session, struct canvas *canvas, struct box box);

#endif
