/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the model says about a run, and how much each published figure counts. */
#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "fit/dataset.h"

void run_evaluate(struct run *run)
{
	struct serving serving;
	struct service v = {0};

	serving_prepare(&serving, &run->deployment, &run->memory, run->request);
	switch (run->load) {
	case LOAD_CLOSED:
		v = serving_closed(&serving, run->amount);
		break;
	case LOAD_SATURATED:
		v = serving_saturated(&serving);
		break;
	case LOAD_OPEN:
		v = serving_open(&serving, run->amount);
		break;
	case LOAD_STATIC:
		v = serving_static(&serving, run->amount);
		break;
	}
	run->values[FIGURE_TPOT] = v.tpot_s;
	run->values[FIGURE_TOK_S] = v.output_tok_s;
	run->values[FIGURE_TTFT] = v.ttft_s;
	run->values[FIGURE_PROMPT] = serving_prefill_tok_s(&serving);
}

double row_residual(const struct dataset *data, const struct row *row)
{
	return log(data->runs[row->run].values[row->metric] / row->measured);
}

/* Whether two rows are neighbours: one set-up measured under several loads. */
static bool neighbours(const struct dataset *data, const struct row *a, const struct row *b)
{
	const struct deployment *p = &data->runs[a->run].deployment;
	const struct deployment *q = &data->runs[b->run].deployment;

	return a->labels[LABEL_GROUP] == b->labels[LABEL_GROUP] && p->engine == q->engine &&
	       p->format == q->format && p->layout.tensor == q->layout.tensor;
}

static double metric_weight(const struct dataset *data, int i)
{
	const struct row *row = &data->rows[i];
	bool tpot = false;

	if (row->metric == FIGURE_TTFT)
		return 0.5;
	if (row->metric == FIGURE_PROMPT)
		return 0.5;
	for (int j = i - 3; j <= i + 3; j++)
		tpot = tpot || (j >= 0 && j < data->row_count && data->rows[j].run == row->run &&
				data->rows[j].metric == FIGURE_TPOT);
	return row->metric == FIGURE_TOK_S && tpot ? 0.3 : 1.0;
}

void dataset_weigh(struct dataset *data)
{
	for (int i = 0; i < data->row_count; i++) {
		int runs = 0, last = -1;

		for (int j = 0; j < data->row_count; j++)
			if (data->rows[j].run != last &&
				neighbours(data, &data->rows[i], &data->rows[j])) {
				last = data->rows[j].run;
				runs++;
			}
		data->rows[i].weight = metric_weight(data, i) / sqrt((double)runs);
	}
}
