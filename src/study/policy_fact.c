/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of facts. */
#include "study/policy_fact.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "study/replica.h"

static const char *const YES_WORDS[] = { "no", "yes", NULL };
/* In the order of LINK_WORDS, and none. */
static const char *const JOINED_WORDS[] = { "nvlink", "pcie", "xgmi", "none", NULL };

static struct policy_value word(const char *text)
{
	return (struct policy_value){ NAN, text };
}

static struct policy_value yes(bool holds)
{
	return word(YES_WORDS[holds]);
}

static struct policy_value number(double value)
{
	return (struct policy_value){ value, NULL };
}

static struct policy_value study_of(const struct policy_context *x)
{
	return word(x->study->id);
}

static struct policy_value verdict_word(const struct policy_context *x)
{
	return word(verdict_id(x->row->verdict));
}

static struct policy_value gpu_id(const struct policy_context *x)
{
	return word(x->row->deployment.gpu->id);
}

static struct policy_value gpu_name(const struct policy_context *x)
{
	const struct gpu *gpu = x->row->deployment.gpu;

	return word(gpu->short_name ? gpu->short_name : gpu->name);
}

static struct policy_value family_id(const struct policy_context *x)
{
	const struct gpu_family *family = x->row->deployment.gpu->family;

	return word(family ? family->id : NULL);
}

/* What joins two of them. */
static struct policy_value link_word(const struct policy_context *x)
{
	const struct gpu_link *link = gpu_link_for(x->row->deployment.gpu, 2.0);

	return word(link ? JOINED_WORDS[link->kind] : "none");
}

static struct policy_value has_mig(const struct policy_context *x)
{
	const struct catalog *c = x->s->catalog;

	for (int i = 0; i < c->mig_count; i++)
		if (c->mig[i].gpu == x->row->deployment.gpu)
			return yes(true);
	return c->mig_count > 0 ? yes(false) : word(NULL);
}

static struct policy_value has_fp8(const struct policy_context *x)
{
	return yes(x->row->deployment.gpu->peak_flops[TENSOR_FP8] > 0.0);
}

static struct policy_value has_fp4(const struct policy_context *x)
{
	return yes(x->row->deployment.gpu->peak_flops[TENSOR_FP4] > 0.0);
}

static struct policy_value weight_bits(const struct policy_context *x)
{
	const struct weight_format *format = x->row->deployment.format;

	return number(format ? 8.0 * format->bytes_per_weight : NAN);
}

static struct policy_value four_bit(const struct policy_context *x)
{
	const struct weight_format *format = x->row->deployment.format;

	return format ? yes(format->four_bit) : word(NULL);
}

/* Billions of weights. */
static struct policy_value params_b(const struct policy_context *x)
{
	const struct model *model = x->row->deployment.model;

	return number(model ? model->counts.total / 1e9 : NAN);
}

static struct policy_value gpu_named(const struct policy_context *x)
{
	return yes(x->s->gpus.count > 0);
}

static struct policy_value open_loop(const struct policy_context *x)
{
	return yes(scenario_open_loop(x->s));
}

static struct policy_value provider_name(const struct policy_context *x)
{
	return word(x->row->offer ? x->row->offer->provider->name : NULL);
}

static struct policy_value provider_kind(const struct policy_context *x)
{
	return word(x->row->offer ? PROVIDER_WORDS[x->row->offer->kind] : NULL);
}

static struct policy_value provider_sla(const struct policy_context *x)
{
	return word(x->row->offer ? PROMISE_WORDS[x->row->offer->provider->facts.sla] : NULL);
}

static struct policy_value price_age(const struct policy_context *x)
{
	return number(x->row->offer ? (double)(x->today - x->row->offer->as_of) : NAN);
}

/* Of the nearest measured run, by the date of its source; a year alone counts from its first day. */
static struct policy_value measured_age(const struct policy_context *x)
{
	const char *reference = replica_of(x->row)->recalibration.source;
	const struct source *source = reference ? catalog_source(x->s->catalog, reference) : NULL;
	char day[16];
	struct error error;
	long date;

	if (!source || !source->as_of)
		return number(NAN);
	snprintf(day, sizeof(day), "%.11s%s", source->as_of, strlen(source->as_of) == 4 ? "-01" : "");
	return number(date_parse(day, &date, &error) == STATUS_OK ? (double)(x->today - date) : NAN);
}

static bool is_study(const struct catalog *c, const char *id)
{
	(void)c;
	return study_from_id(id);
}

static bool is_verdict(const struct catalog *c, const char *id)
{
	(void)c;
	for (int i = VERDICT_MEETS; i <= VERDICT_NOT_SUPPORTED; i++)
		if (strcmp(verdict_id((enum verdict)i), id) == 0)
			return true;
	return false;
}

static bool is_gpu(const struct catalog *c, const char *id)
{
	for (int i = 0; i < c->gpu_count; i++)
		if (strcmp(c->gpus[i].id, id) == 0)
			return true;
	return false;
}

static bool is_family(const struct catalog *c, const char *id)
{
	for (int i = 0; i < c->family_count; i++)
		if (strcmp(c->families[i].id, id) == 0)
			return true;
	return false;
}

static const struct policy_fact facts[] = {
	{ .name = "study", .get = study_of, .known = is_study },
	{ .name = "verdict", .get = verdict_word, .known = is_verdict },
	{ .name = "gpu", .get = gpu_id, .known = is_gpu },
	{ .name = "gpu_name", .get = gpu_name },
	{ .name = "family", .get = family_id, .known = is_family },
	{ .name = "link", .get = link_word, .words = JOINED_WORDS },
	{ .name = "mig", .get = has_mig, .words = YES_WORDS },
	{ .name = "fp8", .get = has_fp8, .words = YES_WORDS },
	{ .name = "fp4", .get = has_fp4, .words = YES_WORDS },
	{ .name = "weight_bits", .number = true, .get = weight_bits },
	{ .name = "params_b", .number = true, .get = params_b },
	{ .name = "four_bit", .get = four_bit, .words = YES_WORDS },
	{ .name = "gpu_named", .get = gpu_named, .words = YES_WORDS },
	{ .name = "open_loop", .get = open_loop, .words = YES_WORDS },
	{ .name = "provider", .get = provider_name },
	{ .name = "provider_kind", .get = provider_kind, .words = PROVIDER_WORDS },
	{ .name = "provider_sla", .get = provider_sla, .words = PROMISE_WORDS },
	{ .name = "price_age_days", .number = true, .get = price_age },
	{ .name = "measured_age_days", .number = true, .get = measured_age },
};

const struct policy_fact *policy_facts(int *count)
{
	*count = (int)(sizeof(facts) / sizeof(facts[0]));
	return facts;
}
