/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a comparison reads. */
#include "report/comparison.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/phrases.h"
#include "report/labels.h"

/* What the first of two does more or less of, %s the amount; and what is equal. */
static const struct {
	const char *less, *more, *plural;
} phrases[ASPECT_COUNT] = {
	[ASPECT_COST] = { N_("costs %s less"), N_("costs %s more"), N_("costs") },
	[ASPECT_TTFT] = { N_("answers %s earlier"), N_("answers %s later"), N_("times to first token") },
	[ASPECT_TPOT] = { N_("takes %s less a token"), N_("takes %s more a token"), N_("times per token") },
	[ASPECT_THROUGHPUT] = { N_("writes %s fewer tokens a second"), N_("writes %s more tokens a second"),
		N_("throughputs") },
	/* Exact numbers: equal ones are not told. */
	[ASPECT_ROOM] = { N_("keeps the goals for fewer users (%s)"), N_("keeps the goals for more users (%s)"), "" },
};

/* The amount without its sign, as it is told; empty when it rounds to nothing. */
static void write_amount(
	struct text *out, const struct comparison *c, const struct comparison_pair *pair, enum aspect aspect)
{
	const struct difference *d = &pair->differences[aspect];
	double amount = fabs(d->amount);

	if (isnan(amount))
		return;
	if (aspect_row(aspect)->relative) {
		if (amount >= 0.005)
			text_addf(out, "%.0f %%", 100.0 * amount);
	} else if (metric_row(d->metric)->unit == UNIT_SECONDS) {
		if (amount >= 0.9995)
			text_addf(out, "%.*f s", amount < 9.95 ? 1 : 0, amount);
		else if (amount >= 0.00005)
			text_addf(out, "%.*f ms", amount < 0.00995 ? 1 : 0, amount * 1e3);
	} else if (amount >= 0.5) {
		text_addf(out, _("%.0f against %.0f"), metric_value(d->metric, c->answers[pair->left]).band.mid,
			metric_value(d->metric, c->answers[pair->right]).band.mid);
	}
}

/* Adds one piece of a list: "a, b and c". */
static void add_joined(struct text *out, const char *piece, int index, int count)
{
	if (index > 0)
		text_add(out, index + 1 == count ? _(" and ") : ", ");
	text_add(out, piece);
}

/* Which aspects have something to tell. */
static int list_told(const struct comparison *c, const struct comparison_pair *pair, enum aspect *told)
{
	TEXT(amount);
	int count = 0;

	for (int i = 0; i < ASPECT_COUNT; i++) {
		text_clear(&amount);
		write_amount(&amount, c, pair, (enum aspect)i);
		if (amount.length)
			told[count++] = (enum aspect)i;
	}
	return count;
}

/* The phrase with the amount in its place. */
static void add_phrase(struct text *out, const char *phrase, const char *amount)
{
	const char *place = strstr(phrase, "%s");

	text_add_n(out, phrase, place ? (size_t)(place - phrase) : strlen(phrase));
	if (place)
		text_addf(out, "%s%s", amount, place + 2);
}

/* "costs 18 % less than H200 x2": the first phrase names the other. */
static void write_phrases(struct text *out, const struct comparison *c, const struct comparison_pair *pair,
	const enum aspect *told, int count)
{
	TEXT(phrase);
	TEXT(other);
	TEXT(amount);

	label_configuration(&other, c->answers[pair->right]);
	for (int i = 0; i < count; i++) {
		bool less = pair->differences[told[i]].amount < 0.0;

		text_clear(&amount);
		text_clear(&phrase);
		write_amount(&amount, c, pair, told[i]);
		add_phrase(&phrase, less ? _(phrases[told[i]].less) : _(phrases[told[i]].more), amount.data);
		if (i == 0)
			text_addf(&phrase, _(" than %s"), other.data);
		add_joined(out, phrase.data, i, count);
	}
}

/* Of what is told, the figures that the estimate cannot tell apart. */
static void write_equal(struct text *out, const struct comparison_pair *pair, const enum aspect *told, int count)
{
	enum aspect equal[ASPECT_COUNT];
	int n = 0;

	for (int i = 0; i < count; i++)
		if (pair->differences[told[i]].equal)
			equal[n++] = told[i];
	if (n == 0)
		return;
	text_add(out, _("; their "));
	for (int i = 0; i < n; i++)
		add_joined(out, _(phrases[equal[i]].plural), i, n);
	text_add(out, _(" are equal within the band"));
}

void label_pair(struct text *out, const struct comparison *c, const struct comparison_pair *pair)
{
	enum aspect told[ASPECT_COUNT];
	int count = list_told(c, pair, told);
	TEXT(other);

	label_configuration(&other, c->answers[pair->right]);
	label_configuration(out, c->answers[pair->left]);
	text_add_char(out, ' ');
	if (count == 0)
		text_addf(out, _("and %s do not differ in what is known of both"), other.data);
	else
		write_phrases(out, c, pair, told, count);
	write_equal(out, pair, told, count);
	text_add_char(out, '.');
}

/* The same two the other way round. */
static struct comparison_pair swapped(const struct comparison_pair *pair)
{
	struct comparison_pair p = *pair;

	p.left = pair->right;
	p.right = pair->left;
	for (int i = 0; i < ASPECT_COUNT; i++) {
		double amount = pair->differences[i].amount;

		p.differences[i].amount = aspect_row((enum aspect)i)->relative ? 1.0 / (1.0 + amount) - 1.0 : -amount;
	}
	return p;
}

/* What the first of the two is better in, as far as the estimate can tell, cost aside. */
static int list_bought(const struct comparison *c, const struct comparison_pair *pair, enum aspect *bought)
{
	enum aspect told[ASPECT_COUNT];
	int count = 0, all = list_told(c, pair, told);

	for (int i = 0; i < all; i++) {
		const struct difference *d = &pair->differences[told[i]];
		bool lower = metric_row(d->metric)->better == BETTER_LOWER;

		if (told[i] != ASPECT_COST && !d->equal && (d->amount < 0.0) == lower)
			bought[count++] = told[i];
	}
	return count;
}

void label_bargain(struct text *out, const struct comparison *c, const struct comparison_pair *given)
{
	struct comparison_pair pair = given->differences[ASPECT_COST].amount < 0.0 ? swapped(given) : *given;
	bool equal = pair.differences[ASPECT_COST].equal;
	enum aspect bought[ASPECT_COUNT], cost = ASPECT_COST;
	int count;
	TEXT(amount);

	write_amount(&amount, c, &pair, ASPECT_COST);
	if (!amount.length) {
		label_pair(out, c, given);
		return;
	}
	label_configuration(out, c->answers[pair.left]);
	text_add_char(out, ' ');
	write_phrases(out, c, &pair, &cost, 1);
	count = list_bought(c, &pair, bought);
	if (equal)
		text_add(out, _(", equal within the band"));
	if (count == 0)
		text_add(out, _(", and is better in nothing that the estimates can tell apart"));
	else
		text_add(out, equal ? _("; it ") : _("; for that it "));
	for (int i = 0; i < count; i++) {
		bool less = pair.differences[bought[i]].amount < 0.0;
		TEXT(phrase);

		text_clear(&amount);
		write_amount(&amount, c, &pair, bought[i]);
		add_phrase(&phrase, less ? _(phrases[bought[i]].less) : _(phrases[bought[i]].more), amount.data);
		add_joined(out, phrase.data, i, count);
	}
	text_add_char(out, '.');
}

/* Why an answer does not meet the goals: the reason that stands first. */
static void write_verdict(struct text *out, const struct row *a)
{
	const struct reason *reason = NULL;

	if (a->verdict == VERDICT_MEETS)
		return;
	label_configuration(out, a);
	text_add(out, ": ");
	for (int i = 0; i < a->reasons.count && !reason; i++)
		if (reason_row(a->reasons.items[i].id)->severity == SEVERITY_BLOCKER)
			reason = &a->reasons.items[i];
	if (reason)
		label_reason(out, reason);
	else
		text_addf(out, "%s.", label_row_verdict(a));
	text_add_char(out, '\n');
}

void report_differences(struct text *out, const struct comparison *c)
{
	for (int i = 0; i < c->pair_count; i++) {
		label_pair(out, c, &c->pairs[i]);
		text_add_char(out, '\n');
	}
	for (int i = 0; i < c->count; i++)
		write_verdict(out, c->answers[i]);
}

void report_bargains(struct text *out, const struct comparison *c)
{
	for (int i = 0; i < c->pair_count; i++) {
		label_bargain(out, c, &c->pairs[i]);
		text_add_char(out, '\n');
	}
	for (int i = 0; i < c->count; i++)
		write_verdict(out, c->answers[i]);
}

/* The best value of a line, or one equal to it within the band: a sign before it. */
static void add_standing(struct text *out, enum standing standing, bool ascii)
{
	if (standing == STANDING_BEST)
		text_add(out, ascii ? "* " : "★ ");
	else if (standing == STANDING_EQUAL)
		text_add(out, ascii ? "= " : "≈ ");
	else
		text_add(out, "  ");
}

void report_comparison(struct text *out, const struct comparison *c, struct report_style style)
{
	GRID(grid, 1 + c->count, 0);

	grid_add(&grid, "");
	for (int i = 0; i < c->count; i++) {
		text_add(&grid.cell, "  ");
		label_configuration(&grid.cell, c->answers[i]);
		grid_add_cell(&grid);
	}
	for (int k = 0; k < c->row_count; k++) {
		const struct comparison_row *row = &c->rows[k];

		/* The GPU and its count stand in the heading; an address is too long for a column. */
		if (row->metric == METRIC_GPU || row->metric == METRIC_SOURCE)
			continue;
		grid_add(&grid, label_title(row->metric));
		for (int i = 0; i < c->count; i++) {
			add_standing(&grid.cell, row->standing[i], style.ascii);
			label_metric(&grid.cell, row->metric, c->answers[i], &row->value[i], 40);
			grid_add_cell(&grid);
		}
	}
	grid_end(&grid, out);
	text_add_char(out, '\n');
	report_differences(out, c);
}
