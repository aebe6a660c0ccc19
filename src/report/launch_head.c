/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands above a command: for whoever finds the file in a year. */
#include "report/launch_head.h"

#include <math.h>
#include <string.h>

static void add_size(struct text *out, const char *name, double size)
{
	if (size > 1.0)
		text_addf(out, ", %s %.0f", name, size);
}

static void add_what(struct text *out, const struct launch *launch)
{
	const struct deployment *d = &launch->row->deployment;

	text_addf(out, "# %s, weights %s, KV cache %s\n", launch->checkpoint, d->format->id, d->kv->id);
	text_addf(out, "# %.0f x %s", launch->gpus, d->gpu->id);
	add_size(out, "TP", d->layout.tensor);
	add_size(out, "PP", d->layout.pipeline);
	add_size(out, "EP", d->layout.expert);
	add_size(out, "DP", d->layout.data);
	if (launch->replicas > 1.0)
		text_addf(out, "; replicas: %.0f", launch->replicas);
	if (launch->row->offer)
		text_addf(out, "; %s, $%.2f a GPU-hour", launch->row->offer->provider->id,
			launch->row->offer->usd_per_gpu_hour);
	text_add_char(out, '\n');
}

static void add_release(struct text *out, const struct launch *launch)
{
	text_addf(out, "# %s %s", launch->engine->name, launch->release->version);
	if (launch->release->as_of)
		text_addf(out, " of %s", launch->release->as_of);
	if (!launch->scenario->release)
		text_add(out, ", the newest whose facts are known");
	text_add_char(out, '\n');
}

static void add_load(struct text *out, const struct launch *launch)
{
	const struct scenario *s = launch->scenario;

	if (launch->value[LAUNCH_RATE])
		text_addf(
			out, "# rate %s/s, requests at once: at most %.0f", launch->value[LAUNCH_RATE], launch->users);
	else
		text_addf(out, "# requests at once: at most %.0f", launch->users);
	text_addf(out, "; tokens: prompt %s, answer %s, together at most %.0f\n", launch->value[LAUNCH_PROMPT],
		launch->value[LAUNCH_OUTPUT], scenario_context(s));
}

static void add_later(struct launch_writer *writer, const struct engine_flag *flag)
{
	text_addf(writer->data, "# left out: %s, which came with %s\n", flag->flag, flag->from);
}

static void skip_word(struct launch_writer *writer, const char *word, bool first_of_flag)
{
	(void)writer;
	(void)word;
	(void)first_of_flag;
}

/* Names of the catalog may hold what does something to a terminal. */
static void add_clean_lines(struct text *out, const struct text *lines)
{
	for (const char *at = lines->data; *at;) {
		size_t n = strcspn(at, "\n");

		text_add_clean(out, at, n);
		text_add_char(out, '\n');
		at += n + (at[n] == '\n');
	}
}

static void add_lines(struct text *out, const struct launch *launch)
{
	const struct engine_launch *l = &launch->engine->launch;
	struct launch_writer writer = { .word = skip_word, .later = add_later, .data = out };

	add_what(out, launch);
	add_release(out, launch);
	add_load(out, launch);
	if (launch->row->verdict != VERDICT_MEETS)
		text_addf(out, "# This plan %s its goals.\n",
			launch->row->verdict == VERDICT_UNCERTAIN ? "may miss" : "misses");
	launch_write(launch, "", l->flags, l->flag_count, &writer);
}

void launch_head(struct text *out, const struct launch *launch)
{
	TEXT(lines);

	add_lines(&lines, launch);
	add_clean_lines(out, &lines);
}

static void add_band(struct text *out, const char *name, const struct band *band, double scale, const char *unit)
{
	if (band_known(band))
		text_addf(out, "# %s %.3g %s (%.3g to %.3g)\n", name, band->mid * scale, unit, band->low * scale,
			band->high * scale);
}

void launch_expected(struct text *out, const struct launch *launch)
{
	const struct replica *r = replica_of(launch->row);

	text_add(out, "# Expected as means of one replica, 80 of 100 measurements in the range:\n");
	add_band(out, "TTFT", &r->ttft_s, 1e3, "ms");
	add_band(out, "TPOT", &r->tpot_s, 1e3, "ms");
	add_band(out, "output", &r->output_tok_s, 1.0 / launch->replicas, "tok/s");
	if (launch->scenario->number[PARAMETER_SPREAD] > 0.0)
		text_addf(out, "# They are of lengths with a spread of %g; here all are alike, as with --spread 0.\n",
			launch->scenario->number[PARAMETER_SPREAD]);
}

void launch_cold(struct text *out, const struct launch *launch)
{
	const struct engine_launch *l = &launch->engine->launch;

	for (int i = 0; i < l->flag_count; i++)
		if (l->flags[i].setting == LAUNCH_PREFIX_CACHE && l->flags[i].value &&
			strcmp(l->flags[i].value, "off") == 0 && *l->flags[i].flag)
			text_addf(out,
				"# Start the server with %s: a second run would find its prompts in the cache.\n",
				l->flags[i].flag);
}
