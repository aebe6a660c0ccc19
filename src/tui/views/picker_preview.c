/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing and drawing the preview of an entry. */
#include "tui/views/picker_preview.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "core/kv.h"
#include "report/filters.h"
#include "report/interview.h"
#include "report/labels.h"
#include "study/media_answer.h"
#include "study/scenario_text.h"
#include "study/training.h"
#include "tui/widgets/gutter.h"
#include "tui/widgets/paragraph.h"

/* "label<tab>", to be followed by words and a line feed. */
static void begin(struct text *out, const char *label)
{
	text_addf(out, "%s\t", label);
}

static void end(struct text *out)
{
	text_add_char(out, '\n');
}

static void line(struct text *out, const char *label, const char *words)
{
	if (!words || !words[0])
		return;
	begin(out, label);
	text_add(out, words);
	end(out);
}

/* The best row, also where it does not meet the goals: its formats are those that the entry would get. */
static const struct row *first_row(const struct result *r)
{
	const struct row *best = result_best(r);

	return best ? best : r->count ? &r->rows[0] : NULL;
}

static void add_params(struct text *out, const struct model *m)
{
	begin(out, _("Params"));
	label_params(out, m->counts.total);
	if (m->counts.moe_layers > 0.0) {
		text_add(out, _(", of which a token passes "));
		label_params(out, m->counts.active);
	}
	end(out);
}

static void add_limit(struct text *out, const struct scenario *s, const struct model *m)
{
	double limit = scenario_context_limit(s);

	begin(out, _("Context"));
	if (isfinite(limit))
		quantity_format(out, limit, QUANTITY_TOKENS, 6);
	text_add(out, isfinite(limit) ? _(" tokens at most") : _("no limit"));
	end(out);
	line(out, _("Licence"), m->licence);
}

static void add_model(struct text *out, const struct scenario *s, const struct result *r, const char *value)
{
	const struct model *m = r->model;
	const struct row *a = first_row(r);
	const struct kv_format *kv = a ? a->deployment.kv : NULL;
	double token = model_kv_bytes_per_token(m, kv ? kv->bytes : 2.0);
	double context = scenario_context(s);

	(void)value;
	add_params(out, m);
	if (a && replica_of(a)->memory.weights > 0.0) {
		begin(out, _("Weights"));
		text_addf(out, "%s, ", a->deployment.format->name);
		label_value(out, replica_of(a)->memory.weights, UNIT_GIB);
		text_add(out, layout_gpus(&a->deployment.layout) > 1.0 ? _(" on each GPU") : "");
		end(out);
	}
	begin(out, _("KV cache"));
	/* A cache that never grows: all windows, or no attention at all. */
	if (token > 0.0)
		label_value(out, token, UNIT_BYTES);
	text_add(out, token > 0.0 ? _(" a token") : _("fixed size"));
	text_add(out, ", ");
	label_value(out, model_kv_bytes(m, context, kv ? kv->bytes : 2.0), UNIT_GIB);
	text_add(out, _(" at "));
	quantity_format(out, context, QUANTITY_TOKENS, 6);
	text_addf(out, ", %s", kv ? kv->name : _("16 bits"));
	end(out);
	add_limit(out, s, m);
}

/* A model that is trained: what is kept of every weight, and what one GPU holds. */
static void add_trained(struct text *out, const struct scenario *s, const struct result *r, const char *value)
{
	const struct row *a = first_row(r);
	const struct training *t = a ? training_of(a) : &training_unknown;

	(void)value;
	add_params(out, r->model);
	if (t->known && t->states_bytes > 0.0) {
		begin(out, _("States"));
		label_value(out, t->states_bytes, UNIT_GIB);
		text_add(out, _(": weights, gradients and optimiser states"));
		end(out);
	}
	if (t->known && t->memory.total > 0.0) {
		begin(out, _("Memory"));
		label_value(out, t->memory.total, UNIT_GIB);
		text_addf(out, _(" of each %s"), a->deployment.gpu->short_name);
		end(out);
	}
	add_limit(out, s, r->model);
}

/* What one output is that the money is for. */
static void add_output(struct text *out, const struct media_job *job)
{
	if (job->task > MEDIA_VIDEO)
		return;
	begin(out, _("Makes"));
	text_addf(out, _("%.0f x %.0f pixels"), job->width, job->height);
	if (job->task == MEDIA_VIDEO)
		text_addf(out, ngettext(", %.0f frame (%.1f s)", ", %.0f frames (%.1f s)", label_count(job->frames)),
			job->frames, job->seconds);
	text_addf(out, ngettext(", %.0f step", ", %.0f steps", label_count(job->steps)), job->steps);
	end(out);
}

/* A model for images, video, sound or texts. */
static void add_media(struct text *out, const struct scenario *s, const struct result *r, const char *value)
{
	const struct row *a = first_row(r);
	const struct media_answer *m = a ? media_of(a) : &media_unknown;
	struct media_job job;

	(void)value;
	media_job_read(&job, s);
	if (!job.model)
		return;
	line(out, _("Task"), media_task_id(job.task));
	add_output(out, &job);
	begin(out, _("Params"));
	label_params(out, job.model->params);
	end(out);
	if (band_known(&m->seconds)) {
		begin(out, _("Speed"));
		label_value(out, m->seconds.mid, UNIT_SECONDS);
		text_add(out, _(" each"));
		end(out);
	}
	if (m->memory.peak_bytes > 0.0) {
		begin(out, _("Memory"));
		label_value(out, m->memory.peak_bytes, UNIT_GIB);
		text_add(out, _(" at the peak"));
		end(out);
	}
}

static void add_gpu(struct text *out, const struct scenario *s, const struct result *r, const char *value)
{
	(void)r;
	for (int i = 0; i < s->catalog->gpu_count; i++) {
		const struct gpu *gpu = &s->catalog->gpus[i];

		if (strcmp(gpu->id, value) != 0)
			continue;
		line(out, _("Vendor"), gpu->vendor);
		begin(out, _("Memory"));
		label_value(out, gpu->memory_bytes, UNIT_GIB);
		text_add(out, ", ");
		label_value(out, gpu->bandwidth_bytes_per_s, UNIT_BYTES_PER_SECOND);
		end(out);
		line(out, _("Form"), gpu->form_factor);
	}
}

static void add_provider(struct text *out, const struct scenario *s, const struct result *r, const char *value)
{
	(void)r;
	for (int i = 0; i < s->catalog->provider_count; i++) {
		const struct provider *p = &s->catalog->providers[i];

		if (strcmp(p->id, value) != 0)
			continue;
		line(out, _("Kind"), filter_word(PARAMETER_PROVIDER_KIND, (int)p->kind));
		line(out, _("Places"), p->facts.countries_text);
		line(out, _("SLA"), p->facts.sla_text);
		line(out, _("Billing"), p->facts.billing_text);
		line(out, _("Least"), p->facts.commitment);
	}
}

/* What there is to say about an entry beside the GPU that leads.  PART_NONE: whatever rows are about; else the first
 * that fits counts. */
static const struct {
	enum parameter parameter;
	enum part_kind part;
	void (*add)(struct text *out, const struct scenario *s, const struct result *r, const char *value);
} facts[] = {
	{ PARAMETER_MODEL, PART_TRAINING, add_trained },
	{ PARAMETER_MODEL, PART_NONE, add_model },
	{ PARAMETER_MEDIA_MODEL, PART_NONE, add_media },
	{ PARAMETER_GPU, PART_NONE, add_gpu },
	{ PARAMETER_PROVIDER, PART_NONE, add_provider },
};

static void add_facts(struct text *out, const struct study *study, const struct scenario *s, const struct result *r,
	enum parameter parameter, const char *value)
{
	for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
		if (facts[i].parameter != parameter || (facts[i].part != PART_NONE && facts[i].part != study->part))
			continue;
		facts[i].add(out, s, r, value);
		return;
	}
}

/* What is a model has facts of its own: help of the parameter would repeat itself with every entry. */
static bool is_model(enum parameter parameter)
{
	return parameter == PARAMETER_MODEL || parameter == PARAMETER_MEDIA_MODEL;
}

static void add_leader(struct text *out, const struct study *study, const struct result *r)
{
	const struct row *best = result_best(r);
	begin(out, _("Leads"));
	if (best)
		label_lead(out, study, best);
	else
		text_add(out, _("nothing meets the goals"));
	end(out);
	if (!best)
		return;
	begin(out, _("Sure"));
	label_certainty(out, study, best->p_meets, result_kinds_that_meet(r));
	end(out);
}

static void write_preview(struct picker_preview *preview, const struct study *study, const struct scenario *base,
	enum parameter parameter, const char *detail, long today, struct text *out)
{
	struct scenario s = *base;
	struct error error = { 0 };

	if (!is_model(parameter))
		line(out, _("About"), detail);
	if (scenario_try(&s, parameter, preview->value, &error) != STATUS_OK) {
		line(out, _("Refused"), strncmp(error.text, "--", 2) == 0 ? error.text + 2 : error.text);
		return;
	}
	if (!preview->solved)
		result_init(&preview->result, s.catalog);
	preview->solved = true;
	study_solve(study, &s, today, &preview->result);
	add_leader(out, study, &preview->result);
	add_facts(out, study, &s, &preview->result, parameter, preview->value);
	if (!is_model(parameter))
		line(out, _("Sets"), _(parameter_row(parameter)->help));
}

void picker_preview_look(struct picker_preview *preview, const struct study *study, const struct scenario *s,
	enum parameter parameter, const char *value, const char *detail, long today)
{
	TEXT(out);

	if (preview->value && strcmp(preview->value, value) == 0)
		return;
	free(preview->value);
	free(preview->text);
	preview->value = xstrdup(value);
	write_preview(preview, study, s, parameter, detail, today, &out);
	preview->text = text_take(&out);
}

void picker_preview_draw(const struct picker_preview *preview, struct canvas *canvas, struct box box, int gutter)
{
	struct box rest = box;

	for (const char *text = preview->text; *text && rest.rows > 0; text += strcspn(text, "\n") + 1) {
		size_t tab = strcspn(text, "\t"), bytes = strcspn(text, "\n");
		struct box at = rest;
		TEXT(label);
		TEXT(words);

		text_addf(&label, "%.*s", (int)tab, text);
		text_addf(&words, "%.*s", (int)(bytes - tab - 1), text + tab + 1);
		gutter_line(canvas, rest, gutter, false, label.data, NULL);
		at = gutter_text_box(rest, gutter);
		rest = box_below(rest, paragraph_draw(canvas, at, STYLE_TEXT, words.data, 0));
	}
}

void picker_preview_release(struct picker_preview *preview)
{
	free(preview->value);
	free(preview->text);
	if (preview->solved)
		result_release(&preview->result);
	*preview = (struct picker_preview){ 0 };
}
