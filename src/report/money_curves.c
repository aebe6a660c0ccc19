/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points of the curves of money, with names for people and for programs. */
#include "report/money_curves.h"

#include <math.h>

#include "base/i18n.h"
#include "study/fleet_sensitivity.h"
#include "study/fleet_offer.h"
#include "study/scale.h"
#include "study/scenario_text.h"
#include "report/curves.h"
#include "report/phrases.h"
#include "report/labels.h"

enum { RIVALS_MAX = 3 };

/* Returns a new line; the caller writes its values, and what it adds to the names. */
static struct money_line *add_line(struct money_curves *c, const struct row *a, const char *name, const char *id)
{
	struct money_line *line = &c->lines[c->line_count++];

	line->answer = a;
	line->now = NAN;
	line->considered = true;
	text_add(&line->name, name);
	text_add(&line->id, id);
	return line;
}

/* All kinds of purchase that somebody sells, also those that the workload does not allow. */
static void add_rental(struct money_curves *c, const struct row *a, const struct own_rental *rental)
{
	const struct ownership_terms *terms = &own_of(a)->terms;
	struct money_line *line;

	if (!rental->offer || isnan(rental->usd_per_month))
		return;
	line = add_line(c, a, "", "");
	line->considered = rental->considered;
	for (int i = 0; i < c->count; i++)
		line->y[i] = rental_spent(rental->usd_per_month, terms->interest, c->x[i]);
	text_addf(&line->name, "%s, %s", label_purchase(rental->offer->purchase), rental->offer->provider->name);
	text_addf(&line->id, "%s at %s", PURCHASE_WORDS[rental->offer->purchase], rental->offer->provider->name);
	if (isnan(rental->break_even_month))
		return;
	c->marks[c->mark_count++] =
		(struct money_mark){ rental->break_even_month, own_spent(a, rental->break_even_month) };
	text_addf(&c->words, _("%d: owning has cost no more than %s at %s after %.1f months. "), c->mark_count,
		label_purchase(rental->offer->purchase), rental->offer->provider->name, rental->break_even_month);
}

static void add_ownership(struct money_curves *c, const struct row *a)
{
	const struct ownership *own = own_of(a);
	struct money_line *line;

	if (isnan(own_spent(a, 0.0))) {
		text_add(&c->words, _("What owning this GPU costs is not known."));
		return;
	}
	c->count = MONEY_POINTS_MAX;
	line = add_line(c, a, _("owned"), "owned");
	for (int i = 0; i < c->count; i++) {
		c->x[i] = own->terms.months * i / (c->count - 1);
		line->y[i] = own_spent(a, c->x[i]);
	}
	for (int i = 0; i < OWN_RENTALS; i++)
		add_rental(c, a, &own->rentals[i]);
	if (c->mark_count == 0)
		text_add(&c->words, _("Owning costs more than every way of renting until the GPUs are sold. "));
}

static void add_fleet(struct money_curves *c, const struct scenario *s, const struct row *a)
{
	struct money_line *line = add_line(c, a, "", "");
	double factors[MONEY_POINTS_MAX];

	label_configuration(&line->name, a);
	text_addf(&line->id, "%s %s at %s", a->deployment.gpu->short_name, label_size(&a->deployment).text,
		a->offer->provider->name);
	for (int i = 0; i < c->count; i++)
		factors[i] = c->x[i] / c->now;
	fleet_bill_curve(s, a, factors, line->y, c->count);
	line->now = bill_of(a)->usd.mid;
}

/* From where on along the rising rate another of the curves is the lowest. */
static void tell_leaders(struct money_curves *c)
{
	int leader = -1;

	for (int i = 0; i < c->count; i++) {
		int least = -1;

		for (int k = 0; k < c->line_count; k++)
			if (!isnan(c->lines[k].y[i]) && (least < 0 || c->lines[k].y[i] < c->lines[least].y[i]))
				least = k;
		if (least < 0 || least == leader)
			continue;
		text_addf(&c->words, leader < 0 ? _("Cheapest with few requests: %c.") : _(" From %2$.3g/s on: %1$c."),
			curve_letter(least), c->x[i]);
		leader = least;
	}
}

/* The selected fleet and the next best ones of other configurations. */
static void add_fleet_rates(
	struct money_curves *c, const struct scenario *s, const struct result *r, const struct row *a)
{
	/* A sixteenth of the traffic to sixteen times as much. */
	const double least = 1.0 / 16.0, most = 16.0;

	if (a->verdict != VERDICT_MEETS || !a->offer) {
		text_add(&c->words, _("This fleet is not for sale, or misses the goals."));
		return;
	}
	c->count = MONEY_POINTS_MAX;
	c->now = bill_of(a)->rate_peak;
	for (int i = 0; i < c->count; i++)
		c->x[i] = c->now * least * pow(most / least, (double)i / (c->count - 1));
	add_fleet(c, s, a);
	for (int i = 0; i < r->count && c->line_count < 1 + RIVALS_MAX; i++) {
		const struct row *other = &r->rows[i];

		if (other != a && other->verdict == VERDICT_MEETS && other->offer &&
			other->deployment.gpu != a->deployment.gpu)
			add_fleet(c, s, other);
	}
	tell_leaders(c);
}

/* What is there at the beginning of an hour holds for the whole of it. */
static void add_fleet_day(struct money_curves *c, const struct scenario *s, const struct row *a)
{
	struct money_line *load, *room;
	double limit = replica_of(a)->rate_limit;

	if (!(limit > 0.0)) {
		text_add(&c->words, _("No curve: it misses the goals, or cannot be estimated."));
		return;
	}
	c->count = FLEET_HOURS;
	c->step = 1.0;
	load = add_line(c, a, _("traffic"), "traffic");
	room = add_line(c, a, _("what the replicas take within the goals, spares counted"), "replicas");
	for (int i = 0; i < c->count; i++) {
		c->x[i] = i;
		room->y[i] = limit * fleet_replicas_at(s, a, i, &load->y[i]);
	}
	if (bill_of(a)->base_replicas > 0.0) {
		c->level = bill_of(a)->base_replicas * limit;
		text_addf(&c->level_name, _("%.0f kept"), bill_of(a)->base_replicas);
	}
	text_addf(&c->words,
		ngettext("%.0f replica at the busiest hour, %.0f at the quietest; each takes %.3g "
			 "requests/s within the goals.",
			"%.0f replicas at the busiest hour, %.0f at the quietest; each takes %.3g "
			"requests/s within the goals.",
			label_count(bill_of(a)->replicas)),
		bill_of(a)->replicas, bill_of(a)->replicas_low, limit);
}

/* The metric of the selected GPU and of the next best ones, with the parameter at every position of its slider. */
static void add_sweep(struct money_curves *c, const struct scenario *s, const struct result *r, const struct row *a)
{
	struct contest at = { .base = s, .parameter = c->sweep->x };
	struct scale scale = scale_of(s, c->sweep->x);
	double positions[SCALE_POSITIONS_MAX];
	int count = scale_positions(&scale, positions);
	struct result solved;

	add_line(c, a, "", "");
	for (int i = 0; i < r->count && c->line_count < 1 + RIVALS_MAX; i++)
		if (&r->rows[i] != a && r->rows[i].verdict == VERDICT_MEETS &&
			r->rows[i].deployment.gpu != a->deployment.gpu)
			add_line(c, &r->rows[i], "", "");
	for (int k = 0; k < c->line_count; k++) {
		label_configuration(&c->lines[k].name, c->lines[k].answer);
		text_add(&c->lines[k].id, c->lines[k].answer->deployment.gpu->id);
		c->lines[k].now = metric_value(c->sweep->y, c->lines[k].answer).band.mid;
	}
	c->now = scenario_number(s, c->sweep->x);
	/* What was not given counts as something. */
	if (isnan(c->now) && r->study->stands_for)
		c->now = r->study->stands_for(s, c->sweep->x, a->deployment.gpu);
	result_init(&solved, s->catalog);
	for (int i = 0; i < count && c->count < MONEY_POINTS_MAX; i++) {
		struct scenario moved;

		if (isinf(positions[i]) || !contest_move(&at, positions[i], &moved))
			continue;
		study_solve(r->study, &moved, 0, &solved);
		c->x[c->count] = positions[i];
		for (int k = 0; k < c->line_count; k++) {
			c->lines[k].y[c->count] = NAN;
			for (int n = solved.count - 1; n >= 0; n--)
				if (solved.rows[n].deployment.gpu == c->lines[k].answer->deployment.gpu)
					c->lines[k].y[c->count] = metric_value(c->sweep->y, &solved.rows[n]).band.mid;
		}
		c->count++;
	}
	result_release(&solved);
}

void money_curves_calculate(struct money_curves *c, enum money_plot plot, const struct scenario *s,
	const struct result *r, const struct row *a)
{
	*c = (struct money_curves){ .plot = plot, .answer = a, .now = NAN, .level = NAN };
	for (int i = 0; i < MONEY_LINES_MAX; i++) {
		text_init(&c->lines[i].name);
		text_init(&c->lines[i].id);
	}
	text_init(&c->level_name);
	text_init(&c->words);
	if (plot >= MONEY_SWEEP) {
		c->sweep = &r->study->plots[plot - MONEY_SWEEP];
		c->plot = MONEY_SWEEP;
		add_sweep(c, s, r, a);
	} else if (plot == MONEY_NONE) {
		text_add(&c->words, _("This question has no curves."));
	} else if (plot == MONEY_SPENT) {
		add_ownership(c, a);
	} else if (plot == MONEY_BY_RATE) {
		add_fleet_rates(c, s, r, a);
	} else {
		add_fleet_day(c, s, a);
	}
	/* The blank behind the last sentence. */
	if (c->words.length && c->words.data[c->words.length - 1] == ' ')
		c->words.data[--c->words.length] = '\0';
}

void money_curves_release(struct money_curves *c)
{
	for (int i = 0; i < MONEY_LINES_MAX; i++) {
		text_release(&c->lines[i].name);
		text_release(&c->lines[i].id);
	}
	text_release(&c->level_name);
	text_release(&c->words);
}
