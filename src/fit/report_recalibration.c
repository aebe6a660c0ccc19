/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why measured_reach, measured_prior_* and measured_band_left are what they are. */
#include "fit/report_recalibration.h"

#include <math.h>
#include <stdlib.h>

/* What is tried; the catalog's own values are tried in any case. */
static const double REACHES[] = { 0.3, 0.5, 0.7, 1.0, 1.5 };
static const double SHARES[] = { 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0 };

enum {
	REACH_COUNT = sizeof(REACHES) / sizeof(REACHES[0]),
	PRIOR_COUNT = 5,
	SHARE_COUNT = sizeof(SHARES) / sizeof(SHARES[0]),
	POINTS_MAX = REACH_COUNT * PRIOR_COUNT + 2
};

/* Rows with a run so near are judged, the same for all constants (the widest reach). */
static const double JUDGED = 1.5;

static const struct {
	const char *title;
	double priors[PRIOR_COUNT];
} QUESTIONS[KNOWN_COUNT] = {
	[KNOWN_OTHERS] = { "Only runs of other sources are known: measured_prior_published",
		{ 0.1, 0.3, 1.0, 3.0, 10.0 } },
	[KNOWN_OWN] = { "All other runs of the same source are known: measured_prior_own",
		{ 0.03, 0.1, 0.3, 1.0, 3.0 } },
	[KNOWN_NEAREST] = { "One run of the same source is known, the nearest: measured_prior_own",
		{ 0.03, 0.1, 0.3, 1.0, 3.0 } },
};

/* The constants that are compared, and what each makes of the rows. */
struct trial {
	const struct recalibration_trial *recalibration;
	enum known known;
	struct constants points[POINTS_MAX];
	int count, chosen; /* 0: not among them yet */
	struct recalibrated *recalibrated;
	bool *marked;
};

static double *prior_of(struct constants *k, enum known known)
{
	return known == KNOWN_OTHERS ? &k->measured_prior_published : &k->measured_prior_own;
}

static void add_point(struct trial *t, double reach, double prior)
{
	struct constants k = t->recalibration->catalog->constants;

	if (k.measured_reach == reach && *prior_of(&k, t->known) == prior)
		t->chosen = t->count;
	k.measured_reach = reach;
	*prior_of(&k, t->known) = prior;
	t->points[t->count++] = k;
}

/* The first point leaves the rows alone, the catalog's own is among the others. */
static void add_points(struct trial *t)
{
	struct constants k = t->recalibration->catalog->constants;

	add_point(t, k.measured_reach, INFINITY);
	for (int i = 0; i < REACH_COUNT; i++)
		for (int j = 0; j < PRIOR_COUNT; j++)
			add_point(t, REACHES[i], QUESTIONS[t->known].priors[j]);
	if (t->chosen == 0)
		add_point(t, k.measured_reach, *prior_of(&k, t->known));
}

/* Rows that have a neighbour, and what each point makes of them. */
static void trial_run(struct trial *t)
{
	const struct recalibration_trial *l = t->recalibration;
	const size_t rows = (size_t)l->data->row_count;
	struct constants wide = l->catalog->constants;

	wide.measured_reach = JUDGED;
	t->marked = xcalloc(rows + 1, sizeof(*t->marked));
	t->recalibrated = xcalloc(rows + 1, (size_t)t->count * sizeof(*t->recalibrated));
	recalibration_apply(l, t->known, &wide, 1, t->recalibrated);
	for (size_t i = 0; i < rows; i++)
		t->marked[i] = t->recalibrated[i].near && !isnan(t->recalibrated[i].residual);
	recalibration_apply(l, t->known, t->points, t->count, t->recalibrated);
}

static void trial_release(struct trial *t)
{
	free(t->recalibrated);
	free(t->marked);
}

static const struct recalibrated *outcome(const struct trial *t, int point)
{
	return t->recalibrated + (size_t)point * (size_t)t->recalibration->data->row_count;
}

static void add_errors(struct text *out, const struct trial *t, const struct recalibrated *recalibrated)
{
	for (int balanced = 0; balanced < 2; balanced++)
		for (int m = FIGURE_TPOT; m <= FIGURE_TTFT; m++) {
			struct error_figure f = recalibration_error(
				t->recalibration, recalibrated, t->marked, (enum figure)m, balanced != 0);

			if (f.rows == 0)
				text_add(out, "       -      ");
			else
				text_addf(out, " %5.1f /%6.1f", f.median, f.p90);
		}
	text_add(out, "\n");
}

static void add_counts(struct text *out, const struct trial *t)
{
	const struct dataset *data = t->recalibration->data;

	for (int m = FIGURE_TPOT; m <= FIGURE_TTFT; m++) {
		int all = 0, marked = 0;

		for (int i = 0; i < data->row_count; i++) {
			all += data->rows[i].metric == (enum figure)m;
			marked += data->rows[i].metric == (enum figure)m && t->marked[i];
		}
		text_addf(out, "%s%d of %d %s", m == FIGURE_TPOT ? "" : ", ", marked, all, figure_names[m]);
	}
	text_add(out, "\n");
}

/* Editions of one page are sources of their own: who the rows are from belongs to the answer. */
static void add_sources(struct text *out, const struct trial *t)
{
	const struct dataset *data = t->recalibration->data;
	const char *between = "  of ";

	for (int s = 0; s < data->names[LABEL_SOURCE].count; s++) {
		int rows = 0;

		for (int i = 0; i < data->row_count; i++)
			rows += t->marked[i] && data->rows[i].labels[LABEL_SOURCE] == s;
		if (rows == 0)
			continue;
		text_addf(out, "%s%s (%d)", between, data->names[LABEL_SOURCE].names[s], rows);
		between = ", ";
	}
	text_add(out, "\n");
}

static void add_trial(struct text *out, const struct recalibration_trial *l, enum known known)
{
	struct trial t = { .recalibration = l, .known = known };

	add_points(&t);
	trial_run(&t);
	text_addf(out, "\n%s\nRows with a neighbour: ", QUESTIONS[known].title);
	add_counts(out, &t);
	add_sources(out, &t);
	text_add(out, "  reach prior ");
	for (int m = 0; m < 6; m++)
		text_addf(out, " %-14s", m < 3 ? figure_names[m] : "  balanced");
	text_add(out, "\n");
	for (int i = 0; i < t.count; i++) {
		if (i == 0)
			text_add(out, "  not leaned  ");
		else
			text_addf(out, "%c %5.2f %5.2f ", i == t.chosen ? '*' : ' ', t.points[i].measured_reach,
				*prior_of(&t.points[i], known));
		add_errors(out, &t, outcome(&t, i));
	}
	trial_release(&t);
}

/* Shares of a band that are left, at the catalog's reach and prior. */
static void add_shares(struct trial *t)
{
	struct constants k = t->recalibration->catalog->constants;
	const double share = k.measured_band_left;

	add_point(t, k.measured_reach, INFINITY);
	for (int i = 0; i < SHARE_COUNT; i++) {
		k.measured_band_left = SHARES[i];
		t->chosen = share == SHARES[i] ? t->count : t->chosen;
		t->points[t->count++] = k;
	}
	if (t->chosen == 0) {
		k.measured_band_left = share;
		t->chosen = t->count;
		t->points[t->count++] = k;
	}
}

static void add_coverage(struct text *out, const struct trial *t, const struct bands *bands, int i)
{
	for (int m = FIGURE_TPOT; m <= FIGURE_TTFT; m++)
		text_addf(out, " %-14.1f",
			100.0 *
				recalibration_coverage(
					t->recalibration, bands, outcome(t, i), t->marked, (enum figure)m));
}

static void add_band_shares(struct text *out, const struct recalibration_trial *l, const struct bands *bands)
{
	struct trial all = { .recalibration = l, .known = KNOWN_OWN };
	struct trial one = { .recalibration = l, .known = KNOWN_NEAREST };

	add_shares(&all);
	add_shares(&one);
	trial_run(&all);
	trial_run(&one);
	text_add(out,
		"\nPer cent of the same rows inside their 80 % band, by the share of it that "
		"own runs leave (measured_band_left):\nall other runs of the same source "
		"known, then the nearest one (the bands were made from these rows, too)\n"
		"  share       ");
	for (int m = 0; m < 6; m++)
		text_addf(out, " %-14s", figure_names[m % 3]);
	text_add(out, "\n");
	for (int i = 0; i < all.count; i++) {
		if (i == 0)
			text_add(out, "  not leaned  ");
		else
			text_addf(
				out, "%c %5.2f       ", i == all.chosen ? '*' : ' ', all.points[i].measured_band_left);
		add_coverage(out, &all, bands, i);
		add_coverage(out, &one, bands, i);
		text_add(out, "\n");
	}
	trial_release(&all);
	trial_release(&one);
}

void report_recalibration(struct text *out, const struct recalibration_trial *l, const struct bands *bands)
{
	text_addf(out,
		"\nLeaning on measured runs\n"
		"Absolute errors in per cent, median / 90th percentile, without and with "
		"leaning; \"balanced\": every group counts the same.\n"
		"Every row is predicted by a fit without its source, and leans on what "
		"the same fit misses of other runs.\n"
		"Only rows count that have a neighbour: a fixed number of users, and a "
		"run of the same configuration within\n"
		"%.1f (root of squared ln ratios of prompt, output and requests). "
		"* marks the constants of the catalog.\n",
		JUDGED);
	for (int i = 0; i < KNOWN_COUNT; i++)
		add_trial(out, l, (enum known)i);
	add_band_shares(out, l, bands);
}
