/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the parameter table. */
#include "study/parameter.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

#define KIB 1024.0
#define MIB 1048576.0

/* Four to a doubling, where a step by half would let another GPU lead each time. */
#define OCTAVE(from) (from), 1.25 * (from), 1.5 * (from), 1.75 * (from)

static const double stops_context[] = { 512, OCTAVE(1 * KIB), OCTAVE(2 * KIB), OCTAVE(4 * KIB), OCTAVE(8 * KIB),
	OCTAVE(16 * KIB), OCTAVE(32 * KIB), OCTAVE(64 * KIB), OCTAVE(128 * KIB), 256 * KIB, 384 * KIB, 512 * KIB,
	768 * KIB, 1 * MIB, NAN };
static const double stops_tokens[] = { 1, 16, 32, 64, 128, 192, 256, 384, 512, 768, 1 * KIB, 1.5 * KIB, 2 * KIB,
	3 * KIB, 4 * KIB, 6 * KIB, 8 * KIB, 12 * KIB, 16 * KIB, 24 * KIB, 32 * KIB, 48 * KIB, 64 * KIB, 96 * KIB,
	128 * KIB, 256 * KIB, 512 * KIB, NAN };
static const double stops_count[] = { 1, 2, 3, OCTAVE(4), OCTAVE(8), OCTAVE(16), OCTAVE(32), OCTAVE(64), OCTAVE(128),
	OCTAVE(256), 512, 768, 1024, INFINITY, NAN };

#undef OCTAVE

static const double stops_rate[] = { 0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 100, NAN };
static const double stops_ttft[] = { 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30, 60,
	INFINITY, NAN };
static const double stops_tpot[] = { 0.005, 0.008, 0.01, 0.015, 0.02, 0.025, 0.03, 0.033, 0.04, 0.05, 0.06, 0.075, 0.1,
	0.15, 0.2, 0.3, 0.5, INFINITY, NAN };
static const double stops_busy[] = { 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75,
	0.8, 0.85, 0.9, 0.95, 1, NAN };
static const double stops_spread[] = { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.85, 1, 1.2, 1.5, 2, NAN };
static const double stops_certainty[] = { 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, NAN };
static const double stops_hit[] = { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, NAN };
static const double stops_hours[] = { 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, NAN };
static const double stops_spares[] = { 0, 1, 2, 3, 4, 6, 8, NAN };
static const double stops_month[] = { 160, 240, 360, 480, 672, 720, 730, 744, NAN };
static const double stops_months[] = { 1, 2, 3, 6, 12, 18, 24, 36, NAN };
static const double stops_growth[] = { 0, 0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 1, NAN };
static const double stops_interruptions[] = { 0, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, NAN };
static const double stops_restart[] = { 30, 60, 120, 180, 300, 540, 900, 1800, 3600, NAN };
static const double stops_api[] = { 0.05, 0.1, 0.2, 0.3, 0.5, 0.8, 1, 2, 3, 5, 10, 15, 30, NAN };
static const double stops_requests[] = { 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8,
	NAN };
static const double stops_work[] = { 1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8, 1.5e8, 2e8, 3e8, 5e8, 7.5e8, 1e9, 1.5e9, 2e9,
	3e9, 5e9, 1e10, 2e10, 5e10, 1e11, NAN };
static const double stops_deadline[] = { 1800, 3600, 5400, 7200, 10800, 14400, 18000, 21600, 25200, 28800, 32400, 36000,
	39600, 43200, 50400, 57600, 72000, 86400, 129600, 172800, 259200, 345600, 604800, NAN };
static const double stops_years[] = { 1, 2, 3, 4, 5, 6, 7, 8, 10, NAN };
static const double stops_interest[] = { 0, 0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.095, 0.12, 0.15, 0.2,
	NAN };
static const double stops_residual[] = { 0, 0.05, 0.1, 0.15, 0.18, 0.2, 0.25, 0.3, 0.4, 0.5, NAN };
static const double stops_pue[] = { 1.05, 1.1, 1.2, 1.25, 1.3, 1.4, 1.5, 1.54, 1.6, 1.8, 2, NAN };
static const double stops_kwh[] = { 0.02, 0.04, 0.06, 0.08, 0.1, 0.12, 0.146, 0.2, 0.25, 0.3, 0.4, NAN };
static const double stops_price[] = { 1000, 1500, 2000, 3000, 5000, 7500, 10000, 15000, 20000, 25000, 30000, 35000,
	40000, 50000, 60000, 70000, 100000, NAN };
static const double stops_share[] = { 0, 500, 1000, 2000, 3000, 5000, 7500, 10000, 15000, 20000, 30000, NAN };
static const double stops_staff[] = { 0, 500, 1000, 2000, 3000, 5000, 6250, 10000, 12500, 20000, 37500, NAN };
static const double stops_colo[] = { 0, 50, 100, 125, 150, 184.06, 200, 250, 300, 400, 500, NAN };
static const double stops_factor[] = { 1, 1.1, 1.2, 1.35, 1.5, 1.82, 2, 2.5, NAN };
static const double stops_rack[] = { 5, 8, 10, 12, 15, 20, 30, 40, 50, 80, 100, 120, 150, NAN };
static const double stops_gpus[] = { 1, 2, 4, 8, 16, 32, 64, NAN };

static const double stops_train_tokens[] = { 1e5, 3e5, 1e6, 2e6, 4e6, 8e6, 16e6, 32e6, 64e6, 128e6, 256e6, 1e9, 4e9,
	16e9, 1e11, 1e12, 15e12, NAN };
static const double stops_train_deadline[] = { 3600, 7200, 14400, 28800, 43200, 86400, 172800, 345600, 604800, 1209600,
	2592000, 7776000, INFINITY, NAN };
static const double stops_frames[] = { 1, 17, 25, 33, 49, 65, 81, 97, 121, 129, 161, 201, 241, NAN };
static const double stops_clip[] = { 1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 60, NAN };
static const double stops_steps[] = { 1, 2, 4, 6, 8, 12, 16, 20, 25, 28, 30, 40, 50, 64, 100, NAN };
static const double stops_guidance[] = { 1, 1.5, 2, 3, 3.5, 4, 5, 6, 7, 7.5, 9, 12, NAN };
static const double stops_reuse[] = { 1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 5, NAN };
static const double stops_within[] = { 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5, 10, 15, 30, 60, 90, 120, 300, 600, 1800, 3600,
	INFINITY, NAN };
/* As a volume by the day is read. */
#define DAILY(n) ((n) * (1.0 / 86400))
static const double stops_volume[] = { DAILY(10.0), DAILY(20.0), DAILY(50.0), DAILY(100.0), DAILY(200.0), DAILY(500.0),
	DAILY(1e3), DAILY(2e3), DAILY(5e3), DAILY(1e4), DAILY(2e4), DAILY(5e4), DAILY(1e5), DAILY(2e5), DAILY(5e5),
	DAILY(1e6), DAILY(1e7), DAILY(1e8), NAN };
static const double stops_batch[] = { 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, NAN };

static const char *const goal_at_words[] = { "mean", "p50", "p90", "p95", "p99", NULL };
static const char *const all_words[] = { "no", "yes", NULL };
static const char *const spot_words[] = { "never", "tolerant", NULL };
static const char *const four_bit_words[] = { "never", "int4", "any", NULL };
static const char *const tuning_words[] = { "default", "tuned", NULL };
static const char *const batching_words[] = { "continuous", "static", NULL };
static const char *const cooling_words[] = { "air", "liquid", NULL };
static const char *const rented_hours_words[] = { "busy", "all", NULL };
static const char *const speculative_words[] = { "off", NULL };
static const char *const residency_words[] = { "any", "eu", "eea", NULL };
static const char *const sla_words[] = { "any", "formal", NULL };
static const char *const interconnect_words[] = { "any", "infiniband", NULL };
static const char *const counted_words[] = { "output", "all", NULL };
static const char *const billing_words[] = { "any", "hour", "minute", "second", NULL };
static const char *const method_words[] = { "pretrain", "full", "lora", "qlora", NULL };
static const char *const train_precision_words[] = { "bf16", "fp8", "mxfp8", "nvfp4", NULL };
static const char *const shard_words[] = { "auto", "ddp", "zero1", "zero2", "zero3", NULL };
static const char *const optimizer_words[] = { "adamw", "adamw-bf16", "adamw8bit", "adamw8bit-fused", "adafactor",
	"muon", "lion", "sgd", NULL };
static const char *const recompute_words[] = { "auto", "no", "selective", "yes", NULL };
static const char *const train_software_words[] = { "auto", "tuned", "fsdp", "eager", "hf", "offload", NULL };
static const char *const task_words[] = { "auto", "image", "video", "speech", "transcribe", "embed", "rerank", NULL };
static const char *const media_precision_words[] = { "bf16", "fp8", "int8", "fp4", NULL };
static const char *const media_software_words[] = { "auto", "eager", "official", "compiled", "fused", "tuned", NULL };
static const char *const attention_words[] = { "auto", "flash2", "flash3", "sage", NULL };
static const char *const split_words[] = { "auto", "tokens", "guidance", NULL };
static const char *const scope_words[] = { "whole", "step", "pass", "full", NULL };
static const char *const offload_words[] = { "auto", "no", "encoders", "prefetch", "sync", NULL };
static const char *const scaling_words[] = { "hourly", "none", NULL };

/* What a kind of the table makes of a row. */
#define ROW_NUMBER .form = PARAMETER_NUMBER_FORM
#define ROW_NUMBER_OR(...) .form = PARAMETER_NUMBER_FORM, .whole = true
#define ROW_NUMBER_OR_TIME .form = PARAMETER_NUMBER_FORM
#define ROW_CHOICE(words_) .form = PARAMETER_CHOICE_FORM, .words = words_
#define ROW_MODEL .form = PARAMETER_OBJECT_FORM
#define ROW_THING(...) .form = PARAMETER_OBJECT_FORM
#define ROW_ENGINE(...) .form = PARAMETER_OBJECT_FORM
#define ROW_THINGS(...) .form = PARAMETER_SET_FORM
#define ROW_AREAS(...) .form = PARAMETER_SET_FORM
#define ROW_WORDS(...) .form = PARAMETER_SET_FORM
#define ROW_TEXT(...) .form = PARAMETER_TEXT_FORM
#define ROW_REGION(...) .form = PARAMETER_TEXT_FORM
#define ROW_SIZE .form = PARAMETER_TEXT_FORM
#define ROW_TRAFFIC .form = PARAMETER_TEXT_FORM
#define ROW_METRIC(...) .form = PARAMETER_METRIC_FORM

static const struct parameter_row rows[PARAMETER_COUNT] = {
#define PARAMETER(id, name_, kind_, quantity_, low_, high_, initial_, endless_, stops_, label_, help_) \
	[PARAMETER_##id] = { .name = name_, \
		.label = label_, \
		.help = help_, \
		ROW_##kind_, \
		.quantity = QUANTITY_##quantity_, \
		.low = low_, \
		.high = high_, \
		.initial = initial_, \
		.endless = endless_, \
		.stops = stops_ },
#include "study/parameter-table.h"
#undef PARAMETER
};

static struct parameter_row added[PARAMETER_ADDED_MAX];
static int added_count;

const struct parameter_row *parameter_row(enum parameter parameter)
{
	return parameter < PARAMETER_COUNT ? &rows[parameter] : &added[parameter - PARAMETER_COUNT - 1];
}

int parameter_count(void)
{
	return PARAMETER_COUNT + added_count;
}

enum parameter parameter_at(int place)
{
	return (enum parameter)(place < PARAMETER_COUNT ? place : place + 1);
}

int parameter_place(enum parameter parameter)
{
	return (int)parameter - (parameter > PARAMETER_COUNT);
}

enum parameter parameter_add(const struct parameter_row *row)
{
	bool kept = row->form == PARAMETER_NUMBER_FORM || (row->form == PARAMETER_CHOICE_FORM && row->words);
	enum parameter taken;

	if (!kept || added_count == PARAMETER_ADDED_MAX || parameter_from_name(row->name, &taken))
		return PARAMETER_COUNT;
	added[added_count++] = *row;
	return parameter_at(PARAMETER_COUNT + added_count - 1);
}

bool parameter_listed(const enum parameter *list, enum parameter parameter)
{
	while (*list != PARAMETER_COUNT && *list != parameter)
		list++;
	return *list == parameter;
}

void parameter_remove_added(void)
{
	added_count = 0;
}

void parameter_span(enum parameter parameter, double high, struct text *out)
{
	const struct parameter_row *row = parameter_row(parameter);

	quantity_format(out, row->low, row->quantity, 6);
	text_add(out, _(" to "));
	quantity_format(out, high, row->quantity, 6);
	if (row->endless)
		text_addf(out, _(" or %s"), row->endless);
}

const char *const *parameter_choices(enum parameter parameter)
{
	return parameter_row(parameter)->words;
}

/* Times end in `_s`. */
static const char *make_key(const char *name, enum quantity_kind quantity, char *out, unsigned long size)
{
	snprintf(out, size, "%s%s", name, quantity == QUANTITY_SECONDS || quantity == QUANTITY_DURATION ? "_s" : "");
	for (char *p = out; *p; p++)
		if (*p == '-')
			*p = '_';
	return out;
}

const char *parameter_key(enum parameter parameter, char *out, unsigned long size)
{
	return make_key(parameter_row(parameter)->name, parameter_row(parameter)->quantity, out, size);
}

bool parameter_is_called(enum parameter parameter, const char *name, const char *typed)
{
	char key[32];

	return strcmp(name, typed) == 0 ||
		strcmp(make_key(name, parameter_row(parameter)->quantity, key, sizeof(key)), typed) == 0;
}

bool parameter_from_name(const char *name, enum parameter *parameter)
{
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);

		if (!parameter_is_called(p, parameter_row(p)->name, name))
			continue;
		*parameter = p;
		return true;
	}
	return false;
}
