/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filling lists of choices. */
#include "tui/views/picker_items.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "report/labels.h"
#include "report/topic.h"
#include "study/media_job.h"
#include "study/scenario_text.h"

static struct picker_item *add(struct picker_items *p, const char *value, const char *label, const char *detail)
{
	struct picker_item *item;
	TEXT(names);

	text_addf(&names, "%s\n%s", label, value);
	p->at = xreallocarray(p->at, (size_t)p->count + 1, sizeof(p->at[0]));
	item = &p->at[p->count++];
	*item = (struct picker_item){ .value = xstrdup(value), .label = xstrdup(label), .detail = xstrdup(detail) };
	item->names = text_take(&names);
	return item;
}

/* A model that is not listed: what is asked for instead. */
static struct picker_item *add_question(
	struct picker_items *p, enum picker_asks asks, const char *label, const char *detail)
{
	struct picker_item *item = add(p, "", label, detail);

	item->asks = asks;
	return item;
}

/* It is also found by what it takes: "gguf". The sizes of the others are examples only. */
static void add_path_question(struct picker_items *p)
{
	struct picker_item *item =
		add_question(p, ASKS_PATH, _("from config.json ..."), _("a file or folder; GGUF too"));
	TEXT(names);

	text_addf(&names, "%s\n%s", item->label, item->detail);
	free(item->names);
	item->names = text_take(&names);
}

/* A release with a limit of its own is a line of its own; one that differs in format alone is not. */
static bool has_line(const struct checkpoint *checkpoint)
{
	return checkpoint->max_context > 0.0;
}

/* A model is also found by its aliases and the names of its checkpoints; items[i] is its line. */
static void add_names(struct picker_items *p, const struct catalog *c, const int *items)
{
	struct text *names = xcalloc((size_t)c->model_count, sizeof(names[0]));
	const struct checkpoint *checkpoint;
	const char *name;

	for (int i = 0; i < c->model_count; i++) {
		text_init(&names[i]);
		text_add(&names[i], p->at[items[i]].names);
	}
	for (int i = 0; (name = catalog_model_name(c, i, &checkpoint)); i++)
		if (!has_line(checkpoint))
			text_addf(&names[checkpoint->model - c->models], "\n%s", name);
	for (int i = 0; i < c->model_count; i++) {
		free(p->at[items[i]].names);
		p->at[items[i]].names = text_take(&names[i]);
	}
	free(names);
}

static void add_model(struct picker_items *p, const char *id, const char *name, const struct model *m)
{
	TEXT(detail);

	label_params(&detail, m->counts.total);
	if (m->counts.moe_layers > 0.0) {
		text_add_char(&detail, '/');
		label_params(&detail, m->counts.active);
	}
	add(p, id, name, detail.data);
}

static void add_models(struct picker_items *p, const struct catalog *c)
{
	FREED int *items = xcalloc((size_t)c->model_count + 1, sizeof(items[0]));

	for (int i = 0, k = 0; i < c->model_count; i++) {
		const struct model *m = &c->models[i];

		items[i] = p->count;
		add_model(p, m->id, m->name, m);
		/* Checkpoints stand in the order of their models. */
		for (; k < c->checkpoint_count && c->checkpoints[k].model == m; k++)
			if (has_line(&c->checkpoints[k]))
				add_model(p, c->checkpoints[k].id, path_name(c->checkpoints[k].id), m);
	}
	add_names(p, c, items);
	add_path_question(p);
	add_question(p, ASKS_DENSE_SIZE, _("generic dense by size ..."), _("such as 70B"));
	add_question(p, ASKS_EXPERTS_SIZE, _("generic MoE by size ..."), _("such as 235B/22B"));
}

static void add_media_model(struct picker_items *p, const struct media_model *m)
{
	TEXT(detail);

	text_addf(&detail, "%s ", media_task_id(m->task));
	label_params(&detail, m->params);
	add(p, m->id, m->name, detail.data);
}

/* Those of the task first, and alone where it was given: with "auto" the model says what is made. */
static void add_media_models(struct picker_items *p, const struct scenario *s)
{
	const struct catalog *c = s->catalog;
	struct media_job job;

	media_job_read(&job, s);
	add(p, "auto", "auto", _("the usual one of the task"));
	for (int other = 0; other <= (s->number[PARAMETER_TASK] == 0.0); other++)
		for (int i = 0; i < c->media_count; i++)
			if ((c->media[i].task != job.task) == other)
				add_media_model(p, &c->media[i]);
}

static void add_formats(struct picker_items *p, const struct scenario *s)
{
	add(p, "auto", "auto", _("the checkpoint's own, else 8 bits where native"));
	for (int i = 0; i < s->catalog->format_count; i++) {
		const struct weight_format *f = &s->catalog->formats[i];
		TEXT(detail);

		if (!(f->engines & s->engine->bit))
			continue;
		text_addf(&detail, _("%.2f bits a weight"), f->bytes_per_weight * 8.0);
		add(p, f->id, f->name, detail.data);
	}
}

static void add_choices(struct picker_items *p, const struct scenario *s, enum parameter parameter)
{
	struct choice choice;

	if (parameter_row(parameter)->form == PARAMETER_SET_FORM)
		add(p, "auto", "auto", _("the default"));
	for (int i = 0; scenario_choice(s, parameter, i, &choice); i++) {
		bool automatic = choice.index < 0;
		const char *name = choice.name || automatic ? choice.name : topic_choice(parameter, &choice);

		add(p, choice.id, name && *name ? name : choice.id,
			automatic ? _("16 bits unless the checkpoint declares FP8") : "");
	}
}

/* Adds everything that the parameter can be set to; questions stand last. */
void picker_items_fill(struct picker_items *p, const struct scenario *s, enum parameter parameter)
{
	if (parameter == PARAMETER_MODEL)
		add_models(p, s->catalog);
	else if (parameter == PARAMETER_MEDIA_MODEL)
		add_media_models(p, s);
	else if (parameter == PARAMETER_WEIGHTS)
		add_formats(p, s);
	else
		add_choices(p, s, parameter);
}

void picker_items_release(struct picker_items *p)
{
	for (int i = 0; i < p->count; i++) {
		free(p->at[i].value);
		free(p->at[i].label);
		free(p->at[i].detail);
		free(p->at[i].names);
	}
	free(p->at);
	*p = (struct picker_items){ 0 };
}
