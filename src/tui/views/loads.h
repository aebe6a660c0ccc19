/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the answer of a wide screen: the same GPU at other loads. */
#pragma once

#include "tui/session.h"

/* Its rule first.  Returns the rows used; 0: the study has no other loads. */
int loads_draw(const struct session *session, struct canvas *canvas, struct box box);
