/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters by facts of providers: unknown is not no, but it does not pass either. */
#include "study/provider_filter.h"

/* What stands on a page but was not read is not known. */
static enum provider_answer answer_of(enum promise promise)
{
	if (promise == PROMISE_YES)
		return PROVIDER_PASSES;
	return promise == PROMISE_UNKNOWN || promise == PROMISE_LISTED ? PROVIDER_UNKNOWN : PROVIDER_FAILS;
}

static enum provider_answer ask_sla(const struct scenario *s, const struct provider_facts *facts)
{
	return s->number[PARAMETER_SLA] == SLA_ANY ? PROVIDER_PASSES : answer_of(facts->sla);
}

/* All of them are wanted: one that is missing decides. */
static enum provider_answer ask_compliance(const struct scenario *s, const struct provider_facts *facts)
{
	enum provider_answer all = PROVIDER_PASSES;

	for (int i = 0; i < CERTIFICATE_COUNT && all != PROVIDER_FAILS; i++) {
		enum provider_answer one = answer_of(facts->certificates[i]);

		if ((s->certificates & 1u << i) && one != PROVIDER_PASSES)
			all = one;
	}
	return all;
}

static enum provider_answer ask_interconnect(const struct scenario *s, const struct provider_facts *facts)
{
	if (s->number[PARAMETER_INTERCONNECT] == NETWORK_ANY || facts->interconnect == INTERCONNECT_INFINIBAND)
		return PROVIDER_PASSES;
	return facts->interconnect == INTERCONNECT_UNKNOWN ? PROVIDER_UNKNOWN : PROVIDER_FAILS;
}

/* The words of the parameter are those of enum billing, but for the first. */
static enum provider_answer ask_billing(const struct scenario *s, const struct provider_facts *facts)
{
	if (facts->billing >= (enum billing)s->number[PARAMETER_BILLING])
		return PROVIDER_PASSES;
	return facts->billing == BILLING_UNKNOWN ? PROVIDER_UNKNOWN : PROVIDER_FAILS;
}

static const struct {
	enum parameter parameter;
	enum provider_answer (*ask)(const struct scenario *s, const struct provider_facts *facts);
} rows[] = {
	{ PARAMETER_SLA, ask_sla },
	{ PARAMETER_COMPLIANCE, ask_compliance },
	{ PARAMETER_INTERCONNECT, ask_interconnect },
	{ PARAMETER_BILLING, ask_billing },
};

enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const enum parameter provider_filters[] = { PARAMETER_SLA, PARAMETER_COMPLIANCE, PARAMETER_INTERCONNECT,
	PARAMETER_BILLING, PARAMETER_COUNT };

enum provider_answer provider_filter_ask(
	const struct scenario *s, enum parameter parameter, const struct provider *provider)
{
	for (int i = 0; i < ROWS; i++)
		if (rows[i].parameter == parameter)
			return rows[i].ask(s, &provider->facts);
	return PROVIDER_PASSES;
}

bool provider_filter_set(const struct scenario *s)
{
	const double *n = s->number;

	return n[PARAMETER_SLA] != SLA_ANY || s->certificates || n[PARAMETER_INTERCONNECT] != NETWORK_ANY ||
		n[PARAMETER_BILLING] != BILLING_UNKNOWN;
}

bool provider_filter_passes(const struct scenario *s, const struct provider *provider)
{
	for (int i = 0; i < ROWS; i++)
		if (rows[i].ask(s, &provider->facts) != PROVIDER_PASSES)
			return false;
	return true;
}
