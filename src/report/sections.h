/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections that reports of all studies have. */
#pragma once

#include "report/sheet.h"

/* An empty line of text; the workload and an empty line; all answers as a table; the details. */
sheet_section section_blank, section_load, section_answers, section_details;

/* One paragraph a warning. */
sheet_section section_warnings;

/* Of a report for other people: the answer, the question, all answers with charts, the tables of their own
 * part, how sure it is, prices and their sources, how to ask the same again. */
sheet_section section_answer, section_question, section_offers, section_part, section_certainty, section_prices,
	section_origin;
