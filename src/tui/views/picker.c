/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building, filtering and drawing lists of choices. */
#include "config.h"

#include "tui/views/picker.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "report/words.h"
#include "tui/views/layout.h"
#include "tui/views/wizard.h"

void picker_release(struct picker *p)
{
	for (int i = 0; i < p->item_count; i++) {
		free(p->items[i].value);
		free(p->items[i].label);
		free(p->items[i].detail);
	}
	free(p->items);
	free(p->shown);
	*p = (struct picker) { 0 };
}

static void add(struct picker *p, const char *value, const char *label, const char *detail)
{
	p->items = xreallocarray(p->items, (size_t)p->item_count + 1, sizeof p->items[0]);
	p->items[p->item_count++] = (struct picker_item) { xstrdup(value), xstrdup(label), xstrdup(detail) };
}

static void add_models(struct picker *p, const struct catalog *c)
{
	for (int i = 0; i < c->model_count; i++) {
		const struct model *m = &c->models[i];
		struct text detail;

		struct text size;

		text_init(&size);
		text_init(&detail);
		words_params(&size, m->counts.total);
		if (m->counts.moe_layers > 0.0) {
			text_add_char(&size, '/');
			words_params(&size, m->counts.active);
		}
		text_addf(&detail, "%-12s ", size.data);
		/* A cache that never grows: all windows, or no attention at all. */
		if (model_kv_bytes_per_token(m, 2.0) > 0.0)
			text_addf(&detail, _("KV %5.1f KiB/tok"), model_kv_bytes_per_token(m, 2.0) / 1024.0);
		else
			text_add(&detail, _("KV of fixed size"));
		text_addf(&detail, "  %s", m->licence ? m->licence : _("licence n/a"));
		text_release(&size);
		add(p, m->id, m->name, detail.data);
		text_release(&detail);
	}
}

static void add_formats(struct picker *p, const struct scenario *s)
{
	add(p, "auto", "auto", _("the checkpoint's own, else 8 bits where native"));
	for (int i = 0; i < s->catalog->format_count; i++) {
		const struct weight_format *f = &s->catalog->formats[i];
		struct text detail;

		if (!(f->engines & s->engine->bit))
			continue;
		text_init(&detail);
		text_addf(&detail, _("%.2f bits a weight"), f->bytes_per_weight * 8.0);
		add(p, f->id, f->name, detail.data);
		text_release(&detail);
	}
}

static void add_words(struct picker *p, enum parameter parameter)
{
	const char *const *words = parameter_words(parameter);

	for (int i = 0; words && words[i]; i++)
		add(p, words[i], words[i], "");
}

/* Everything that the parameter can be set to. */
static void fill(struct picker *p, const struct scenario *s, enum parameter parameter)
{
	const struct catalog *c = s->catalog;

	switch (parameter) {
	case PARAMETER_MODEL:
		add_models(p, c);
		break;
	case PARAMETER_WEIGHTS:
		add_formats(p, s);
		break;
	case PARAMETER_KV:
		add(p, "auto", "auto", _("16 bits unless the checkpoint declares FP8"));
		for (int i = 0; i < c->kv_format_count; i++)
			add(p, c->kv_formats[i].id, c->kv_formats[i].name, "");
		break;
	case PARAMETER_ENGINE:
		for (int i = 0; i < c->engine_count; i++)
			add(p, c->engines[i].id, c->engines[i].name, "");
		break;
	case PARAMETER_PURCHASE:
		for (int i = PURCHASE_ON_DEMAND; i < PURCHASE_MIXED; i++)
			add(p, purchase_id((enum purchase)i), words_purchase((enum purchase)i), "");
		break;
	default:
		add_words(p, parameter);
		break;
	}
}

/* Every blank-separated word must occur in the value or the label. */
static bool matches(const struct picker_item *item, const char *words)
{
	char hay[512], needle[64];

	text_key(item->label, hay, sizeof hay / 2);
	text_key(item->value, hay + strlen(hay), sizeof hay / 2);
	while (*(words += strspn(words, " "))) {
		char word[64];
		size_t n = strcspn(words, " ");

		n = n < sizeof word ? n : sizeof word - 1;
		memcpy(word, words, n);
		word[n] = '\0';
		text_key(word, needle, sizeof needle);
		if (!strstr(hay, needle))
			return false;
		words += strcspn(words, " ");
	}
	return true;
}

static void filter(struct picker *p)
{
	int count = 0;

	for (int i = 0; i < p->item_count; i++)
		if (matches(&p->items[i], p->words.text))
			p->shown[count++] = i;
	list_set_count(&p->list, count);
}

/* The entry that the scenario has now, 0 when none matches. */
static int present(const struct picker *p, const struct scenario *s, enum parameter parameter)
{
	struct text value;
	int found = 0;

	text_init(&value);
	scenario_text(s, parameter, &value);
	for (int i = 0; i < p->item_count; i++)
		if (strcmp(p->items[i].value, value.data) == 0)
			found = i;
	text_release(&value);
	return found;
}

static void build(struct picker *p, const struct scenario *s, enum parameter parameter)
{
	picker_release(p);
	p->parameter = parameter;
	fill(p, s, parameter);
	p->shown = xcalloc((size_t)p->item_count + 1, sizeof p->shown[0]);
	filter(p);
	list_select(&p->list, present(p, s, parameter));
}

void picker_open(struct session *session, enum parameter parameter)
{
	build(&session->picker, &session->scenario, parameter);
	session->view = VIEW_PICKER;
}

void picker_take(struct session *session)
{
	const struct picker *p = &session->picker;

	session->view = VIEW_WORKBENCH;
	if (session->wizard)
		wizard_picked(session, p->list.count ? p->items[p->shown[p->list.selected]].value : NULL);
	else if (p->list.count)
		session_set(session, p->parameter, p->items[p->shown[p->list.selected]].value);
}

void picker_step(struct session *session, enum parameter parameter, int direction)
{
	struct picker *p = &session->picker;

	if (parameter == PARAMETER_MODEL) {
		/* Too many to step through blindly. */
		picker_open(session, parameter);
		return;
	}
	build(p, &session->scenario, parameter);
	list_select(&p->list, (p->list.selected + direction + p->list.count) % p->list.count);
	picker_take(session);
}

/* Other words: the first match is what Enter takes. */
static void search(struct picker *p)
{
	filter(p);
	list_select(&p->list, 0);
}

void picker_key(struct session *session, struct key key)
{
	if (field_key(&session->picker.words, key))
		search(&session->picker);
}

void picker_paste(struct session *session, const char *text)
{
	field_insert(&session->picker.words, text);
	search(&session->picker);
}

static void draw_item(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct picker *p = context;
	const struct picker_item *item = &p->items[p->shown[index]];
	enum style style = selected ? STYLE_POPUP_FOCUS : STYLE_POPUP;
	int label = p->parameter == PARAMETER_MODEL ? line.columns / 3 + 6 : 26;

	canvas_text_fit(canvas, line, line.row, line.column + 1, label, style, item->label);
	canvas_text_fit(canvas, line, line.row, line.column + 2 + label, line.columns - label - 2,
			selected ? style : STYLE_DIM, item->detail);
}

void picker_draw(struct session *session, struct canvas *canvas)
{
	struct picker *p = &session->picker;
	struct box box = layout_popup(canvas->rows, canvas->columns, p->item_count + 4,
				      p->parameter == PARAMETER_MODEL ? 100 : 72);
	struct box inside = box_inside(box), body = inside;

	canvas_fill(canvas, box, STYLE_POPUP, GLYPH_BLANK);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _(parameter_row(p->parameter)->label));
	canvas_text(canvas, inside, inside.row, inside.column + 1, STYLE_LABEL, _("search:"));
	body.row += 2;
	body.rows -= 2;
	if (p->list.count == 0)
		canvas_text(canvas, body, body.row, body.column + 1, STYLE_DIM, _("Nothing matches."));
	list_draw(canvas, body, &p->list, true, draw_item, p);
	list_draw_marks(canvas, (struct box) { body.row, box.column, body.rows, box.columns },
			box.column + box.columns - 1, STYLE_FRAME_FOCUS, &p->list);
	field_draw(canvas, inside, inside.row, inside.column + 2 + text_columns(_("search:")),
		   inside.columns - 3 - text_columns(_("search:")), STYLE_INPUT, &p->words, true);
}
