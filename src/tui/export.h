/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shown, as a report in one of the formats. */
#ifndef GPUPLAN_TUI_EXPORT_H
#define GPUPLAN_TUI_EXPORT_H

#include "report/output.h"
#include "tui/session.h"

/*
 * The ranking of the workbench; of the view that explains the selected configuration, of the
 * comparison the marked rows, of the curves their points (of serving, where the format has no room
 * for them: the selected configuration with its curves).
 */
void export_view(const struct session *session, enum view view, enum output_format format,
		 struct text *out);

/* For the rows of view.h: the selected configuration explained, the marked ones compared, the curves; the
 * request is that of the whole result and becomes the one that is written. */
void export_explained(const struct session *session, struct output_request *request,
		      enum output_format format, struct text *out);
void export_comparison(const struct session *session, struct output_request *request,
		       enum output_format format, struct text *out);
void export_curves(const struct session *session, struct output_request *request,
		   enum output_format format, struct text *out);

#endif
