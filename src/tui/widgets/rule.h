/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules carry the titles: "── GPUs by $ ──────── 1/23 ─", heavy where the keys go. */
#pragma once

#include <stdbool.h>

#include "tui/canvas/canvas.h"

struct rule {
	const char *title; /* NULL: none */
	const char *right; /* at the free end; goes first for want of room; NULL: none */
	enum style right_style;
	bool heavy; /* the keys go to what stands below */
};

/* Columns of a rule beside its title, and what stands at the free end. */
enum { RULE_BESIDE = 6 };

/* Draws it over the first row of the box.  The title is cut, never the box left. */
void rule_draw(struct canvas *canvas, struct box box, const struct rule *rule);

/* A rule from top to bottom of the box, in its first column. */
void rule_draw_down(struct canvas *canvas, struct box box);
