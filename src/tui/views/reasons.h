/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reason panel: the selected configuration in words. */
#pragma once

#include "tui/session.h"

/* The sentences with a character between them; what keeps the answer from the goals stands first. */
void reasons_write(struct text *out, const struct row *answer, char between);

/* The price with its provider and date; nothing where there is none. */
void reasons_write_price(struct text *out, const struct session *session, const struct row *answer);

void reasons_draw(struct session *session, struct canvas *canvas, struct box box);
