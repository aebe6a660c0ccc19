/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A fleet under steady traffic, without spares and planned to the full, is what the ranking for that rate finds: one
 * solves for the rate that a replica takes, the other estimates what a replica does at its share of the rate. */
#include <math.h>

#include "study/fleet_bill.h"
#include "study/serve_judge.h"
#include "support/solved.h"

SOLVED_DEFINE

enum { GPUS = 256 };

/* Rows of the ranking: a solve of the fleet writes over them. */
static struct replica_row ranked[GPUS];

static int keep(void)
{
	int count = r.count < GPUS ? r.count : GPUS;

	for (int i = 0; i < count; i++)
		replica_row_copy(&ranked[i], &r.rows[i]);
	return count;
}

/* The best fleet of the same GPU. */
static const struct row *fleet_of(const struct gpu *gpu)
{
	for (int i = 0; i < r.count; i++)
		if (r.rows[i].deployment.gpu == gpu)
			return &r.rows[i];
	return NULL;
}

/* Whether one replica takes its share of the rate, or what would be its share with one fewer, to three parts in a
 * thousand: where the iteration ends decides then how many are enough. */
static bool on_the_edge(const struct scenario *s, const struct row *a)
{
	const double takes = serve_capacity(s, &a->deployment, 0.0) / s->number[PARAMETER_RATE];
	const double replicas = deployment_replicas(&a->deployment);

	return fabs(takes * replicas - 1.0) < 3e-3 || fabs(takes * (replicas - 1.0) - 1.0) < 3e-3;
}

/* Returns how many were compared. */
static int check_bills(const struct scenario *s, int count)
{
	int compared = 0;

	for (int i = 0; i < count; i++) {
		const struct row *a = &ranked[i].row, *b = fleet_of(a->deployment.gpu);

		if (a->verdict != VERDICT_MEETS || !a->offer)
			continue;
		compared++;
		assert_non_null(b);
		if (b->verdict != VERDICT_MEETS || !b->offer)
			fail_msg("%s: no fleet at %g/s", a->deployment.gpu->id, s->number[PARAMETER_RATE]);
		if (fabs(b->usd_per_month / a->usd_per_month - 1.0) > 1e-9 && !on_the_edge(s, a))
			fail_msg("%s at %g/s: the fleet costs %.2f a month, %.0f x %.0f GPUs of the ranking %.2f; "
				 "a replica takes %g/s",
				a->deployment.gpu->id, s->number[PARAMETER_RATE], b->usd_per_month,
				deployment_replicas(&a->deployment), layout_gpus(&a->deployment.layout),
				a->usd_per_month, serve_capacity(s, &a->deployment, 0.0));
	}
	return compared;
}

static void test_steady(void **state)
{
	static const char *const models[] = { "meta-llama/Llama-3.1-8B-Instruct", "Qwen/Qwen3-32B", "gpt-oss-120b",
		"meta-llama/Llama-3.3-70B-Instruct" };
	static const char *const rates[] = { "0.5", "5", "40", "100" }, *const sure[] = { "50%", "80%", "95%" };
	int compared = 0;

	(void)state;
	for (int m = 0; m < 4; m++)
		for (int i = 0; i < 4; i++)
			for (int c = 0; c < 3; c++) {
				struct scenario s = solve("model", models[m], "rate", rates[i], "replicas", "auto",
					"max-gpus", "1024", "certainty", sure[c], "target-load", "100%", "spares", "0",
					NULL);
				int count = keep();

				study_solve(&fleet_study, &s, TODAY, &r);
				compared += check_bills(&s, count);
				assert_ptr_equal(r.rows[0].deployment.gpu, ranked[0].row.deployment.gpu);
				assert_true(layout_gpus(&r.rows[0].deployment.layout) ==
					layout_gpus(&ranked[0].row.deployment.layout));
			}
	assert_true(compared > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_steady),
	};

	return cmocka_run_group_tests_name("fleet and serve", tests, enter, leave);
}
