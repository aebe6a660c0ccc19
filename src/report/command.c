/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Command lines that ask a scenario again. */
#include "study/scenario_place.h"
#include "study/scenario_text.h"
#include "study/study_word.h"
#include "report/command.h"

#include <math.h>
#include <string.h>

void report_shell_word(struct text *out, const char *word)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:%+,@=";

	if (*word && word[strspn(word, plain)] == '\0') {
		text_add(out, word);
		return;
	}
	text_add_char(out, '\'');
	while (*word) {
		size_t n = strcspn(word, "'");

		text_add_n(out, word, n);
		word += n;
		if (*word) {
			text_add(out, "'\\''");
			word++;
		}
	}
	text_add_char(out, '\'');
}

/* One option for every member of a set; ids hold no commas.  A number has no blank before its unit. */
static void add_options(struct text *out, const char *name, enum parameter_form form, const char *value)
{
	TEXT(word);

	while (*value) {
		text_clear(&word);
		for (; *value && !(form == PARAMETER_SET_FORM && *value == ','); value++)
			if (form != PARAMETER_NUMBER_FORM || *value != ' ')
				text_add_char(&word, *value);
		value += *value == ',';
		text_addf(out, " --%s ", name);
		report_shell_word(out, word.data);
	}
}

void report_command(struct text *out, const struct study *study, const char *command, const struct scenario *s)
{
	struct scenario fresh;
	struct error ignored = { 0 };
	TEXT(value);

	text_addf(out, "gpuplan %s", command);
	if (scenario_init(&fresh, s->catalog, &ignored) != STATUS_OK)
		return;
	for (int i = 0; i < parameter_count(); i++) {
		enum parameter p = parameter_at(i);
		const char *name = study_parameter_name(study, p);

		/* A number that was not given follows from others again. */
		if (!name || scenario_same(s, &fresh, p) ||
			(parameter_row(p)->form == PARAMETER_NUMBER_FORM && isnan(s->number[p])))
			continue;
		text_clear(&value);
		scenario_exact(s, p, &value);
		add_options(out, name, parameter_row(p)->form, value.data);
	}
}

struct scenario report_read(const struct study *study, const struct scenario *s)
{
	struct scenario read = *s;

	for (int i = 0; i < parameter_count(); i++) {
		struct place place = scenario_place(parameter_at(i));

		/* Not scenario_clear(): what states the same in another way stays. */
		if (!study_reads(study, place.parameter))
			place.kind->clear(&read, &place);
	}
	return read;
}

struct scenario report_only(const struct study *study, const struct scenario *s, const struct row *a)
{
	const struct catalog *c = s->catalog;
	struct scenario only = *s;

	only.gpus = (struct index_set){ 0 };
	index_set_add(&only.gpus, (int)(a->deployment.gpu - c->gpus));
	if (study->by_provider && a->offer) {
		only.providers = (struct index_set){ 0 };
		index_set_add(&only.providers, (int)(a->offer->provider - c->providers));
	}
	if (study->by_purchase && a->offer) {
		only.purchases = 1u << a->offer->purchase;
		only.number[PARAMETER_SPOT] = a->offer->purchase == PURCHASE_SPOT ? SPOT_TOLERANT : SPOT_NEVER;
	}
	only.number[PARAMETER_GPUS] = layout_gpus(&a->deployment.layout);
	only.number[PARAMETER_TOP] = parameter_row(PARAMETER_TOP)->initial;
	only.sort_metric = -1;
	return only;
}
