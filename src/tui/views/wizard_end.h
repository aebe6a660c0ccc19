/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The end of the wizard on the screen: the recommendation and the answers. */
#pragma once

#include "tui/session.h"

void wizard_end_draw(const struct session *session, struct canvas *canvas, struct box box);
