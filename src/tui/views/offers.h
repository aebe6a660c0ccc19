/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beside the answer where there is room: who rents out the selected GPU. */
#pragma once

#include "tui/session.h"

/* Its rule first. */
void offers_draw(const struct session *session, struct canvas *canvas, struct box box);
