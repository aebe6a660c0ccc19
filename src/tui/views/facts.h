/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answer under the table: what to do in one sentence, and the facts of the selected row, a line each. */
#pragma once

#include "tui/session.h"

/* Below a rule that says what is selected and whether it will do. */
void facts_draw(const struct session *session, struct canvas *canvas, struct box rule, struct box box);
