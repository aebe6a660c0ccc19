/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of a training run: what to rent for how long, then all GPUs as a table. */
#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "report/scope.h"
#include "report/ways.h"
#include "study/scenario_text.h"
#include "study/train_run.h"
#include "study/training.h"

/* "qlora, rank 16, 8M tokens in sequences of 2k, batch 16, bf16, by 18:00" */
static void write_load(struct text *out, const struct study *study, const struct scenario *s, const struct model *model)
{
	const double *n = s->number;
	const enum parameter words[] = { PARAMETER_METHOD, PARAMETER_TRAIN_PRECISION };
	TEXT(line);

	text_addf(&line, "%s, ", model->name);
	label_params(&line, model->counts.total);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		text_addf(&line, ", %s", parameter_choices(words[i])[(int)n[words[i]]]);
	if (n[PARAMETER_METHOD] >= TRAIN_LORA)
		text_addf(&line, _(", rank %.0f"), n[PARAMETER_RANK]);
	text_add_wrapped(out, line.data, 0, 0, WAYS_WIDTH);
	text_clear(&line);
	scope_part(&line, study, s, PARAMETER_TRAIN_TOKENS);
	text_add(&line, scope_between(PARAMETER_TRAIN_TOKENS, PARAMETER_SEQUENCE));
	scope_part(&line, study, s, PARAMETER_SEQUENCE);
	text_addf(&line, _(", batch %.0f"), train_batch(s));
	if (isfinite(n[PARAMETER_TRAIN_DEADLINE])) {
		text_add(&line, _(", done in "));
		label_hours(&line, n[PARAMETER_TRAIN_DEADLINE] / 3600.0);
		text_addf(&line, _(", %.0f %% sure"), n[PARAMETER_CERTAINTY] * 100.0);
	}
	text_add_wrapped(out, line.data, 0, 0, WAYS_WIDTH);
}

/* "8 x H100 SXM (zero3, TP 2)" */
static void add_way(struct text *line, const struct row *a)
{
	const struct training *t = training_of(a);
	double gpus = layout_gpus(&a->deployment.layout);

	text_addf(line, "%.0f x %s", fmax(gpus, isnan(pile_of(a)->rented_gpus) ? 0.0 : pile_of(a)->rented_gpus),
		a->deployment.gpu->short_name);
	if (gpus > 1.0)
		text_addf(line, " (%s", training_shard_id(a));
	if (gpus > 1.0 && t->run.tensor > 1.0)
		text_addf(line, ", TP %.0f", t->run.tensor);
	if (gpus > 1.0)
		text_add_char(line, ')');
}

/* "5.9 h (4.8 to 7.5), $4.90, 80 % sure at most $6.60" */
static void add_end(struct text *line, const struct row *a, double certainty)
{
	const struct batch_pile *p = pile_of(a);

	if (isnan(p->hours.mid))
		return;
	label_band(line, &p->hours, UNIT_HOURS);
	ways_add_bill(line, a, certainty);
}

static void write_memory(struct sheet *sheet, const struct row *a)
{
	const struct train_memory *m = &training_of(a)->memory;
	struct text *line = &sheet->line;

	text_add(line, _("Memory of a GPU: "));
	label_value(line, m->weights + m->gathered, UNIT_GIB);
	text_add(line, _(" weights, "));
	label_value(line, m->gradients + m->optimizer + m->adapters, UNIT_GIB);
	text_add(line, _(" gradients and states, "));
	label_value(line, m->activations + m->runtime, UNIT_GIB);
	text_add(line, _(" activations and runtime: "));
	label_value(line, m->total, UNIT_GIB);
	text_add(line, _(" of "));
	label_value(line, m->capacity, UNIT_GIB);
	text_add_char(line, '.');
	sheet_say(sheet, sheet->form->item);
}

const struct sheet_part train_report = { .text = ways_sections,
	.one = ways_sections,
	.width = WAYS_WIDTH,
	.load = write_load,
	.way = add_way,
	.end = add_end,
	.more = write_memory };
