/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question of the wizard on the screen: its choices, and what the one under the cursor would bring. */
#pragma once

#include "tui/session.h"

void wizard_draw(const struct session *session, struct canvas *canvas, struct box box);
