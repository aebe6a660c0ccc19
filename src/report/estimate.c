/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One configuration in full. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/grid.h"
#include "report/people.h"
#include "report/words.h"
#include "study/serve.h"

static const enum grid_align left[] = { GRID_LEFT, GRID_LEFT, GRID_LEFT };

static void add_line(struct grid *grid, const char *name, const char *value, const char *meaning)
{
	struct text label;

	text_init(&label);
	text_addf(&label, "  %s", name);
	grid_add(grid, label.data);
	grid_add(grid, value);
	grid_add(grid, meaning);
	text_release(&label);
}

static void add_metric(struct grid *grid, enum metric metric, const struct row *a)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value figure = metric_value(metric, a);
	struct text value;

	text_init(&value);
	words_band(&value, &figure.band, row->unit);
	add_line(grid, _(row->title), value.data, _(row->help));
	text_release(&value);
}

static void finish(struct grid *grid, struct text *out)
{
	grid_write(grid, out, NULL, NULL);
	grid_release(grid);
}

static void metric_lines(struct text *out, const struct row *a, const enum metric *metrics, size_t count)
{
	struct grid grid;

	grid_init(&grid, 3, left);
	for (size_t i = 0; i < count; i++)
		add_metric(&grid, metrics[i], a);
	finish(&grid, out);
}

static void write_memory(struct text *out, const struct row *a, struct report_style style)
{
	static const enum metric gpu[] = { METRIC_CAPACITY, METRIC_USABLE, METRIC_WEIGHT_BYTES,
					   METRIC_ACTIVATIONS, METRIC_RUNTIME };
	static const enum metric replica[] = { METRIC_KV_POOL, METRIC_KV_IN_USE, METRIC_KV_HEADROOM,
					       METRIC_KV_TOKEN, METRIC_KV_SEQUENCE, METRIC_MAX_CONCURRENCY };

	report_heading(out, _("Memory of one GPU"), style.color);
	metric_lines(out, a, gpu, sizeof gpu / sizeof gpu[0]);
	report_heading(out, _("KV cache of the replica"), style.color);
	metric_lines(out, a, replica, sizeof replica / sizeof replica[0]);
}

static void write_speed(struct text *out, const struct row *a, struct report_style style)
{
	static const enum metric speed[] = { METRIC_TTFT, METRIC_TPOT, METRIC_E2E, METRIC_OUTPUT_TOK_S,
					     METRIC_TOTAL_TOK_S, METRIC_REQUESTS_S, METRIC_CONCURRENCY };
	static const enum metric step[] = { METRIC_STEP_WEIGHTS, METRIC_STEP_KV, METRIC_STEP_COMPUTE,
					    METRIC_STEP_COMMUNICATION, METRIC_STEP_OVERHEAD };

	report_heading(out, _("Speed, with the 80 % band"), style.color);
	metric_lines(out, a, speed, sizeof speed / sizeof speed[0]);
	text_addf(out, _("  evidence: %s\n"), words_provenance(a->provenance));
	report_heading(out, _("One decode step"), style.color);
	metric_lines(out, a, step, sizeof step / sizeof step[0]);
}

/* How many comparable offers there are and what they ask. */
static void write_other_offers(struct text *out, const struct scenario *s, const struct row *a)
{
	struct reason reason = { .id = REASON_OTHER_OFFERS };
	struct admission admission;
	int count, admitted = 0;
	const struct offer *offers = catalog_offers(s->catalog, a->deployment.gpu, &count);

	admission_init(&admission, s, scenario_purchases(s));
	for (int i = 0; i < count; i++) {
		if (!admission_admits(&admission, &offers[i]))
			continue;
		if (admitted++ == 0)
			reason.value[1] = offers[i].usd_per_gpu_hour;
		reason.value[2] = offers[i].usd_per_gpu_hour;
	}
	reason.value[0] = admitted;
	text_add(out, "  ");
	words_reason(out, &reason);
	text_add_char(out, '\n');
}

static void write_cost(struct text *out, const struct scenario *s, const struct row *a, long today,
		       struct report_style style)
{
	static const enum metric cost[] = { METRIC_GPU_HOUR, METRIC_HOUR, METRIC_MONTH, METRIC_BUSY,
					    METRIC_MTOK_OUTPUT, METRIC_MTOK_INPUT, METRIC_MTOK };

	report_heading(out, _("Cost"), style.color);
	if (!a->offer) {
		text_addf(out, "  %s\n", _("no dated price of the chosen kind"));
		return;
	}
	metric_lines(out, a, cost, sizeof cost / sizeof cost[0]);
	text_addf(out, _("  offer: %s, %s, "), a->offer->provider->name, words_purchase(a->offer->purchase));
	words_price_date(out, a->offer->as_of, today);
	text_addf(out, _("\n  source: %s\n"), a->offer->source);
	write_other_offers(out, s, a);
}

void report_estimate(struct text *out, const struct scenario *s, const struct row *a, long today,
		     struct report_style style)
{
	const struct deployment *d = &a->deployment;

	report_workload(out, s, d->model);
	text_add_char(out, '\n');
	text_addf(out, _("%s x%.0f, %s weights, %s KV cache, %s: %s\n"), d->gpu->name,
		  layout_gpus(&d->layout), d->format->name, d->kv->name, d->engine->name,
		  words_verdict(a->verdict));
	for (int i = 0; i < a->reasons.count; i++) {
		text_add(out, "  ");
		words_reason(out, &a->reasons.items[i]);
		text_add_char(out, '\n');
	}
	write_memory(out, a, style);
	write_speed(out, a, style);
	write_cost(out, s, a, today, style);
}
