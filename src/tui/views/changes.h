/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the answer: what would change it, for every slider, and at which price of the selected row. */
#pragma once

#include "tui/session.h"

/* Its rule first.  Returns the rows used. */
int changes_draw(const struct session *session, struct canvas *canvas, struct box box);
