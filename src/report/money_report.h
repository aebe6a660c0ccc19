/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The curves of money as tables of numbers, for people and for programs. */
#pragma once

#include "report/sheet.h"

/* Titles of the axes, translated. */
const char *label_money_x(const struct money_curves *c);
const char *label_money_y(const struct money_curves *c);

/* The lines of a plot by letter and name, as a list. */
void money_report_lines(struct sheet *sheet, const struct money_curves *c);

/* Of the request's curves: what they are, their points as a table, what they tell. */
sheet_section money_report_head, money_report_points, money_report_words;

/* The title of such a report; CSV with a column a line; the member "curve" of a JSON object. */
void money_report_title(struct text *out, const struct output_request *request);
void money_report_csv(struct text *out, const struct output_request *request);
void money_report_member(struct text *out, const struct money_curves *c);
