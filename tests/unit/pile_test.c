/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Piles of work: hours, losses and probabilities by hand and by a simulation of their own. */
#include "core/pile.h"

#include "support/check.h"
#include "support/random.h"

/* One replica-hour of work at 1000 tokens a second, known exactly; a start of 0.15 h and half of 36 s. */
static const struct pile hour = {
	.tokens = 3.6e6, .output_tok_s = { 1000, 1000, 1000 }, .request_s = 36.0, .restart_h = 0.15
};

static struct pile lossy(double interruptions)
{
	struct pile p = hour;

	p.interruptions = interruptions;
	return p;
}

static void work_start_and_end(void **state)
{
	const struct pile_crew one = { 1, 1 }, two = { 2, 2 };

	(void)state;
	CHECK_NEAR(pile_work_h(&hour, 0.5), 1.0, 1e-12);
	CHECK_NEAR(pile_start_h(&hour), 0.155, 1e-12);
	CHECK_NEAR(pile_hours(NULL, &hour, &one), 1.155, 1e-12);
	CHECK_NEAR(pile_hours(NULL, &hour, &two), 0.655, 1e-12);
	CHECK_NEAR(pile_interruptions(&hour, &two, 10.0), 0.0, 0);
}

/* 0.5 / (1 - 0.1 x 0.155) + 0.155 */
static void losses_take_time(void **state)
{
	const struct pile p = lossy(0.1);
	const struct pile_crew two = { 2, 2 };

	(void)state;
	CHECK_NEAR(pile_hours(NULL, &p, &two), 0.5 / 0.9845 + 0.155, 1e-12);
	CHECK_NEAR(pile_interruptions(&p, &two, 10.0), 2.0, 1e-12);
	/* Four machines for two replicas: each replica is stopped by two. */
	CHECK_NEAR(pile_hours(NULL, &p, &(struct pile_crew){ 2, 4 }), 0.5 / 0.969 + 0.155, 1e-12);
	/* One machine with both: lost together, half as often, as much in the mean. */
	CHECK_NEAR(pile_hours(NULL, &p, &(struct pile_crew){ 2, 1 }), 0.5 / 0.9845 + 0.155, 1e-12);
	CHECK_NEAR(pile_interruptions(&p, &(struct pile_crew){ 2, 1 }, 10.0), 1.0, 1e-12);
}

static void what_is_lost_before_it_serves_is_never_done(void **state)
{
	struct pile p = lossy(1.0);
	const struct pile_crew crew = { 4, 4 };

	(void)state;
	p.restart_h = 1.0;
	assert_true(isinf(pile_hours(NULL, &p, &crew)));
	assert_true(isinf(pile_hours_at(&p, &crew, 0.8)));
	CHECK_NEAR(pile_certainty(&p, &crew, 0.5), 0.0, 0);
}

/* The 80 % band ends at the quantiles of 10 and 90 %. */
static void error_of_the_throughput(void **state)
{
	const struct pile_crew two = { 2, 2 };
	struct pile p = hour;
	struct band hours;

	(void)state;
	p.output_tok_s = (struct band){ 800, 1000, 1250 };
	hours = pile_hours_band(&p, &two);
	CHECK_NEAR(hours.low, 0.8 / 2 + 0.155, 1e-12);
	CHECK_NEAR(hours.high, 1.25 / 2 + 0.155, 1e-12);
	CHECK_NEAR(pile_certainty(&p, &two, hours.low), 0.1, 1e-9);
	CHECK_NEAR(pile_certainty(&p, &two, hours.mid), 0.5, 1e-9);
	CHECK_NEAR(pile_certainty(&p, &two, hours.high), 0.9, 1e-9);
	CHECK_NEAR(pile_hours_at(&p, &two, 0.9), hours.high, 1e-9);
	CHECK_NEAR(pile_hours_at(&p, &two, 0.5), hours.mid, 1e-12);
	CHECK_NEAR(pile_certainty(&p, &two, 0.155), 0.0, 0);
	CHECK_NEAR(pile_certainty(&p, &two, INFINITY), 1.0, 0);
}

/* One replica, one hour of work, starts of 0.1 h, 1 loss an hour: in 1.35 h there is room for two losses, so it is the
 * Poisson distribution up to 2 with the mean of 1.25 h: exp(-1.25) (1 + 1.25 + 0.78125). */
static void losses_by_hand(void **state)
{
	struct pile p = { .tokens = 3.6e6, .output_tok_s = { 1000, 1000, 1000 }, .restart_h = 0.1, .interruptions = 1 };

	(void)state;
	CHECK_NEAR(pile_certainty(&p, &(struct pile_crew){ 1, 1 }, 1.35), exp(-1.25) * 3.03125, 1e-6);
	CHECK_NEAR(pile_certainty(&p, &(struct pile_crew){ 1, 1 }, 1.35), 0.868468, 1e-5);
	/* Two replicas in one machine lose twice as much at once: of 2 x 0.65 - 1 = 0.3 h there is room for one. */
	CHECK_NEAR(pile_certainty(&p, &(struct pile_crew){ 2, 1 }, 0.75), exp(-0.65) * 1.65, 1e-6);
	/* In two machines for three, of twice as many. */
	CHECK_NEAR(pile_certainty(&p, &(struct pile_crew){ 2, 2 }, 0.76), exp(-1.32) * (1 + 1.32 + 0.8712 + 0.383328),
		1e-6);
}

/* Hours until four replicas with lives of their own have worked so long together. */
static double simulated_h(double work, double interruptions, double restart)
{
	enum { REPLICAS = 4 };
	double up_at[REPLICAS], lost_at[REPLICAS], now = 0.0, done = 0.0;

	for (int i = 0; i < REPLICAS; i++) {
		up_at[i] = restart;
		lost_at[i] = -log(1.0 - random_share()) / interruptions;
	}
	for (;;) {
		double next = INFINITY;
		int working = 0;

		for (int i = 0; i < REPLICAS; i++) {
			working += up_at[i] <= now;
			if (up_at[i] > now)
				next = fmin(next, up_at[i]);
			next = fmin(next, lost_at[i]);
		}
		if (working && done + working * (next - now) >= work)
			return now + (work - done) / working;
		done += working * (next - now);
		now = next;
		for (int i = 0; i < REPLICAS; i++)
			if (lost_at[i] <= now) {
				up_at[i] = now + restart;
				lost_at[i] = now - log(1.0 - random_share()) / interruptions;
			}
	}
}

/* Student's t with 4 degrees of freedom: a normal over the root of a mean of four squares of them. */
static double random_student(void)
{
	static const double pi = 3.14159265358979323846;
	double share[4];

	for (int i = 0; i < 4; i++)
		share[i] = 1.0 - random_share();
	return sqrt(-2.0 * log(share[0])) * cos(2.0 * pi * share[1]) / sqrt(-2.0 * log(share[2] * share[3]) / 4.0);
}

/* The throughput errs by 10 % in one of five cases: 1.5332 is what Student's t has at 90 %. */
static void as_simulated(void **state)
{
	enum { RUNS = 20000, DEADLINES = 5 };
	static const double deadlines[DEADLINES] = { 4.7, 5.0, 5.3, 5.6, 6.0 };
	const double work = 20.0, interruptions = 0.2, restart = 0.15;
	const struct pile p = { .tokens = work * 3.6e6,
		.output_tok_s = { 1000 / 1.1, 1000, 1100 },
		.restart_h = restart,
		.interruptions = interruptions };
	const struct pile_crew four = { 4, 4 };
	double exact = 0.0;
	int in_time[DEADLINES] = { 0 };

	(void)state;
	random_state = 1;
	for (int i = 0; i < RUNS; i++) {
		double hours = simulated_h(work * exp(random_student() * log(1.1) / 1.5332), interruptions, restart);

		exact += simulated_h(work, interruptions, restart) / RUNS;
		for (int k = 0; k < DEADLINES; k++)
			in_time[k] += hours <= deadlines[k];
	}
	CHECK_NEAR(exact, pile_hours(NULL, &p, &four), 0.001);
	for (int k = 0; k < DEADLINES; k++) {
		double off = (double)in_time[k] / RUNS - pile_certainty(&p, &four, deadlines[k]);

		assert_true(fabs(off) < 0.015);
	}
}

/* The sums over losses, be they few or many, give back the certainty they were solved for. */
static void quantiles_are_certain(void **state)
{
	static const double interruptions[] = { 0.001, 0.02, 0.2, 1.0 };
	static const double replicas[] = { 1, 7, 64, 1024 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(interruptions); i++)
		for (size_t k = 0; k < COUNT_OF(replicas); k++)
			for (double certainty = 0.5; certainty < 0.96; certainty += 0.15) {
				const struct pile_crew crew = { replicas[k], replicas[k] };
				struct pile p = lossy(interruptions[i]);
				double hours;

				p.tokens *= 20.0 * replicas[k];
				p.output_tok_s = (struct band){ 850, 1000, 1150 };
				hours = pile_hours_at(&p, &crew, certainty);
				assert_true(pile_certainty(&p, &crew, hours) >= certainty);
				CHECK_NEAR(pile_certainty(&p, &crew, hours), certainty, 1e-3);
			}
}

/* Where losses are many they are no longer counted one by one: nothing jumps there. */
static void many_losses_go_on_from_few(void **state)
{
	struct pile p = lossy(1.0);
	const struct pile_crew crew = { 40, 40 };
	double before = NAN, largest = 0.0;

	(void)state;
	p.tokens *= 82.0;
	p.output_tok_s = (struct band){ 950, 1000, 1050 };
	/* A mean of 100 is at 2.655 h. */
	for (double hours = 2.5; hours < 2.8; hours += 0.0001) {
		double sure = pile_certainty(&p, &crew, hours);

		if (!isnan(before))
			largest = fmax(largest, fabs(sure - before));
		before = sure;
	}
	assert_true(pile_certainty(&p, &crew, 2.5) < 0.25 && pile_certainty(&p, &crew, 2.8) > 0.6);
	assert_true(largest < 0.002);
}

static void more_of_it_takes_longer(void **state)
{
	struct pile p = lossy(0.05);

	(void)state;
	/* Of a speed that is known exactly certainty would fall a little between two numbers of losses. */
	p.output_tok_s = (struct band){ 900, 1000, 1100 };
	for (double n = 1; n < 40; n += 1) {
		const struct pile_crew crew = { n, n }, more = { n + 1, n + 1 };

		for (double hours = 0.2; hours < 3; hours += 0.1) {
			double sure = pile_certainty(&p, &crew, hours);

			assert_true(sure >= 0.0 && sure <= 1.0);
			assert_true(pile_certainty(&p, &more, hours) >= sure - 1e-12);
			assert_true(pile_certainty(&p, &crew, hours + 0.05) >= sure - 1e-12);
		}
	}
}

static void bills_are_whole_hours(void **state)
{
	const struct pile p = lossy(0.1);
	const struct pile_crew two = { 2, 2 };

	(void)state;
	CHECK_NEAR(pile_billed_h(&hour, &two, 2.2, 0.0), 2.2, 1e-12);
	CHECK_NEAR(pile_billed_h(&hour, &two, 2.2, 1.0), 3.0, 1e-12);
	CHECK_NEAR(pile_billed_h(&hour, &two, 3.0, 1.0), 3.0, 1e-12);
	/* 132.3 minutes. */
	CHECK_NEAR(pile_billed_h(&hour, &two, 2.205, 1.0 / 60.0), 133.0 / 60.0, 1e-12);
	/* 0.1 x 2.2 losses of a machine, each of which ends in the middle of an hour. */
	CHECK_NEAR(pile_billed_h(&p, &two, 2.2, 1.0), 3.0 + 0.11, 1e-12);
	CHECK_NEAR(pile_usd(NULL, 3.5, 8.0, 3.0, NULL), 84.0, 1e-12);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(work_start_and_end), cmocka_unit_test(losses_take_time),
		cmocka_unit_test(what_is_lost_before_it_serves_is_never_done),
		cmocka_unit_test(error_of_the_throughput), cmocka_unit_test(losses_by_hand),
		cmocka_unit_test(as_simulated), cmocka_unit_test(quantiles_are_certain),
		cmocka_unit_test(many_losses_go_on_from_few), cmocka_unit_test(more_of_it_takes_longer),
		cmocka_unit_test(bills_are_whole_hours) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
