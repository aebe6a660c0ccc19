/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results as JSON. */
#include "config.h"

#include "study/own_answer.h"
#include "report/machine.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "report/explain.h"
#include "report/money_curves.h"
#include "report/own.h"
#include "report/table.h"
#include "report/words.h"
#include "study/scenario_json.h"

static void add_word(struct text *out, const char *word)
{
	if (word)
		text_add_json_string(out, word);
	else
		text_add(out, "null");
}

static void add_date(struct text *out, double days)
{
	char date[11];

	if (isnan(days)) {
		text_add(out, "null");
		return;
	}
	date_format((long)days, date);
	text_add_json_string(out, date);
}

static void add_band(struct text *out, const struct band *band, double scale)
{
	const double values[] = { band->low, band->mid, band->high };
	static const char *const keys[] = { "{\"low\":", ",\"mid\":", ",\"high\":" };

	for (int i = 0; i < 3; i++) {
		text_add(out, keys[i]);
		report_number(out, values[i] / scale, "null");
	}
	text_add_char(out, '}');
}

static void add_metric(struct text *out, enum metric metric, const struct row *a)
{
	const struct metric_row *row = metric_row(metric);
	struct metric_value value = metric_value(metric, a);
	double scale = metric_unit_scale(row->unit);

	switch (row->form) {
	case METRIC_WORD:
		add_word(out, value.word);
		break;
	case METRIC_FLAG:
		text_add(out, value.flag ? "true" : "false");
		break;
	case METRIC_BAND:
		add_band(out, &value.band, scale);
		break;
	case METRIC_DATE:
		add_date(out, value.band.mid);
		break;
	case METRIC_COUNT_FORM:
		report_number(out, value.band.mid / scale, "null");
		break;
	}
}

static void add_reasons(struct text *out, const struct reasons *reasons)
{
	text_add_char(out, '[');
	for (int i = 0; i < reasons->count; i++) {
		const struct reason *reason = &reasons->items[i];
		const struct reason_row *row = reason_row(reason->id);
		struct text sentence;
		bool first = true;

		text_init(&sentence);
		words_reason_english(&sentence, reason);
		text_addf(out, "%s{\"id\":\"%s\",\"text\":", i ? "," : "", row->id);
		text_add_json_string(out, sentence.data);
		text_add(out, ",\"values\":{");
		for (int k = 0; k < REASON_VALUES; k++) {
			if (!row->keys[k][0])
				continue;
			text_addf(out, "%s\"%s\":", first ? "" : ",", row->keys[k]);
			report_number(out, reason_json_value(row, k, reason->value[k]), "null");
			first = false;
		}
		if (reason->name) {
			text_add(out, first ? "\"name\":" : ",\"name\":");
			text_add_json_string(out, reason->name);
		}
		if (reason->place) {
			text_add(out, ",\"provider\":");
			text_add_json_string(out, reason->place);
		}
		text_add(out, "}}");
		text_release(&sentence);
	}
	text_add_char(out, ']');
}

static void add_key(struct text *out, const char *key, const char *end)
{
	text_add_char(out, '"');
	text_add(out, key);
	text_add(out, end);
}

static void add_answer(struct text *out, const struct study *study, const struct row *a)
{
	const char *group = "";

	text_add_char(out, '{');
	for (int i = 0; i < METRIC_COUNT; i++) {
		const struct metric_row *row = metric_row((enum metric)i);
		bool opens = strcmp(row->group, group) != 0;

		if (!study_gives(study, (enum metric)i))
			continue;
		if (opens && group[0])
			text_add_char(out, '}');
		text_add(out, i ? "," : "");
		if (opens && row->group[0])
			add_key(out, row->group, "\":{");
		group = row->group;
		add_key(out, row->key, "\":");
		add_metric(out, (enum metric)i, a);
	}
	if (group[0])
		text_add_char(out, '}');
	text_add(out, ",\"reasons\":");
	add_reasons(out, &a->reasons);
	if (a->part_kind == PART_OWNERSHIP)
		own_json_members(out, a);
	text_add_char(out, '}');
}

/* Everything up to the closing brace. */
static void add_envelope(struct text *out, const char *command, const struct scenario *s,
			 const struct result *r, int top)
{
	text_addf(out, "{\"schema\":\"gpuplan/1\",\"command\":\"%s\",\n\"scenario\":", command);
	scenario_write_json(s, r->study, out);
	text_add(out, ",\n\"results\":[");
	for (int i = 0; i < r->count && i < top; i++) {
		text_add(out, i ? ",\n" : "\n");
		add_answer(out, r->study, &r->rows[i]);
	}
	text_add(out, "],\n\"warnings\":");
	add_reasons(out, &r->warnings);
}

void report_json(struct text *out, const char *command, const struct scenario *s,
		 const struct result *r, int top)
{
	add_envelope(out, command, s, r, top);
	if (r->study->part == PART_OWNERSHIP)
		own_json_spent(out, report_leader(r));
	text_add(out, "}\n");
}

void report_json_curves(struct text *out, const char *command, const struct scenario *s,
			const struct result *r, const struct money_curves *c)
{
	struct row answers[1 + MONEY_LINES_MAX];
	struct result shown = *r;

	shown.rows = answers;
	answers[0] = *c->answer;
	shown.count = 1;
	for (int i = 0; i < c->line_count; i++)
		if (c->lines[i].answer != c->answer)
			answers[shown.count++] = *c->lines[i].answer;
	add_envelope(out, command, s, &shown, shown.count);
	money_json_member(out, c);
	text_add(out, "}\n");
}

void report_json_explained(struct text *out, const char *command, const struct scenario *s,
			   const struct result *r, const struct explanation *e)
{
	add_envelope(out, command, s, r, 1);
	text_add(out, ",\n\"explanation\":");
	report_explanation_json(out, e);
	text_add(out, "}\n");
}
