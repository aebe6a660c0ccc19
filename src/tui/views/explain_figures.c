/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building the outline of figures. */
#include "tui/views/explain_figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "report/explain.h"
#include "report/labels.h"
#include "report/output.h"
#include "report/topic.h"

/* 0 is no metric. */
#define TAG_OF(metric) ((int)(metric) + 1)

/* What a reader looks for first: a line of the explanation by its name, and what it is called here (NULL: as its
 * column). */
static const struct {
	const char *id;
	enum metric metric;
	const char *name;
} heads[] = {
	{ "ttft_s", METRIC_TTFT, NULL },
	{ "tpot_s", METRIC_TPOT, NULL },
	{ "output_tok_s", METRIC_OUTPUT_TOK_S, N_("Output tokens a second") },
	{ "usd_per_m_output", METRIC_MTOK_OUTPUT, N_("$ per 1M output tokens") },
	{ "usd_per_m_tokens", METRIC_MTOK, N_("$ per 1M tokens in all") },
	{ "usd_per_hour", METRIC_HOUR, N_("$ an hour") },
	{ "weights", METRIC_WEIGHT_BYTES, N_("Weights on one GPU") },
	{ "kv_pool", METRIC_KV_POOL, N_("KV pool") },
	{ "kv_headroom", METRIC_KV_HEADROOM, N_("KV headroom") },
	{ "max_concurrency", METRIC_MAX_CONCURRENCY, N_("Requests that fit") },
	{ "max_concurrency_full", METRIC_MAX_CONCURRENCY_FULL, N_("... at full context") },
};

static const struct explain_line *find_line(const struct explanation *e, const char *id)
{
	for (int i = 0; i < e->count; i++)
		if (strcmp(e->lines[i].id, id) == 0)
			return &e->lines[i];
	return NULL;
}

/* One item while it is written. */
struct draft {
	struct text low, mid, high, evidence, body;
	const char *name, *note;
};

static void draft_init(struct draft *d, const char *name, const char *note)
{
	*d = (struct draft){ .name = name, .note = note };
	text_init(&d->low);
	text_init(&d->mid);
	text_init(&d->high);
	text_init(&d->evidence);
	text_init(&d->body);
}

static int draft_add(struct draft *d, struct outline *o, int parent)
{
	const char *const texts[OUTLINE_TEXTS] = {
		[OUTLINE_NAME] = d->name,
		[OUTLINE_LOW] = d->low.data,
		[OUTLINE_MID] = d->mid.data,
		[OUTLINE_HIGH] = d->high.data,
		[OUTLINE_EVIDENCE] = d->evidence.data,
		[OUTLINE_NOTE] = d->note,
		[OUTLINE_BODY] = d->body.data,
	};
	int item = outline_add(o, parent, texts);

	text_release(&d->low);
	text_release(&d->mid);
	text_release(&d->high);
	text_release(&d->evidence);
	text_release(&d->body);
	return item;
}

static void draft_figures(struct draft *d, const struct explain_line *line)
{
	bool known = band_known(&line->band);

	label_value(&d->mid, known ? line->band.mid : line->value, line->unit);
	if (known && line->band.low < line->band.high) {
		label_value(&d->low, line->band.low, line->unit);
		label_value(&d->high, line->band.high, line->unit);
	}
	text_add(
		&d->evidence, line->provenance == PROVENANCE_NONE ? _("computed") : label_provenance(line->provenance));
}

/* What a cost rests on besides speed is a price. */
static void draft_price(struct draft *d, const struct session *session, enum metric metric, const struct row *a)
{
	if (!a->offer || strcmp(metric_row(metric)->group, "cost") != 0)
		return;
	text_clear(&d->evidence);
	if (metric == METRIC_HOUR)
		text_add(&d->evidence, a->offer->provider->name);
	else
		text_addf(&d->evidence, _("price %ld d old"), session->today - a->offer->as_of);
}

/* A recalibrated figure has one more line, which counts and stands before its own. */
static void add_head(
	const struct session *session, struct outline *o, const struct explanation *e, int head, const struct row *a)
{
	const struct explain_line *own = find_line(e, heads[head].id), *leaned;
	const struct metric_row *row = metric_row(heads[head].metric);
	char leaned_id[EXPLAIN_SYMBOL + 8];
	struct draft d;
	TEXT(note);

	if (!own)
		return;
	snprintf(leaned_id, sizeof(leaned_id), "leaned_%s", own->id);
	leaned = find_line(e, leaned_id);
	topic_define(&note, heads[head].metric);
	draft_init(&d, _(heads[head].name ? heads[head].name : row->title), note.data);
	draft_figures(&d, leaned ? leaned : own);
	draft_price(&d, session, heads[head].metric, a);
	if (leaned)
		report_figure(&d.body, leaned);
	report_figure(&d.body, own);
	draft_add(&d, o, -1);
	o->items[o->item_count - 1].tag = TAG_OF(heads[head].metric);
}

/* It is searched for, not computed by a formula. */
static void add_room(struct outline *o, const struct row *a)
{
	struct draft d;

	if (!(replica_of(a)->users_within >= 0.0))
		return;
	draft_init(&d, _("Users within the goals"), _(metric_row(METRIC_USERS_WITHIN)->help));
	label_value(&d.mid, replica_of(a)->users_within, UNIT_NONE);
	text_add(&d.evidence, label_provenance(a->provenance));
	text_add(&d.body, _("The largest number of users at which the configuration is judged to keep all goals.\n"));
	draft_add(&d, o, -1);
	o->items[o->item_count - 1].tag = TAG_OF(METRIC_USERS_WITHIN);
}

static void add_line(struct outline *o, int parent, const struct explain_line *line)
{
	struct draft d;

	draft_init(&d, line->id, _(line->meaning));
	draft_figures(&d, line);
	report_figure(&d.body, line);
	draft_add(&d, o, parent);
}

static int add_words(struct outline *o, const char *name, const char *words, const char *note, const char *body)
{
	const char *const texts[OUTLINE_TEXTS] = {
		[OUTLINE_NAME] = name,
		[OUTLINE_WORDS] = words,
		[OUTLINE_NOTE] = note,
		[OUTLINE_BODY] = body,
	};

	return outline_add(o, -1, texts);
}

static int count_section(const struct explanation *e, const char *section)
{
	int count = 0;

	for (int i = 0; i < e->count; i++)
		count += strcmp(e->lines[i].section, section) == 0;
	return count;
}

/* All lines below the sections that they stand in. */
static void add_sections(struct outline *o, const struct explanation *e)
{
	const char *section = "";
	int parent = -1;

	for (int i = 0; i < e->count; i++) {
		const struct explain_line *line = &e->lines[i];

		if (strcmp(section, line->section) != 0) {
			int count = count_section(e, line->section);
			TEXT(words);

			section = line->section;
			text_addf(&words,
				ngettext("%d figure, step by step", "%d figures, step by step", (unsigned long)count),
				count);
			parent = add_words(o, _(section), words.data, _("how it is calculated, step by step"), NULL);
		}
		add_line(o, parent, line);
	}
}

static void add_reasons(struct outline *o, const struct row *a)
{
	TEXT(first);
	TEXT(body);

	text_addf(&first, "%d: ", a->reasons.count);
	for (int i = 0; i < a->reasons.count; i++) {
		if (i == 0)
			label_reason(&first, &a->reasons.items[i]);
		label_reason(&body, &a->reasons.items[i]);
		text_add_char(&body, '\n');
	}
	if (a->reasons.count)
		add_words(o, _("Reasons"), first.data, _("what decided, and what to relax"), body.data);
}

void explain_account(const struct session *session, struct text *out, const struct row *row)
{
	struct result one = session->result;
	struct row answer = *row;

	/* Nothing is before or behind it. */
	answer.rank = 1;
	one.rows = &answer;
	one.count = 1;
	one.warnings.count = 0;
	output_write(out, FORMAT_TEXT,
		&(struct output_request){ .content = OUTPUT_RESULT,
			.command = session->study->command,
			.scenario = &session->scenario,
			.result = &one,
			.today = session->today,
			.style = { .ascii = session->ascii } });
}

/* Lines of a sentence, which go on two blanks further in, become one again: this screen may be wider or narrower. */
static void add_unwrapped(struct text *out, const char *lines, size_t bytes)
{
	const char *end = lines + bytes;
	bool sentence = false;

	while (lines < end) {
		size_t n = strcspn(lines, "\n"), blanks = strspn(lines, " ");
		bool goes_on = sentence && blanks > 0;

		n = lines + n > end ? (size_t)(end - lines) : n;
		if (out->length)
			text_add_char(out, goes_on ? ' ' : '\n');
		text_add_n(out, lines + (goes_on ? blanks : 0), n - (goes_on ? blanks : 0));
		sentence = goes_on || strncmp(lines, "- ", 2) == 0;
		lines += n + 1;
	}
}

/* Its paragraphs, each below its first line; the one behind the workload is open. */
static void add_account(struct outline *o, const char *account, const char *command)
{
	TEXT(note);

	text_addf(&note, _("what \"gpuplan %s\" says of this row alone"), command);
	for (int number = 0; *account; number++) {
		const char *end = strstr(account, "\n\n");
		size_t bytes = end ? (size_t)(end - account) : strlen(account), head = strcspn(account, "\n");
		TEXT(name);
		TEXT(body);
		int item;

		text_add_n(&name, account, head - (head > 0 && account[head - 1] == ':'));
		if (head < bytes)
			add_unwrapped(&body, account + head + 1, bytes - head - 1);
		account += bytes;
		account += strspn(account, "\n");
		/* The first says what was asked. */
		if (number == 0)
			continue;
		item = add_words(o, name.data, NULL, note.data, body.data);
		o->items[item].table = true;
		o->items[item].open = number == 1;
	}
}

void explain_figures(const struct session *session, struct outline *figures, const struct row *row)
{
	FREED struct explanation *e = xcalloc(1, sizeof(*e));

	session->study->explain(&session->scenario, row, e);
	outline_release(figures);
	if (session->study->accounts) {
		TEXT(account);

		explain_account(session, &account, row);
		add_account(figures, account.data, session->study->command);
	}
	for (int i = 0; i < (int)(sizeof(heads) / sizeof(heads[0])); i++)
		add_head(session, figures, e, i, row);
	add_room(figures, row);
	add_reasons(figures, row);
	add_sections(figures, e);
}

int explain_metric(const struct outline *figures)
{
	int item = outline_selected(figures);

	return item < 0 ? -1 : figures->items[item].tag - 1;
}
