/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The default workload, changed by options and solved, for tests of the serving study. */
#pragma once

#include "study/detail.h"
#include "study/scenario_text.h"
#include "study/serve.h"
#include "study/study.h"
#include "support/studied.h"

/* One definition a program. */
#define SOLVED_DEFINE STUDIED_DEFINE

static const long TODAY = 20777; /* 2026-11-20 */

static inline void set(struct scenario *s, enum parameter p, const char *text)
{
	struct error error = { .text = "" };

	if (scenario_set(s, p, text, &error) != STATUS_OK)
		fail_msg("%s", error.text);
}

/* The default workload changed by "option", "value" pairs, ended by NULL.  Estimates count as they are, on one replica:
 * tests of certainty and of replicas say so. */
static inline struct scenario changed(const char *option, va_list rest)
{
	struct scenario s;
	struct error error = { .text = "" };

	assert_int_equal(scenario_init(&s, &shipped, &error), STATUS_OK);
	set(&s, PARAMETER_CERTAINTY, "50%");
	set(&s, PARAMETER_REPLICAS, "1");
	for (; option; option = va_arg(rest, const char *)) {
		enum parameter p;

		assert_true(parameter_from_name(option, &p));
		set(&s, p, va_arg(rest, const char *));
	}
	if (scenario_check(&s, &error) != STATUS_OK)
		fail_msg("%s", error.text);
	return s;
}

/* The same solved. */
static inline struct scenario solve(const char *option, ...)
{
	struct scenario s;
	va_list rest;

	va_start(rest, option);
	s = changed(option, rest);
	va_end(rest);
	study_solve(&serve_study, &s, TODAY, &r);
	study_detail_all(&s, TODAY, &r);
	return s;
}

static inline const struct row *of(const char *gpu)
{
	for (int i = 0; i < r.count; i++)
		if (strcmp(r.rows[i].deployment.gpu->id, gpu) == 0)
			return &r.rows[i];
	fail_msg("no answer for %s", gpu);
	return NULL;
}

/* What gpuplan-batch(1), OUTPUT says of every answer. */
static inline void check_answers(const struct scenario *s)
{
	bool unpriced = false;

	for (int i = 0; i < r.count; i++) {
		const struct row *a = &r.rows[i];

		assert_int_equal(a->rank, i + 1);
		assert_false(a->deployment.gpu->announced);
		assert_true(a->reasons.count > 0);
		/* The first may stand before cheaper ones whose constants are assumed. */
		if (i > 1)
			assert_true(serve_compare(&r.rows[i - 1], a) < 0);
		if (i == 1 && serve_compare(&r.rows[0], a) > 0) {
			assert_int_equal(a->provenance, PROVENANCE_EXTRAPOLATED);
			assert_int_not_equal(r.rows[0].provenance, PROVENANCE_EXTRAPOLATED);
		}
		if (a->equal_to_best)
			assert_int_equal(a->verdict, VERDICT_MEETS);
		if (a->verdict == VERDICT_MEETS) {
			assert_true(!a->offer || !unpriced);
			unpriced = unpriced || !a->offer;
			assert_true(layout_gpus(&a->deployment.layout) <= scenario_max_gpus(s));
		}
		if (a->offer) {
			assert_true(a->offer->trust == PRICE_LIST && a->offer->match == MATCH_EXACT);
			assert_ptr_equal(a->offer->gpu, a->deployment.gpu);
			assert_true(scenario_purchases(s) & 1u << a->offer->purchase);
		}
	}
}
