/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shares of a whole as a long bar: "■■■■■■□□□····▪▪  ■ weights 66  □ KV 12  · free 47 GiB". */
#pragma once

#include "study/study.h"
#include "tui/canvas/canvas.h"

/* In a box of one row the names with their amounts stand behind the bar, if all find room.  Else what the whole is
 * stands there with `words` about it ("": nothing), and in a higher box the names stand below, on as many lines as they
 * need.  What is nothing has no name.  Returns the rows used, at most those of the box. */
int share_bar_draw(struct canvas *canvas, struct box box, const struct shares *shares, const char *words);
