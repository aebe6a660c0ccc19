/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and bars of the HTML report. */
#pragma once

#include "study/row.h"

/* Foreign text as the content of an element or of a quoted attribute. */
void html_text(struct text *out, const char *text);

/* Around a drawing of this size, which has a caption. */
void html_figure_begin(struct text *out, const char *caption, int width, int height);
void html_figure_end(struct text *out);

/* The memory of one GPU as a stacked bar, its figures as the title. */
void html_memory_bar(struct text *out, const struct row *a, const char *words);

/* A sample of one of its parts for the legend: class "weights", "kv" or "free". */
void html_memory_sample(struct text *out, const char *part);

/* Dollars per million output tokens with their bands, the cheapest first; nothing when unknown. */
void html_cost_chart(struct text *out, const struct result *r, int top);
