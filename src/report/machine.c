/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as JSON and CSV: all that the study's answers have of the table of metrics. */
#include "report/machine.h"

#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "report/explain.h"
#include "report/member.h"
#include "report/money_report.h"
#include "report/part_table.h"
#include "report/phrases.h"
#include "report/labels.h"
#include "study/scenario_json.h"
#include "study/serve_offer.h"

/* The value of a metric as JSON, or as the cells of CSV. */
static void add_metric(struct text *out, enum metric metric, const struct row *a, bool csv)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, a);
	const char *unknown = csv ? "" : "null";
	double scale = metric_unit_scale(row->unit);

	switch (row->form) {
	case METRIC_WORD:
		if (csv)
			text_add_csv(out, value.word ? value.word : "");
		else
			member_word(out, "", value.word);
		break;
	case METRIC_FLAG: member_flag(out, "", value.flag); break;
	case METRIC_BAND:
		text_add(out, csv ? "" : "{\"low\":");
		report_number(out, value.band.low / scale, unknown);
		text_add(out, csv ? "," : ",\"mid\":");
		report_number(out, value.band.mid / scale, unknown);
		text_add(out, csv ? "," : ",\"high\":");
		report_number(out, value.band.high / scale, unknown);
		text_add(out, csv ? "" : "}");
		break;
	case METRIC_DATE:
		if (!csv)
			member_date(out, "", value.band.mid);
		else if (!isnan(value.band.mid))
			label_date(out, (long)value.band.mid);
		break;
	case METRIC_TIME:
		if (!csv)
			member_time(out, "", value.band.mid);
		else if (!isnan(value.band.mid))
			clock_format(out, value.band.mid);
		break;
	case METRIC_COUNT_FORM: report_number(out, value.band.mid / scale, unknown); break;
	}
}

static void add_reason(struct text *out, const struct reason *reason)
{
	const struct reason_row *row = reason_row(reason->id);
	const char *separator = "";
	TEXT(text);

	label_reason_english(&text, reason);
	text_addf(out, "{\"id\":\"%s\"", row->id);
	member_word(out, ",\"text\":", text.data);
	text_add(out, ",\"values\":{");
	for (int k = 0; k < REASON_VALUES; k++) {
		if (!row->keys[k][0])
			continue;
		text_addf(out, "%s\"%s\":", separator, row->keys[k]);
		member_number(out, "", reason_json_value(row, k, reason->value[k]));
		separator = ",";
	}
	if (reason->name) {
		text_add(out, separator);
		member_word(out, "\"name\":", reason->name);
	}
	if (reason->place)
		member_word(out, ",\"provider\":", reason->place);
	text_add(out, "}}");
}

static void add_reasons(struct text *out, const char *key, const struct reasons *reasons)
{
	text_add(out, key);
	text_add_char(out, '[');
	for (int i = 0; i < reasons->count; i++) {
		text_add(out, i ? "," : "");
		add_reason(out, &reasons->items[i]);
	}
	text_add_char(out, ']');
}

static void add_key(struct text *out, const char *key, const char *end)
{
	text_add_char(out, '"');
	text_add(out, key);
	text_add(out, end);
}

/* What else was judged of the GPU: what differs from the answer, and why it is none. */
static void add_alternatives(struct text *out, const struct output_request *request, const struct row *a)
{
	static const enum metric metrics[] = { METRIC_GPUS, METRIC_REPLICAS, METRIC_TP, METRIC_WEIGHTS, METRIC_VERDICT,
		METRIC_P_MEETS, METRIC_FITS, METRIC_GOAL_TTFT, METRIC_GOAL_TPOT, METRIC_PROVIDER, METRIC_PURCHASE,
		METRIC_HOUR, METRIC_MTOK_OUTPUT, METRIC_MTOK_SURE };
	struct replica_row others[ALTERNATIVES_MAX];
	int count =
		request->result->study->alternatives(request->scenario, request->result, a, others, ALTERNATIVES_MAX);

	text_add(out, ",\"alternatives\":[");
	for (int i = 0; i < count; i++) {
		text_add(out, i ? "," : "");
		for (size_t k = 0; k < sizeof(metrics) / sizeof(metrics[0]); k++) {
			text_add_char(out, k ? ',' : '{');
			add_key(out, metric_row(metrics[k])->key, "\":");
			add_metric(out, metrics[k], &others[i].row, false);
		}
		add_reasons(out, ",\"reasons\":", &others[i].row.reasons);
		text_add_char(out, '}');
	}
	text_add_char(out, ']');
}

/* What its provider asks for it bought otherwise. */
static void add_other_pay(struct text *out, const struct scenario *s, const struct row *a)
{
	const struct offer *others[OFFER_PURCHASES] = { NULL };
	const char *separator = "";

	if (a->offer)
		serve_offer_others(s, a->offer, deployment_gpus(&a->deployment), others);
	text_add(out, ",\"other\":[");
	for (int i = 0; i < OFFER_PURCHASES; i++) {
		if (!others[i])
			continue;
		text_add(out, separator);
		separator = ",";
		member_word(out, "{\"purchase\":", PURCHASE_WORDS[i]);
		member_number(out, ",\"usd_per_gpu_hour\":", others[i]->usd_per_gpu_hour);
		member_date(out, ",\"as_of\":", (double)others[i]->as_of);
		text_add_char(out, '}');
	}
	text_add_char(out, ']');
}

/* `request` as below. */
static void close_group(struct text *out, const char *group, const struct row *a, const struct output_request *request)
{
	if (request && request->result->study->alternatives && strcmp(group, "cost") == 0)
		add_other_pay(out, request->scenario, a);
	text_add_char(out, '}');
}

/* The request: of answers that have alternatives; NULL: points of a curve, or rows of another workload. */
static void add_answer(
	struct text *out, const struct study *study, const struct row *a, const struct output_request *request)
{
	const char *group = "";

	text_add_char(out, '{');
	for (int i = 0; i < metric_count(); i++) {
		const struct metric_row *row = metric_row(metric_at(i));
		bool opens = strcmp(row->group, group) != 0;

		if (!study_gives(study, metric_at(i)))
			continue;
		if (opens && group[0])
			close_group(out, group, a, request);
		text_add(out, i ? "," : "");
		if (opens && row->group[0])
			add_key(out, row->group, "\":{");
		group = row->group;
		add_key(out, row->key, "\":");
		add_metric(out, metric_at(i), a, false);
	}
	if (group[0])
		close_group(out, group, a, request);
	add_reasons(out, ",\"reasons\":", &a->reasons);
	if (part_row(study->part)->members)
		part_row(study->part)->members(out, a);
	if (request && study->alternatives)
		add_alternatives(out, request, a);
	text_add_char(out, '}');
}

/* Everything up to the closing brace. */
static void add_envelope(struct text *out, const struct output_request *request, const struct result *r, int top)
{
	/* Points of a curve have loads of their own, compared plans a whole workload each. */
	bool same_load = r == request->result && (request->content != OUTPUT_COMPARED || request->one_load);

	text_addf(out, "{\"schema\":\"gpuplan/1\",\"command\":\"%s\",\n\"scenario\":", request->command);
	scenario_write_json(request->scenario, r->study, out);
	text_add(out, ",\n\"results\":[");
	for (int i = 0; i < r->count && i < top; i++) {
		text_add(out, i ? ",\n" : "\n");
		add_answer(out, r->study, &r->rows[i], same_load ? request : NULL);
	}
	add_reasons(out, "],\n\"warnings\":", &r->warnings);
}

/* What the rows are: the answers, or the points of their curves. */
static const struct result *rows_of(const struct output_request *request)
{
	return request->points ? request->points : request->result;
}

void machine_json(struct text *out, const struct output_request *request)
{
	const struct result *r = rows_of(request);

	add_envelope(out, request, r, request->top);
	if (part_row(r->study->part)->end)
		part_row(r->study->part)->end(out, report_leader(r));
	text_add(out, "}\n");
}

void machine_json_money(struct text *out, const struct output_request *request)
{
	const struct money_curves *c = request->curves;
	struct row answers[1 + MONEY_LINES_MAX];
	struct result shown = *request->result;

	shown.rows = answers;
	answers[0] = *c->answer;
	shown.count = 1;
	for (int i = 0; i < c->line_count; i++)
		if (c->lines[i].answer != c->answer)
			answers[shown.count++] = *c->lines[i].answer;
	add_envelope(out, request, &shown, shown.count);
	money_report_member(out, c);
	text_add(out, "}\n");
}

void machine_json_explained(struct text *out, const struct output_request *request)
{
	FREED struct explanation *e = xcalloc(1, sizeof(*e));

	if (request->result->study->explain)
		request->result->study->explain(request->scenario, &request->result->rows[0], e);
	add_envelope(out, request, request->result, 1);
	text_add(out, ",\n\"explanation\":");
	report_explanation_json(out, e);
	text_add(out, "}\n");
}

void machine_csv_metric(struct text *out, enum metric metric, const struct row *a)
{
	add_metric(out, metric, a, true);
}

/* The line of an answer; NULL: the keys. */
static void add_line(struct text *out, const struct study *study, const struct row *a)
{
	for (int i = 0; i < metric_count(); i++) {
		const struct metric_row *row = metric_row(metric_at(i));

		if (!study_gives(study, metric_at(i)))
			continue;
		text_add(out, i ? "," : "");
		if (a)
			add_metric(out, metric_at(i), a, true);
		else if (row->form == METRIC_BAND)
			text_addf(out, "%s_low,%s,%s_high", row->key, row->key, row->key);
		else
			text_add(out, row->key);
	}
	text_add_char(out, '\n');
}

void machine_csv(struct text *out, const struct output_request *request)
{
	const struct result *r = rows_of(request);

	add_line(out, r->study, NULL);
	for (int k = 0; k < r->count && k < request->top; k++)
		add_line(out, r->study, &r->rows[k]);
}
