/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The report of images, video, speech and texts: what to rent, what one costs, then all GPUs as a table. */
#include <math.h>

#include "base/i18n.h"
#include "report/labels.h"
#include "report/ways.h"
#include "study/media_answer.h"

static void add_clip(struct text *line, const struct media_job *job)
{
	text_addf(line, _("%.0f x %.0f pixels"), job->width, job->height);
	if (job->task == MEDIA_VIDEO)
		text_addf(line, ngettext(", %.0f frame (%.1f s)", ", %.0f frames (%.1f s)", label_count(job->frames)),
			job->frames, job->seconds);
	text_addf(line, ngettext(", %.0f step", ", %.0f steps", label_count(job->steps)), job->steps);
	if (job->evals > 1.0)
		text_add(line, _(" with guidance"));
}

/* "SDXL, image: 1024 x 1024 pixels, 30 steps with guidance, bf16, eager" */
static void write_load(struct text *out, const struct study *study, const struct scenario *s, const struct model *model)
{
	const double volume = s->number[PARAMETER_VOLUME];
	struct media_job job;
	TEXT(line);

	(void)study;
	media_job_read(&job, s);
	text_addf(&line, "%s, %s: ", model->name, media_task_id(job.task));
	if (job.task <= MEDIA_VIDEO)
		add_clip(&line, &job);
	else if (job.task == MEDIA_SPEECH)
		text_addf(&line, _("utterances of %.3g s"), job.seconds);
	else if (job.task >= MEDIA_EMBEDDING)
		text_addf(&line, ngettext("texts of %.0f token", "texts of %.0f tokens", label_count(job.tokens)),
			job.tokens);
	else
		text_add(&line, _("an hour of sound"));
	text_addf(&line, ", %s, %s",
		parameter_choices(PARAMETER_MEDIA_PRECISION)[(int)s->number[PARAMETER_MEDIA_PRECISION]],
		parameter_choices(PARAMETER_MEDIA_SOFTWARE)[1 + job.software]);
	text_add_wrapped(out, line.data, 0, 0, WAYS_WIDTH);
	text_clear(&line);
	if (!isnan(volume)) {
		quantity_format(&line, volume, QUANTITY_VOLUME, 3);
		text_addf(&line, _(", all hours paid, %.0f %% sure"), s->number[PARAMETER_CERTAINTY] * 100.0);
		text_add_wrapped(out, line.data, 0, 0, WAYS_WIDTH);
	}
}

/* "5 x H100 SXM" */
static void add_way(struct text *line, const struct row *a)
{
	const double together = layout_gpus(&a->deployment.layout);

	text_addf(line, "%.0f x %s", deployment_gpus(&a->deployment), a->deployment.gpu->short_name);
	if (together > 1.0)
		text_addf(line, _(" (%.0f for one output)"), together);
}

/* "1,797 s each, 226 a day, $1.92 each, 80 % sure at most $2.15" */
static void add_end(struct text *line, const struct row *a, double certainty)
{
	const struct media_answer *m = media_of(a);

	label_band(line, &m->seconds, UNIT_SECONDS);
	text_add(line, _(" each, "));
	text_add_grouped(line, m->per_day, 0);
	text_add(line, _(" a day"));
	if (!a->offer)
		return;
	text_add(line, ", ");
	label_value(line, media_unit_usd(a).mid, UNIT_USD);
	text_addf(line, _(" for one %s, %.0f %% sure at most "), media_unit_word(a), certainty * 100.0);
	label_value(line, media_unit_usd_sure(a), UNIT_USD);
}

/* "A month: $613, at the API $35,000." */
static void write_month(struct sheet *sheet, const struct row *a)
{
	const struct media_answer *m = media_of(a);
	struct text *line = &sheet->line;

	if (isnan(m->wanted_per_day) || !a->offer)
		return;
	text_add(line, _("A month: "));
	label_value(line, a->usd_per_month, UNIT_BILL);
	if (!isnan(m->api_usd)) {
		text_add(line, _(", at the API "));
		label_value(line, media_api_month(a), UNIT_BILL);
	}
	text_add_char(line, '.');
	sheet_say(sheet, sheet->form->item);
}

static void write_memory(struct sheet *sheet, const struct row *a)
{
	const struct media_memory *m = &media_of(a)->memory;
	struct text *line = &sheet->line;

	write_month(sheet, a);
	text_add(line, _("Memory of a GPU: "));
	label_value(line, m->weights_bytes, UNIT_GIB);
	text_add(line, _(" weights, "));
	if (m->encoder_bytes > 0.0) {
		label_value(line, m->encoder_bytes, UNIT_GIB);
		text_add(line, _(" text encoders, "));
	}
	label_value(line, m->peak_bytes, UNIT_GIB);
	text_add(line, _(" at the peak, of "));
	label_value(line, a->deployment.gpu->memory_bytes, UNIT_GIB);
	text_add_char(line, '.');
	sheet_say(sheet, sheet->form->item);
}

const struct sheet_part media_report = { .text = ways_sections,
	.one = ways_sections,
	.width = WAYS_WIDTH,
	.load = write_load,
	.way = add_way,
	.end = add_end,
	.more = write_memory };
