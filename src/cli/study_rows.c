/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan sweep --study: a scenario a row. */
#include "cli/study_rows.h"

#include "report/answer_columns.h"
#include "study/detail.h"

void study_rows_init(struct study_rows *asked, const struct csv *csv, const struct invocation *call)
{
	asked->today = call->today;
	result_init(&asked->result, &call->catalog);
	scenario_rows_init(&asked->rows, csv, &call->scenario);
	scenario_rows_ask(&asked->rows, call->asked);
}

void study_rows_release(struct study_rows *asked)
{
	scenario_rows_release(&asked->rows);
	result_release(&asked->result);
}

void study_rows_names(const struct study_rows *asked, struct text *out)
{
	answer_columns_names(out, asked->rows.study, asked->rows.csv);
}

void study_rows_answer(struct study_rows *asked, struct text *out)
{
	const struct study *study = asked->rows.study;
	struct result *r = &asked->result;
	struct error error = { 0 };
	struct scenario s;

	if (scenario_rows_read(&asked->rows, &s, &error) != STATUS_OK) {
		answer_columns_cells(out, study, NULL, error.text);
		return;
	}
	study_solve(study, &s, asked->today, r);
	if (r->count == 0) {
		answer_columns_cells(out, study, NULL, "no GPU that may be chosen can be had yet");
		return;
	}
	study_detail(&s, asked->today, r, 0);
	answer_columns_cells(out, study, &r->rows[0], "");
}
