/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by regime, widened where a regime is unlike the rest. */
#include "fit/bands.h"

#include <math.h>
#include <string.h>

/* A regime needs so many rows of a metric for quantiles of its own. */
enum { ROWS_MIN = 20 };

/* With fewer publishers it is chance to which side they err: the next may err to the other. */
enum { SOURCES_MIN = 3 };

static const double COVERAGE = 0.80;

/* A band is never narrower than the noise of repeated measurements (measured/README: 1.10). */
static const double NOISE = 0.04;

struct building {
	struct bands *bands;
	const struct catalog *catalog;
	const struct dataset *data;
	const double *unseen, *strange;
	int without;
};

static struct band_factor *factor_of(struct uncertainty *u, enum figure metric)
{
	return metric == FIGURE_TPOT ? &u->tpot : metric == FIGURE_TOK_S ? &u->tok_s : &u->ttft;
}

/* Whether a row is of the sources that are used and belongs to the regime of a rule. */
static bool belongs(const struct building *b, const struct band_rule *rule, const struct row *row)
{
	const struct run *run = &b->data->runs[row->run];

	return row->labels[LABEL_SOURCE] != b->without &&
		band_rule_applies(rule, &run->deployment, run->load == LOAD_OPEN);
}

/* ln measured/predicted of a rule's rows of one metric; time to first token includes prompt
 * rates, whose inverse it is where one prompt runs at a time. */
static void gather(const struct building *b, const struct band_rule *rule, enum figure metric, const double *residuals,
	struct sample *sample)
{
	FREED unsigned char *seen = xcalloc((size_t)b->data->names[LABEL_SOURCE].count + 1, 1);
	size_t count;
	int sources = 0;

	for (int i = 0; i < b->data->row_count; i++) {
		const struct row *row = &b->data->rows[i];
		bool prompt = metric == FIGURE_TTFT && row->metric == FIGURE_PROMPT;

		if ((row->metric == metric || prompt) && !isnan(residuals[i]) && belongs(b, rule, row)) {
			sample_add(sample, prompt ? residuals[i] : -residuals[i], 1.0);
			sources += !seen[row->labels[LABEL_SOURCE]];
			seen[row->labels[LABEL_SOURCE]] = 1;
		}
	}
	count = sample->count;
	for (size_t i = 0; count >= ROWS_MIN && sources < SOURCES_MIN && i < count; i++)
		sample_add(sample, -sample->items[i].value, sample->items[i].weight);
}

static struct band_factor quantiles(struct sample *sample, double tail)
{
	struct band_factor f = { exp(sample_quantile(sample, tail)), exp(sample_quantile(sample, 1.0 - tail)) };

	/* The estimate itself is always inside, and the noise around it. */
	f.low = floor(100.0 * fmin(f.low, 1.0 - NOISE) + 0.5) / 100.0;
	f.high = floor(100.0 * fmax(f.high, 1.0 + NOISE) + 0.5) / 100.0;
	return f;
}

/* Rows that stand in where a regime has too few of a metric. */
static const struct band_rule ANY = { .moe = -1, .open_loop = 0, .calibrated = -1, .pcie = -1 };

static struct band_factor regime_factor(const struct building *b, const struct band_rule *rule, enum figure metric)
{
	SAMPLE(sample);
	struct band_rule wider = ANY;

	gather(b, rule, metric, b->unseen, &sample);
	if (sample.count < ROWS_MIN && metric == FIGURE_TPOT) {
		/* Throughput of many is the inverse of time per token. */
		sample_release(&sample);
		gather(b, rule, FIGURE_TOK_S, b->unseen, &sample);
		for (size_t i = 0; i < sample.count; i++)
			sample.items[i].value = -sample.items[i].value;
	}
	wider.moe = rule->moe;
	for (; sample.count < ROWS_MIN && wider.moe >= -1; wider.moe = wider.moe < 0 ? -2 : -1) {
		sample_release(&sample);
		gather(b, &wider, metric, b->unseen, &sample);
	}
	return quantiles(&sample, b->bands->tail[metric]);
}

static void count_rows(const struct building *b, int at)
{
	FREED unsigned char *seen = xcalloc((size_t)b->data->names[LABEL_SOURCE].count + 1, 1);
	struct bands *bands = b->bands;

	bands->rows[at] = bands->sources[at] = 0;
	for (int i = 0; i < b->data->row_count; i++) {
		const struct row *row = &b->data->rows[i];
		int source = row->labels[LABEL_SOURCE];

		if (!belongs(b, &bands->rules[at], row))
			continue;
		bands->rows[at]++;
		bands->sources[at] += !seen[source];
		seen[source] = 1;
	}
}

static const struct gpu_family *family_named(const struct catalog *c, const char *id)
{
	for (int i = 0; i < c->family_count; i++)
		if (strcmp(c->families[i].id, id) == 0)
			return &c->families[i];
	return NULL;
}

static void add_base(const struct building *b, const char *id, int moe, const struct engine_profile *profile,
	const struct gpu_family *family)
{
	struct bands *bands = b->bands;
	struct band_rule *rule = &bands->rules[bands->count];

	*rule = ANY;
	rule->id = id;
	rule->base = true;
	rule->moe = moe;
	rule->profile = profile;
	rule->families = family ? family->bit : 0;
	bands->family[bands->count] = family ? family->id : NULL;
	for (int m = FIGURE_TPOT; m <= FIGURE_TTFT; m++)
		*factor_of(&rule->factor, (enum figure)m) = regime_factor(b, rule, (enum figure)m);
	count_rows(b, bands->count);
	/* The regime was told apart by it, the rule holds for every load. */
	rule->open_loop = -1;
	bands->count++;
}

/* A condition that widens: only metrics with enough rows. */
static void add_wider(const struct building *b, const char *id, struct band_rule condition, const char *family,
	const double *residuals)
{
	struct bands *bands = b->bands;
	struct band_rule *rule = &bands->rules[bands->count];

	*rule = condition;
	rule->id = id;
	bands->family[bands->count] = family;
	for (int m = FIGURE_TPOT; m <= FIGURE_TTFT; m++) {
		SAMPLE(sample);
		struct band_factor *f = factor_of(&rule->factor, (enum figure)m);

		*f = (struct band_factor){ 1.0, 1.0 };
		gather(b, rule, (enum figure)m, residuals, &sample);
		if (sample.count >= ROWS_MIN)
			*f = quantiles(&sample, bands->tail[m]);
	}
	count_rows(b, bands->count);
	bands->count++;
}

/* Families of the data whose rows are unlike those of the rest. */
static const char *const OWN_FAMILIES[][2] = { { "cdna3", "cdna3-moe" } };

/* Names of base rules live as long as the program. */
static const char *const MOE_NAMES[][2] = { { "vllm", "vllm-moe" }, { "sglang", "sglang-moe" },
	{ "trtllm", "trtllm-moe" }, { "trtoff", "trtoff-moe" }, { "trtpy", "trtpy-moe" },
	{ "llamacpp", "llamacpp-moe" } };

static void add_rules(struct building *b)
{
	const struct catalog *c = b->catalog;
	struct band_rule open = ANY, pcie = ANY, none = ANY;

	b->bands->count = 0;
	for (size_t i = 0; i < sizeof(OWN_FAMILIES) / sizeof(OWN_FAMILIES[0]); i++) {
		const struct gpu_family *family = family_named(c, OWN_FAMILIES[i][0]);

		if (!family)
			continue;
		add_base(b, OWN_FAMILIES[i][0], 0, NULL, family);
		add_base(b, OWN_FAMILIES[i][1], 1, NULL, family);
	}
	for (size_t i = 0; i < sizeof(MOE_NAMES) / sizeof(MOE_NAMES[0]); i++)
		for (int j = 0; j < c->profile_count; j++) {
			const struct engine_profile *profile = &c->profiles[j];

			if (strcmp(profile->id, MOE_NAMES[i][0]) != 0)
				continue;
			add_base(b, MOE_NAMES[i][0], 0, profile, NULL);
			add_base(b, MOE_NAMES[i][1], 1, profile, NULL);
		}
	open.open_loop = 1;
	add_wider(b, "arrival-rate", open, NULL, b->unseen);
	pcie.pcie = 1;
	pcie.open_loop = -1;
	add_wider(b, "pcie-serving", pcie, NULL, b->unseen);
	/* CDNA3 is the one family with rows but without operator data: left out, it shows what
	 * assumed efficiencies are worth. */
	none.open_loop = -1;
	none.families = family_named(c, OWN_FAMILIES[0][0])->bit;
	add_wider(b, "no-measurements", none, NULL, b->strange);
	b->bands->rules[b->bands->count - 1].families = 0;
	b->bands->rules[b->bands->count - 1].calibrated = 0;
}

struct band_factor bands_of_row(const struct bands *bands, const struct dataset *data, const struct row *row)
{
	const struct run *run = &data->runs[row->run];
	struct uncertainty u =
		uncertainty_for(bands->rules, bands->count, &run->deployment, run->load == LOAD_OPEN, bands->widening);

	if (row->metric == FIGURE_PROMPT)
		return (struct band_factor){ 1.0 / u.ttft.high, 1.0 / u.ttft.low };
	return *factor_of(&u, row->metric);
}

void bands_take(struct bands *bands, const struct catalog *catalog)
{
	*bands = (struct bands){ .count = catalog->band_count < BAND_RULES_MAX ? catalog->band_count : BAND_RULES_MAX };
	for (int i = 0; i < bands->count; i++)
		bands->rules[i] = catalog->bands[i];
	bands->widening = catalog->constants.unseen_source_exponent;
}

bool bands_hold(const struct bands *bands, const struct dataset *data, const struct row *row, double residual)
{
	struct band_factor f = bands_of_row(bands, data, row);
	double measured = exp(-residual);

	return measured >= f.low && measured <= f.high;
}

double bands_coverage(
	const struct bands *bands, const struct dataset *data, const double *residuals, const struct row_filter *filter)
{
	int rows = 0, held = 0;

	for (int i = 0; i < data->row_count; i++)
		if (row_passes(&data->rows[i], filter)) {
			rows++;
			held += !isnan(residuals[i]) && bands_hold(bands, data, &data->rows[i], residuals[i]);
		}
	return rows > 0 ? (double)held / rows : NAN;
}

void bands_build(struct bands *bands, const struct catalog *catalog, const struct dataset *data, const double *unseen,
	const double *strange, int without)
{
	struct building b = { bands, catalog, data, unseen, strange, without };

	*bands = (struct bands){ .widening = 1.0 };
	for (int m = 0; m < FIGURE_COUNT; m++)
		bands->tail[m] = (1.0 - COVERAGE) / 2.0;
	/* What widens some rows lets the others be narrower: the tails follow the coverage. */
	for (int round = 0; round < 6; round++) {
		add_rules(&b);
		for (int m = FIGURE_TPOT; m <= FIGURE_TTFT; m++) {
			struct row_filter filter = { (enum figure)m, KIND_ALL, -1 };
			double more = bands_coverage(bands, data, unseen, &filter) - COVERAGE;

			bands->tail[m] = fmax(0.05, fmin(0.2, bands->tail[m] + more / 4.0));
		}
	}
	add_rules(&b);
	bands->widening = catalog->constants.unseen_source_exponent;
}

static void add_factor(struct text *out, const char *key, struct band_factor f)
{
	if (f.low < 1.0 || f.high > 1.0)
		text_addf(out, ", \"%s\": [%.2f, %.2f]", key, f.low, f.high);
}

static void add_condition(struct text *out, const char *key, int condition)
{
	if (condition >= 0)
		text_addf(out, ", \"%s\": %s", key, condition ? "true" : "false");
}

void bands_json(struct text *out, const struct bands *bands)
{
	text_add(out, "{\n \"schema\": \"gpuplan-catalog/1\",\n \"kind\": \"bands\",\n \"items\": [\n");
	for (int i = 0; i < bands->count; i++) {
		const struct band_rule *r = &bands->rules[i];

		text_addf(out, "  {\"id\": \"%s\"%s", r->id, r->base ? ", \"base\": true" : "");
		if (bands->family[i])
			text_addf(out, ", \"families\": [\"%s\"]", bands->family[i]);
		if (r->profile)
			text_addf(out, ", \"profile\": \"%s\"", r->profile->id);
		add_condition(out, "moe", r->moe);
		if (!r->base)
			add_condition(out, "open_loop", r->open_loop);
		add_condition(out, "calibrated", r->calibrated);
		add_condition(out, "pcie", r->pcie);
		add_factor(out, "tpot", r->factor.tpot);
		add_factor(out, "tok_s", r->factor.tok_s);
		add_factor(out, "ttft", r->factor.ttft);
		text_addf(out,
			", \"source\": \"gpuplan-fit %s left out, %d rows of %d "
			"sources\"}%s\n",
			r->calibrated == 0 ? "GPU family" : "source", bands->rows[i], bands->sources[i],
			i + 1 < bands->count ? "," : "");
	}
	text_add(out, " ]\n}\n");
}
