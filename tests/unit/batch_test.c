/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The study of piles: how many replicas, what more time and more work change, the order, the marks. */
#include "study/batch.h"

#include "study/detail.h"
#include "study/sensitivity.h"
#include "support/piled.h"

STUDIED_DEFINE

static void solve(const struct scenario *s)
{
	struct error error = { .text = "" };

	if (scenario_check(s, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	study_solve(&batch_study, s, TODAY, &r);
}

static const struct row *find(const char *gpu, enum purchase purchase)
{
	for (int i = 0; i < r.count; i++)
		if (strcmp(r.rows[i].deployment.gpu->id, gpu) == 0 && r.rows[i].offer &&
			r.rows[i].offer->purchase == purchase)
			return &r.rows[i];
	return NULL;
}

/* The hours, the dollars and the certainty of a row follow from its figures. */
static void rows_add_up(void **state)
{
	struct scenario s = pile();

	(void)state;
	set(&s, "deadline", "10h");
	solve(&s);
	assert_true(r.count > 40);
	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];
		const struct batch_pile *p = pile_of(a);
		double replicas = a->deployment.replicas, gpus = layout_gpus(&a->deployment.layout);
		double start = 0.15 + replica_of(a)->concurrency / replica_of(a)->requests_s.mid / 7200.0;
		double work = 500e6 / replica_of(a)->output_tok_s.mid / 3600.0, lost;

		assert_int_equal(a->rank, i + 1);
		if (a->verdict > VERDICT_MISSES)
			continue;
		lost = p->pile.interruptions * start;
		CHECK_NEAR(p->hours.mid, work / (1.0 - lost) + start, 1e-9);
		assert_true(p->hours.low < p->hours.mid && p->hours.mid < p->hours.high);
		assert_true(replicas * gpus <= 64.0 && p->rented_gpus >= replicas * gpus);
		assert_true((a->verdict == VERDICT_MEETS) == (a->p_meets >= 0.8));
		if (!a->offer)
			continue;
		CHECK_NEAR(p->pile.interruptions,
			a->offer->purchase != PURCHASE_SPOT                        ? 0.0
				: a->offer->provider->kind == PROVIDER_MARKETPLACE ? 0.05
										   : 0.005,
			1e-12);
		assert_true(p->gpu_hours >= p->rented_gpus * p->hours.mid * (1.0 - 1e-12));
		CHECK_NEAR(p->usd.mid, p->gpu_hours * a->offer->usd_per_gpu_hour, 1e-12);
		CHECK_NEAR(a->cost.output.mid, p->usd.mid / 500.0, 1e-12);
		CHECK_NEAR(a->usd_per_hour, p->rented_gpus * a->offer->usd_per_gpu_hour, 1e-12);
		assert_true(p->usd_sure >= p->usd.mid * (1.0 - 1e-9));
		assert_true((p->hours_sure <= 10.0) == (a->verdict == VERDICT_MEETS));
	}
}

/* No smaller number of the same replicas is in time, unless more of them fill what is paid for. */
static void no_replica_is_for_nothing(void **state)
{
	struct scenario s = pile();
	int looked = 0;

	(void)state;
	set(&s, "deadline", "6h");
	solve(&s);
	for (int i = 0; i < r.count; i++) {
		const struct batch_pile *p = pile_of(&r.rows[i]);
		const struct pile_crew fewer = { p->crew.replicas - 1.0, p->crew.machines - 1.0 };

		if (r.rows[i].verdict != VERDICT_MEETS || p->unit_h > 0.0 || !(fewer.replicas >= 1.0) ||
			p->crew.machines != p->crew.replicas)
			continue;
		assert_true(pile_certainty(&p->pile, &fewer, 6.0) < 0.8);
		looked++;
	}
	assert_true(looked > 10);
}

enum { ROWS_MAX = 512 };

struct bought {
	const struct gpu *gpu;
	enum purchase purchase;
	bool meets, behind;
	double usd, needed;
};

static int note(struct bought *rows)
{
	int count = 0;

	assert_true(r.count <= ROWS_MAX);
	for (int i = 0; i < r.count; i++)
		if (r.rows[i].offer)
			rows[count++] = (struct bought){ r.rows[i].deployment.gpu, r.rows[i].offer->purchase,
				r.rows[i].verdict == VERDICT_MEETS, replica_stands_behind(&r.rows[i]),
				pile_of(&r.rows[i])->usd_sure, pile_of(&r.rows[i])->hours_sure };
	return count;
}

/* Each of the rows that meets in both costs no more in the second, and none stops to meet. */
static int check_easier(const struct bought *first, int count)
{
	int compared = 0;

	for (int i = 0; i < count; i++) {
		const struct row *a = find(first[i].gpu->id, first[i].purchase);

		if (!first[i].meets)
			continue;
		assert_non_null(a);
		assert_int_equal(a->verdict, VERDICT_MEETS);
		if (replica_stands_behind(a) == first[i].behind)
			assert_true(pile_of(a)->usd_sure <= first[i].usd * (1.0 + 1e-6));
		compared++;
	}
	return compared;
}

static void check_easier_by(const char *name, const char *const *values, size_t count)
{
	struct scenario s = pile();
	static struct bought before[ROWS_MAX];
	int known = 0, compared = 0;

	for (size_t i = 0; i < count; i++) {
		set(&s, name, values[i]);
		solve(&s);
		compared += check_easier(before, known);
		known = note(before);
	}
	assert_true(compared > 50);
}

static void more_time_never_costs_more(void **state)
{
	static const char *const hours[] = { "2h", "3h", "5h", "8h", "12h", "13h", "24h", "72h", "500h" };

	(void)state;
	check_easier_by("deadline", hours, COUNT_OF(hours));
}

static void less_work_never_costs_more(void **state)
{
	static const char *const tokens[] = { "5B", "2B", "1B", "500M", "499M", "100M", "20M" };

	(void)state;
	check_easier_by("tokens", tokens, COUNT_OF(tokens));
}

static void less_certainty_never_costs_more(void **state)
{
	static const char *const certainties[] = { "95%", "90%", "80%", "70%", "60%", "50%" };

	(void)state;
	check_easier_by("certainty", certainties, COUNT_OF(certainties));
}

static void more_gpus_never_cost_more(void **state)
{
	static const char *const gpus[] = { "8", "16", "40", "64", "256" };

	(void)state;
	check_easier_by("max-gpus", gpus, COUNT_OF(gpus));
}

static void order_is_of_cost_then_of_certainty(void **state)
{
	struct scenario s = pile();
	int late = 0, compared = 0;

	(void)state;
	set(&s, "deadline", "3h");
	solve(&s);
	for (int i = 1; i < r.count; i++) {
		const struct row *a = &r.rows[i - 1], *b = &r.rows[i];

		assert_true(a->verdict <= b->verdict);
		/* The first may be dearer than one that stands behind. */
		if (b->verdict == VERDICT_MEETS && !(i == 1 && replica_stands_behind(b))) {
			assert_true(isnan(pile_of(b)->usd_sure) || pile_of(a)->usd_sure <= pile_of(b)->usd_sure);
			compared++;
		}
		if (a->verdict == b->verdict && (a->verdict == VERDICT_UNCERTAIN || a->verdict == VERDICT_MISSES))
			assert_true(a->p_meets >= b->p_meets);
		late += b->verdict == VERDICT_MISSES;
	}
	assert_true(late > 3 && compared > 10);
}

/* The advice of a row that is late is true. */
static void what_would_do_does(void **state)
{
	struct scenario s = pile();
	const struct reason *gpus, *deadline;
	const struct row *a;
	double seconds;
	char text[32];

	(void)state;
	set(&s, "gpu", "H100-SXM-80GB");
	set(&s, "tokens", "20B");
	set(&s, "deadline", "8h");
	set(&s, "spot", "never");
	solve(&s);
	assert_null(result_best(&r));
	study_detail_all(&s, TODAY, &r);
	a = find("H100-SXM-80GB", PURCHASE_ON_DEMAND);
	assert_int_equal(a->reasons.items[0].id, REASON_PILE_LATE);
	gpus = reason_of(a, REASON_RELAX_MAX_GPUS);
	deadline = reason_of(a, REASON_RELAX_DEADLINE);
	assert_true(gpus && deadline && !reason_of(a, REASON_PILE_TOO_SOON));
	seconds = deadline->value[0] * 3600.0;
	snprintf(text, sizeof(text), "%.0f", gpus->value[0]);
	assert_true(gpus->value[0] <= 1024.0);
	set(&s, "max-gpus", text);
	solve(&s);
	assert_non_null(result_best(&r));
	set(&s, "max-gpus", "64");
	snprintf(text, sizeof(text), "%.0f", seconds);
	set(&s, "deadline", text);
	solve(&s);
	assert_non_null(result_best(&r));
	/* Nobody is there before the machines are. */
	set(&s, "deadline", "8min");
	solve(&s);
	study_detail_all(&s, TODAY, &r);
	assert_non_null(reason_of(&r.rows[0], REASON_PILE_TOO_SOON));
	assert_null(reason_of(&r.rows[0], REASON_RELAX_MAX_GPUS));
}

/* An hour more and an hour less are what a deadline of that much would give. */
static void an_hour_is_an_hour(void **state)
{
	struct scenario s = pile();
	struct batch_pile told;

	(void)state;
	set(&s, "gpu", "H100-SXM-80GB");
	set(&s, "deadline", "10h");
	solve(&s);
	study_detail_all(&s, TODAY, &r);
	told = *pile_of(find("H100-SXM-80GB", PURCHASE_SPOT));
	set(&s, "deadline", "11h");
	solve(&s);
	CHECK_NEAR(pile_of(find("H100-SXM-80GB", PURCHASE_SPOT))->usd_sure, told.hour_more.usd, 1e-9);
	CHECK_NEAR(find("H100-SXM-80GB", PURCHASE_SPOT)->deployment.replicas, told.hour_more.replicas, 0);
	set(&s, "deadline", "9h");
	solve(&s);
	CHECK_NEAR(pile_of(find("H100-SXM-80GB", PURCHASE_SPOT))->usd_sure, told.hour_less.usd, 1e-9);
	assert_true(told.no_gain_h >= told.hours_sure);
	set(&s, "deadline", "5000h");
	solve(&s);
	CHECK_NEAR(pile_of(find("H100-SXM-80GB", PURCHASE_SPOT))->hours_sure, told.no_gain_h, 1e-9);
}

/* More losses and longer restarts never help. */
static void losses_cost(void **state)
{
	struct scenario s = pile();
	double usd = 0.0;
	static const char *const shares[] = { "0", "1%", "5%", "20%", "50%" };

	(void)state;
	set(&s, "gpu", "H100-SXM-80GB");
	for (size_t i = 0; i < COUNT_OF(shares); i++) {
		const struct row *a;

		set(&s, "interruptions", shares[i]);
		solve(&s);
		a = find("H100-SXM-80GB", PURCHASE_SPOT);
		assert_true(pile_of(a)->usd.mid > usd);
		usd = pile_of(a)->usd.mid;
		assert_true((pile_of(a)->interruptions > 0.0) == (i > 0));
		assert_true((pile_of(a)->lost_usd > 0.0) == (i > 0));
		CHECK_NEAR(pile_of(find("H100-SXM-80GB", PURCHASE_ON_DEMAND))->interruptions, 0.0, 0);
	}
}

/* A pile that is smaller than what a replica holds at once takes one replica, and as long as its requests. */
static void small_piles(void **state)
{
	struct scenario s = pile();

	(void)state;
	set(&s, "requests", "1");
	set(&s, "gpu", "H100-SXM-80GB");
	solve(&s);
	/* On demand and spot. */
	assert_int_equal(r.count, 2);
	for (int i = 0; i < r.count; i++) {
		CHECK_NEAR(r.rows[i].deployment.replicas, 1.0, 0);
		CHECK_NEAR(replica_of(&r.rows[i])->concurrency, 1.0, 0);
		assert_int_equal(r.rows[i].verdict, VERDICT_MEETS);
	}
}

/* The marks of the sliders are what solving at each of their positions leads to. */
static void check_marks(const struct scenario *base, enum parameter p)
{
	static struct sensitivity v;
	const struct leader_ranges *ranges;
	struct error error = { .text = "" };

	sensitivity_release(&v);
	sensitivity_start(&v, &batch_study, base, p);
	while (!sensitivity_of(&v, p)->known)
		assert_true(sensitivity_advance(&v));
	ranges = sensitivity_of(&v, p);
	assert_true(ranges->count > 0);
	for (int i = 0; i < ranges->count; i++)
		for (int end = 0; end < 2; end++) {
			double value = end ? ranges->items[i].last : ranges->items[i].first;
			struct scenario s = *base;
			const struct row *best;

			assert_int_equal(scenario_set_number(&s, p, value, &error), STATUS_OK);
			scenario_reconcile(&s, p);
			study_solve(&batch_study, &s, TODAY, &r);
			best = result_best(&r);
			assert_true(!best == !ranges->items[i].gpu);
			if (best)
				assert_string_equal(best->deployment.gpu->id, ranges->items[i].gpu->id);
		}
	sensitivity_release(&v);
}

static void marks_are_leaders(void **state)
{
	static const enum parameter sliders[] = { PARAMETER_DEADLINE, PARAMETER_TOKENS, PARAMETER_CERTAINTY,
		PARAMETER_RESTART, PARAMETER_INTERRUPTIONS, PARAMETER_MAX_GPUS, PARAMETER_OUTPUT };
	struct scenario s = pile();

	(void)state;
	set(&s, "interruptions", "2%");
	for (size_t i = 0; i < COUNT_OF(sliders); i++)
		check_marks(&s, sliders[i]);
	set(&s, "deadline", "2h");
	check_marks(&s, PARAMETER_TOKENS);
	set(&s, "deadline", "23:00");
	check_marks(&s, PARAMETER_DEADLINE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(rows_add_up), cmocka_unit_test(no_replica_is_for_nothing),
		cmocka_unit_test(more_time_never_costs_more), cmocka_unit_test(less_work_never_costs_more),
		cmocka_unit_test(less_certainty_never_costs_more), cmocka_unit_test(more_gpus_never_cost_more),
		cmocka_unit_test(order_is_of_cost_then_of_certainty), cmocka_unit_test(what_would_do_does),
		cmocka_unit_test(an_hour_is_an_hour), cmocka_unit_test(losses_cost), cmocka_unit_test(small_piles),
		cmocka_unit_test(marks_are_leaders) };

	return cmocka_run_group_tests_name("batch", tests, enter, leave);
}
