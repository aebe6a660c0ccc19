/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which answers a view is about, and the batch command that gives the same. */
#include "tui/export.h"

#include <limits.h>

#include "report/command.h"
#include "study/scenario_text.h"
#include "study/curve_points.h"
#include "tui/action.h"
#include "tui/views/views.h"

void export_explained(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out)
{
	struct result one = session->result;
	struct scenario only;
	struct row answer;

	if (!session_answer(session))
		return;
	answer = *session_answer(session);
	only = report_only(session->study, request->scenario, &answer);
	one.rows = &answer;
	one.count = 1;
	request->scenario = &only;
	request->result = &one;
	request->selected = &answer;
	/* The batch command of a study that accounts for its rows says more than their formulas. */
	if (!session->study->accounts) {
		request->content = OUTPUT_EXPLAINED;
		request->command = "explain";
	}
	output_write(out, format, request);
}

static void export_marked(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out)
{
	const struct catalog *c = session->scenario.catalog;
	struct scenario only = *request->scenario;
	const struct row *marked[COMPARISON_MAX];
	struct row answers[COMPARISON_MAX];
	struct result some = session->result;
	struct comparison compared;
	TEXT(again);

	some.rows = answers;
	some.count = compare_answers(session, marked);
	scenario_clear(&only, PARAMETER_GPU);
	only.sort_metric = -1;
	report_command(&again, study_of_replica(), "compare", &only);
	for (int i = 0; i < some.count; i++) {
		answers[i] = *marked[i];
		index_set_add(&only.gpus, (int)(marked[i]->deployment.gpu - c->gpus));
		text_addf(&again, " --gpu %sx%.0f", marked[i]->deployment.gpu->id,
			layout_gpus(&marked[i]->deployment.layout));
	}
	comparison_make(&compared, some.study, marked, some.count);
	request->content = OUTPUT_COMPARED;
	request->scenario = &only;
	request->result = &some;
	request->comparison = &compared;
	/* The batch command compares what serves; of the others the tables can be asked again. */
	if (session->study->part == PART_REPLICA)
		request->again = again.data;
	output_write(out, format, request);
}

void export_comparison(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out)
{
	const struct row *compared[COMPARISON_MAX];

	if (compare_answers(session, compared) < 2)
		output_write(out, format, request);
	else
		export_marked(session, request, format, out);
}

/* What a fleet or owning costs has a plot of its own. */
static void export_money_curves(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out)
{
	const struct row *a = session_answer(session);
	enum money_plot plot = money_curves_plot(session->study, (int)session->views->curves.plot);
	struct money_curves curves;

	/* Without a GPU there is no plot: the report says why.  Some questions have none. */
	if (!a || plot == MONEY_NONE) {
		output_write(out, format, request);
		return;
	}
	money_curves_calculate(&curves, plot, &session->scenario, &session->result, a);
	request->content = OUTPUT_MONEY;
	request->curves = &curves;
	output_write(out, format, request);
	money_curves_release(&curves);
}

/* The selected configuration comes first, as in the plot. */
static void export_load_curves(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out)
{
	struct row answers[CURVE_SERIES_MAX];
	struct result some = session->result, points;
	const struct row *selected = session_answer(session);
	struct scenario only = *request->scenario;

	scenario_clear(&only, PARAMETER_GPU);
	some.rows = answers;
	some.count = 0;
	if (selected)
		answers[some.count++] = *selected;
	for (int i = 0; i < session->result.count && some.count < CURVE_SERIES_MAX; i++)
		if (&session->result.rows[i] != selected)
			answers[some.count++] = session->result.rows[i];
	request->content = OUTPUT_POINTS;
	request->command = "curve";
	request->result = &some;
	request->selected = selected ? &answers[0] : NULL;
	for (int i = 0; i < some.count; i++)
		index_set_add(&only.gpus, (int)(answers[i].deployment.gpu - only.catalog->gpus));
	request->scenario = &only;
	curves_points(&session->scenario, session->today, &some, output_points(format), &points);
	request->points = &points;
	output_write(out, format, request);
	result_release(&points);
}

void export_curves(
	const struct session *session, struct output_request *request, enum output_format format, struct text *out)
{
	if (session->study->part == PART_REPLICA)
		export_load_curves(session, request, format, out);
	else
		export_money_curves(session, request, format, out);
}

void export_view(const struct session *session, enum view view, enum output_format format, struct text *out)
{
	/* The order of the table belongs to what is shown. */
	struct scenario shown = session->scenario;
	struct output_request request = { .command = session->study->command,
		.scenario = &shown,
		.result = &session->result,
		.today = session->today,
		.top = INT_MAX };

	shown.sort_metric = session->sort_metric;
	if (view_row(session, view)->export)
		view_row(session, view)->export(session, &request, format, out);
	else
		output_write(out, format, &request);
}
