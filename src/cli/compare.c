/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan compare: named configurations, or the best answers of plans, side by side. */
#include "cli/compare.h"

#include <math.h>

#include "base/i18n.h"
#include "study/detail.h"
#include "study/scenario_text.h"
#include "study/scenario_json.h"
#include "study/serve.h"
#include "study/serve_rank.h"

/* Cuts "xN" off; returns N, NaN where there is none. */
static double cut_count(struct text *name)
{
	size_t at = name->length;
	struct error ignored = { 0 };
	double count;

	while (at > 0 && name->data[at - 1] >= '0' && name->data[at - 1] <= '9')
		at--;
	if (at == name->length || at < 2 || name->data[at - 1] != 'x')
		return NAN;
	if (quantity_parse(name->data + at, QUANTITY_COUNT, &count, &ignored) != STATUS_OK)
		return NAN;
	name->length = at - 1;
	name->data[name->length] = '\0';
	return count;
}

/* A name of the catalog is taken whole before a count is looked for in it. */
static const struct gpu *read_gpu(const struct catalog *c, const char *text, double *count, struct error *error)
{
	TEXT(name);
	struct error ignored = { 0 };
	const struct gpu *gpu = catalog_gpu(c, text, &ignored);

	*count = NAN;
	if (gpu)
		return gpu;
	text_add(&name, text);
	*count = cut_count(&name);
	gpu = catalog_gpu(c, name.data, error);
	if (gpu && (*count < 1.0 || *count > parameter_row(PARAMETER_GPUS)->high)) {
		error_set(error, STATUS_USAGE, _("--gpu %s: from 1 to %.0f GPUs"), text,
			parameter_row(PARAMETER_GPUS)->high);
		return NULL;
	}
	return gpu;
}

enum status compare_set_gpu(struct invocation *call, const char *text, struct error *error)
{
	double count;
	const struct gpu *gpu = read_gpu(&call->catalog, text, &count, error);

	if (!gpu)
		return error->status;
	index_set_add(&call->scenario.gpus, (int)(gpu - call->catalog.gpus));
	return STATUS_OK;
}

/* The answers, and what a plan's answer rests on. */
struct side {
	struct result all;
	struct result plans[COMPARISON_MAX];
	int plan_count;
};

static enum status refuse_count(const struct invocation *call, int count, struct error *error)
{
	if (count >= 2 && count <= COMPARISON_MAX)
		return STATUS_OK;
	return error_set(error, STATUS_USAGE, _("%s: two or three are wanted, by --gpu or as plans; there are %d"),
		call->command->name, count);
}

/* Each as serve_one() finds it for its count, then ranked together. */
static enum status solve_gpus(struct invocation *call, struct side *side, struct error *error)
{
	struct result *r = &side->all;
	int count = 0;

	for (size_t i = 0; i < call->given_count; i++)
		count += call->given[i].parameter == PARAMETER_GPU;
	if (refuse_count(call, count, error) != STATUS_OK)
		return STATUS_USAGE;
	r->model = serve_model(&call->scenario, r);
	for (size_t i = 0; i < call->given_count; i++) {
		double gpus;
		const struct gpu *gpu;

		if (call->given[i].parameter != PARAMETER_GPU)
			continue;
		gpu = read_gpu(&call->catalog, call->given[i].text, &gpus, error);
		if (isnan(gpus))
			gpus = call->scenario.number[PARAMETER_GPUS];
		serve_one(&call->scenario, r->model, gpu, gpus, &r->rows[r->count++]);
	}
	serve_rank(&call->scenario, call->today, r);
	study_detail_all(&call->scenario, call->today, r);
	return STATUS_OK;
}

static enum status read_plan(const struct invocation *call, const char *path, struct scenario *s, struct error *error)
{
	TEXT(text);
	enum status status = scenario_init(s, &call->catalog, error);

	s->reader = call->scenario.reader;
	s->now = call->scenario.now;
	s->measured = call->scenario.measured;
	if (status == STATUS_OK)
		status = file_read(path, FILE_CAP, &text, error);
	if (status == STATUS_OK)
		status = scenario_read_json(s, text.data, text.length, path, error);
	/* One replica of each is compared: the traffic of a whole fleet is none of its. */
	return status == STATUS_OK ? scenario_json_expect(text.data, text.length, path, study_of_replica(), error)
				   : status;
}

/* The first of each; what was given on the command line asks nothing here. */
static enum status solve_plans(struct invocation *call, struct side *side, struct error *error)
{
	enum status status = refuse_count(call, call->argument_count, error);

	if (status == STATUS_OK && call->given_count > 0)
		return error_set(error, STATUS_USAGE, _("%s: plans say the whole workload; --%s cannot be given"),
			call->command->name, parameter_row(call->given[0].parameter)->name);
	for (int i = 0; i < call->argument_count && status == STATUS_OK; i++) {
		struct result *r = &side->plans[side->plan_count++];
		struct scenario s;

		result_init(r, &call->catalog);
		status = read_plan(call, call->arguments[i], &s, error);
		if (status != STATUS_OK)
			break;
		study_solve(study_of_replica(), &s, call->today, r);
		study_detail_all(&s, call->today, r);
		if (i == 0)
			call->scenario = s;
		if (r->oldest_price >= 0 && (side->all.oldest_price < 0 || r->oldest_price < side->all.oldest_price)) {
			side->all.oldest_price = r->oldest_price;
			side->all.warnings = r->warnings;
		}
		if (r->count > 0)
			side->all.rows[side->all.count++] = r->rows[0];
	}
	side->all.model = side->plans[0].model;
	serve_order(&side->all);
	return status;
}

static void write_comparison(const struct invocation *call, const struct result *r, struct text *out)
{
	struct output_request request = invocation_request(call, r);
	const struct row *answers[COMPARISON_MAX];
	FREED struct comparison *c = xcalloc(1, sizeof(*c));

	for (int i = 0; i < r->count; i++)
		answers[i] = &r->rows[i];
	comparison_make(c, r->study, answers, r->count);
	request.content = OUTPUT_COMPARED;
	request.comparison = c;
	/* Plans have a workload each. */
	request.one_load = call->argument_count == 0;
	output_write(out, call->format, &request);
}

enum status command_compare(struct invocation *call, struct text *out, struct error *error)
{
	struct side side = { .plan_count = 0 };
	enum status status;

	result_init(&side.all, &call->catalog);
	result_begin(&side.all, study_of_replica());
	status = (call->argument_count > 0 ? solve_plans : solve_gpus)(call, &side, error);
	if (status == STATUS_OK) {
		status = result_best(&side.all) ? STATUS_OK : STATUS_UNMET;
		write_comparison(call, &side.all, out);
	}
	for (int i = 0; i < side.plan_count; i++)
		result_release(&side.plans[i]);
	result_release(&side.all);
	return status;
}
