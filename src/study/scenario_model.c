/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of a scenario: of the catalog, of a file, or none where a size is given. */
#include "study/scenario_kind.h"

#include "base/i18n.h"

/* A name that is that of another kind of model says where it is asked. */
static enum status refuse_media(const struct scenario *s, const char *text, struct error *error)
{
	const struct media_model *media = catalog_media(s->catalog, text, NULL);

	if (media)
		error_set(error, STATUS_USAGE, _("--model: %s is no language model: ask gpuplan media --model %s"),
			media->name, media->id);
	return STATUS_USAGE;
}

static enum status set_model(struct scenario *s, const struct place *place, const char *text, struct error *error)
{
	const struct checkpoint *checkpoint = NULL;

	(void)place;
	if (s->reader && s->reader->read(s->reader, text, &checkpoint, error) != STATUS_OK)
		return error->status;
	if (!checkpoint)
		checkpoint = catalog_checkpoint(s->catalog, text, error);
	if (!checkpoint)
		return refuse_media(s, text, error);
	s->model = checkpoint->model;
	s->checkpoint = checkpoint->weights || checkpoint->kv || checkpoint->max_context > 0 ? checkpoint : NULL;
	return STATUS_OK;
}

static void write_model(const struct scenario *s, const struct place *place, struct text *out)
{
	(void)place;
	if (s->model)
		text_add(out, s->checkpoint ? s->checkpoint->id : s->model->id);
}

/* Which one is the default only a catalog says: scenario_set_default(). */
static void keep_model(struct scenario *s, const struct place *place)
{
	(void)s;
	(void)place;
}

static void withdraw_model(struct scenario *s, const struct place *place)
{
	(void)place;
	s->model = NULL;
	s->checkpoint = NULL;
}

static bool same_model(const struct scenario *a, const struct scenario *b, const struct place *place)
{
	(void)place;
	return a->model == b->model && a->checkpoint == b->checkpoint;
}

const struct place_kind model_kind = { .json = JSON_FORM_STRING,
	.set = set_model,
	.write = write_model,
	.clear = keep_model,
	.withdraw = withdraw_model,
	.same = same_model };
