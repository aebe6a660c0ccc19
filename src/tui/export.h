/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports what a view shows as a report. */
#pragma once

#include "report/output.h"
#include "tui/session.h"

/* Writes the report of a view.  Workbench: the ranking.  Explain: the selected configuration.  Compare: the
 * marked rows.  Curves: their points, or, if the format has no place for points, the selected configuration
 * with its curves (serving only). */
void export_view(const struct session *session, enum view view, enum output_format format, struct text *out);

/* For the rows of views (action.h): the selected configuration explained, the marked ones compared, the curves; the
 * request is that of the whole result and becomes the one that is written. */
void export_explained(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out);
void export_comparison(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out);
void export_curves(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out);
