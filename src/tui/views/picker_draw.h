/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of choices on the screen, with a preview of the selected one. */
#pragma once

#include "tui/session.h"

void picker_draw(const struct session *session, void *picker, struct canvas *canvas, struct box box);
