/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the figures of a run, and estimating it. */
#include "study/measured_run.h"

#include <math.h>
#include <string.h>

#include "base/i18n.h"
#include "study/serve.h"

const double MEASURED_BARE_S = 0.005;

static const struct measured_word words[MEASURED_FIGURES] = {
	[MEASURED_TPOT] = { "tpot", QUANTITY_SECONDS, UNIT_SECONDS, "tpot_s" },
	[MEASURED_TOK_S] = { "tok_s", QUANTITY_RATE, UNIT_PER_SECOND, "output_tok_s" },
	[MEASURED_TTFT] = { "ttft", QUANTITY_SECONDS, UNIT_SECONDS, "ttft_s" },
};

const struct measured_word *measured_word(enum measured_figure figure)
{
	return &words[figure];
}

void measured_run_init(struct measured_run *run)
{
	*run = (struct measured_run){ .doubtful = 0 };
	for (int f = 0; f < MEASURED_FIGURES; f++)
		run->figure[f] = NAN;
}

/* The figure that a word such as "tpot=22ms" is about; MEASURED_FIGURES: none. */
static int find_figure(const char *word)
{
	size_t n = strcspn(word, "=");
	int f = 0;

	while (f < MEASURED_FIGURES &&
		(strlen(words[f].word) != n || strncmp(words[f].word, word, n) != 0 || word[n] != '='))
		f++;
	return f;
}

/* A number that ends with a digit is bare. */
static bool has_unit(const char *text)
{
	size_t n = strlen(text);

	while (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t'))
		n--;
	return n > 0 && !ascii_is_digit(text[n - 1]);
}

enum status measured_run_read(struct measured_run *run, const char *word, struct error *error)
{
	int f = find_figure(word);
	struct error why;
	const char *name, *value;
	double read;

	if (f == MEASURED_FIGURES)
		return error_set(error, STATUS_USAGE, _("'%s' is none of tpot=TIME, ttft=TIME, tok_s=RATE"), word);
	name = words[f].word;
	value = word + strlen(name) + 1;
	if (!isnan(run->figure[f]))
		return error_set(error, STATUS_USAGE, _("%s: is given twice"), name);
	if (quantity_parse(value, words[f].kind, &read, &why) != STATUS_OK)
		return error_set(error, STATUS_USAGE, "%s: %s", name, why.text);
	if (!(read > 0.0))
		return error_set(error, STATUS_USAGE, _("%s: a value above 0 is wanted"), name);
	if (words[f].kind == QUANTITY_SECONDS && read < MEASURED_BARE_S && !has_unit(value))
		run->doubtful |= 1u << f;
	run->figure[f] = read;
	return STATUS_OK;
}

void measured_run_doubt(struct text *out, const struct measured_run *run)
{
	for (int f = 0; f < MEASURED_FIGURES; f++) {
		if (!(run->doubtful & 1u << f))
			continue;
		text_addf(out, "%s%s=", out->length ? ", " : "", words[f].word);
		quantity_add_exact(out, run->figure[f] * 1e3);
	}
}

enum status measured_run_estimate(struct scenario *s, struct replica_row *storage, struct error *error)
{
	struct row *a = replica_row_init(storage);

	if (!s->model || s->gpus.count != 1 || scenario_open_loop(s) || isnan(s->number[PARAMETER_CONCURRENCY]) ||
		s->number[PARAMETER_BATCHING] == BATCHING_STATIC)
		return error_set(error, STATUS_USAGE, _("a model, one GPU and a number of users are wanted"));
	/* A measured run is as long as it was, whatever the context of a plan. */
	s->number[PARAMETER_CONTEXT] = s->number[PARAMETER_PROMPT] + s->number[PARAMETER_OUTPUT];
	s->measured = NULL;
	s->number[PARAMETER_SPREAD] = 0.0;
	s->number[PARAMETER_REPLICAS] = 1.0;
	serve_run(s, s->model, scenario_gpu(s), s->number[PARAMETER_GPUS], a);
	if (a->verdict != VERDICT_DOES_NOT_FIT && !band_known(&replica_of(a)->tpot_s))
		return error_set(error, STATUS_USAGE, _("this configuration cannot be estimated"));
	return STATUS_OK;
}

void measured_run_settle(struct scenario *s, const struct row *row)
{
	const struct deployment *d = &row->deployment;

	s->gpus = (struct index_set){ .count = 0 };
	index_set_add(&s->gpus, (int)(d->gpu - s->catalog->gpus));
	s->number[PARAMETER_GPUS] = layout_gpus(&d->layout);
	s->number[PARAMETER_TP] = d->layout.tensor;
	s->number[PARAMETER_PP] = d->layout.pipeline;
	s->number[PARAMETER_EP] = d->layout.expert;
	s->number[PARAMETER_DP] = d->layout.data;
	s->weights = d->format;
	s->kv = d->kv;
	/* One replica was measured, with its share of the users. */
	s->number[PARAMETER_CONCURRENCY] = ceil(s->number[PARAMETER_CONCURRENCY] / deployment_replicas(d));
}
