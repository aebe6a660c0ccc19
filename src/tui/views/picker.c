/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building, filtering and drawing lists of choices. */
#include "tui/views/picker.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "study/scenario_text.h"
#include "base/fuzzy.h"
#include "base/i18n.h"
#include "report/topic.h"
#include "report/labels.h"
#include "tui/views/layout.h"
#include "tui/views/views.h"
#include "tui/widgets/paragraph.h"

static struct picker_item *add(struct picker *p, const char *value, const char *label, const char *detail)
{
	struct picker_item *item;
	TEXT(names);

	text_addf(&names, "%s\n%s", label, value);
	p->items = xreallocarray(p->items, (size_t)p->item_count + 1, sizeof(p->items[0]));
	item = &p->items[p->item_count++];
	*item = (struct picker_item){ .value = xstrdup(value), .label = xstrdup(label), .detail = xstrdup(detail) };
	item->names = text_take(&names);
	return item;
}

/* A model that is not listed: what is asked for instead. */
static struct picker_item *add_question(struct picker *p, enum picker_asks asks, const char *label, const char *detail)
{
	struct picker_item *item = add(p, "", label, detail);

	item->asks = asks;
	return item;
}

/* It is also found by what it takes: "gguf". The sizes of the others are examples only. */
static void add_path_question(struct picker *p)
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
static void add_names(struct picker *p, const struct catalog *c, const int *items)
{
	struct text *names = xcalloc((size_t)c->model_count, sizeof(names[0]));
	const struct checkpoint *checkpoint;
	const char *name;

	for (int i = 0; i < c->model_count; i++) {
		text_init(&names[i]);
		text_add(&names[i], p->items[items[i]].names);
	}
	for (int i = 0; (name = catalog_model_name(c, i, &checkpoint)); i++)
		if (!has_line(checkpoint))
			text_addf(&names[checkpoint->model - c->models], "\n%s", name);
	for (int i = 0; i < c->model_count; i++) {
		free(p->items[items[i]].names);
		p->items[items[i]].names = text_take(&names[i]);
	}
	free(names);
}

/* Columns of a model are parted by tabs: parameters, KV cache a token, licence. */
static void add_model(struct picker *p, const char *id, const char *name, const struct model *m)
{
	double kv = model_kv_bytes_per_token(m, 2.0);
	TEXT(detail);

	label_params(&detail, m->counts.total);
	if (m->counts.moe_layers > 0.0) {
		text_add_char(&detail, '/');
		label_params(&detail, m->counts.active);
	}
	text_add_char(&detail, '\t');
	/* A cache that never grows: all windows, or no attention at all. */
	if (kv > 0.0)
		label_value(&detail, kv, UNIT_BYTES);
	else
		text_add(&detail, _("fixed size"));
	text_addf(&detail, "\t%s", m->licence ? m->licence : _("n/a"));
	add(p, id, name, detail.data);
}

static void add_models(struct picker *p, const struct catalog *c)
{
	FREED int *items = xcalloc((size_t)c->model_count + 1, sizeof(items[0]));

	for (int i = 0, k = 0; i < c->model_count; i++) {
		const struct model *m = &c->models[i];

		items[i] = p->item_count;
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

static void add_formats(struct picker *p, const struct scenario *s)
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

static void add_choices(struct picker *p, const struct scenario *s, enum parameter parameter)
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
static void fill(struct picker *p, const struct scenario *s, enum parameter parameter)
{
	if (parameter == PARAMETER_MODEL)
		add_models(p, s->catalog);
	else if (parameter == PARAMETER_WEIGHTS)
		add_formats(p, s);
	else
		add_choices(p, s, parameter);
}

enum { DETAIL_COLUMNS = 13 };

/* What is asked for models that are not listed. */
static const struct {
	const char *prompt, *help;
} questions[] = {
	[ASKS_NOTHING] = { N_("search:"), "" },
	[ASKS_PATH] = { N_("path:"),
		N_("The config.json or the GGUF file of a model, or the folder that holds one: "
		   "./my-model/config.json") },
	[ASKS_DENSE_SIZE] = { N_("parameters:"),
		N_("How many parameters a dense model has: 70B. Its layers "
		   "and heads are those of published models of the size.") },
	[ASKS_EXPERTS_SIZE] = { N_("parameters:"),
		N_("How many parameters a mixture of experts has, and how "
		   "many of them one token passes: 235B/22B") },
};

void picker_release(struct picker *p)
{
	for (int i = 0; i < p->item_count; i++) {
		free(p->items[i].value);
		free(p->items[i].label);
		free(p->items[i].detail);
		free(p->items[i].names);
	}
	free(p->items);
	free(p->shown);
	*p = (struct picker){ 0 };
}

/* Whether the words are a path by how they begin, which no model's name does. */
static bool is_path(const struct picker *p)
{
	const char *words = p->words.text;

	if (p->parameter != PARAMETER_MODEL)
		return false;
	return words[0] == '/' || words[0] == '~' || strncmp(words, "./", 2) == 0 || strncmp(words, "../", 3) == 0;
}

/* Whether a is a better match than b, which stands before it in the catalog. */
static bool is_better(const struct picker_item *a, const struct picker_item *b)
{
	if (a->score != b->score)
		return a->score > b->score;
	/* Without letters (0) all are in the order of the catalog; questions stay behind models. */
	return a->score > 0 && !a->asks && strlen(a->label) < strlen(b->label);
}

/* The best match first. */
static void filter(struct picker *p)
{
	int count = 0;

	p->nothing = !is_path(p);
	for (int i = 0; i < p->item_count; i++) {
		struct picker_item *item = &p->items[i];
		int at = count;

		item->score = fuzzy_score_words(p->words.text, item->names);
		p->nothing = p->nothing && item->score < 0;
		/* A question that does not match is still offered, behind all that does. */
		if (is_path(p) ? item->asks != ASKS_PATH : !item->asks && item->score < 0)
			continue;
		for (; at > 0 && is_better(item, &p->items[p->shown[at - 1]]); at--)
			p->shown[at] = p->shown[at - 1];
		p->shown[at] = i;
		count++;
	}
	list_set_count(&p->list, count);
}

/* The entry that the scenario has now, 0 when none matches. */
static int present(const struct picker *p, const struct scenario *s, enum parameter parameter)
{
	bool generic = parameter == PARAMETER_MODEL && !s->model;
	TEXT(value);
	int found = 0;

	/* A generic model is where it was described. */
	for (int i = 0; generic && i < p->item_count; i++)
		if (p->items[i].asks == (isnan(s->number[PARAMETER_ACTIVE]) ? ASKS_DENSE_SIZE : ASKS_EXPERTS_SIZE))
			return i;
	scenario_text(s, parameter, &value);
	for (int i = 0; i < p->item_count; i++)
		if (strcmp(p->items[i].value, value.data) == 0)
			found = i;
	return found;
}

static void build(struct picker *p, const struct scenario *s, enum parameter parameter)
{
	picker_release(p);
	p->parameter = parameter;
	fill(p, s, parameter);
	p->shown = xcalloc((size_t)p->item_count + 1, sizeof(p->shown[0]));
	filter(p);
	list_select(&p->list, present(p, s, parameter));
}

void picker_open(struct session *session, enum parameter parameter, picker_taker *picked)
{
	build(&session->views->picker, &session->scenario, parameter);
	session->views->picker.picked = picked;
	session->view = VIEW_PICKER;
}

static void ask(struct picker *p, enum picker_asks asks)
{
	const char *words = p->words.text;
	bool path = asks == ASKS_PATH;

	p->asks = asks;
	/* What was typed to search for may be the answer already. */
	if (path ? words[strcspn(words, "/.")] == '\0' : words[0] < '0' || words[0] > '9')
		field_set(&p->words, "");
}

/* "235B/22B": all parameters, and those that a token passes. */
static bool take_experts(struct session *session, const char *text)
{
	char all[FIELD_SIZE];
	size_t n = strcspn(text, "/ ");
	const char *active = text + n + strspn(text + n, "/ ");

	if (!*active) {
		error_set(&session->message, STATUS_USAGE, _("two sizes are wanted, such as 235B/22B"));
		return false;
	}
	snprintf(all, sizeof(all), "%.*s", (int)n, text);
	return session_set_generic(session, all, active);
}

/* The answer is the path of a model. */
static bool take_path(struct session *session, const char *text)
{
	TEXT(path);
	bool taken = true;

	path_expand(&path, text);
	if (session->views->picker.picked)
		session->views->picker.picked(session, path.data);
	else
		taken = session_set(session, PARAMETER_MODEL, path.data);
	return taken;
}

/* An answer that is refused can be mended. */
static void take_answer(struct session *session)
{
	const struct picker *p = &session->views->picker;
	const char *text = p->words.text;
	bool taken = true;

	if (*text && p->asks == ASKS_PATH)
		taken = take_path(session, text);
	else if (p->picked)
		/* It is an answer of the wizard, which refuses what it does not understand. */
		p->picked(session, *text ? text : NULL);
	else if (*text && p->asks == ASKS_DENSE_SIZE)
		taken = session_set_generic(session, text, NULL);
	else if (*text)
		taken = take_experts(session, text);
	if (taken && !p->picked)
		session->view = VIEW_WORKBENCH;
}

void act_pick_take(struct session *session)
{
	struct picker *p = &session->views->picker;
	const struct picker_item *item = p->list.count ? &p->items[p->shown[p->list.selected]] : NULL;

	if (p->asks) {
		take_answer(session);
	} else if (is_path(p)) {
		/* It is the answer already; when it is refused, the question is there to mend it. */
		p->asks = ASKS_PATH;
		take_answer(session);
	} else if (item && item->asks) {
		ask(p, item->asks);
	} else {
		session->view = VIEW_WORKBENCH;
		if (p->picked)
			p->picked(session, item ? item->value : NULL);
		else if (item)
			session_set(session, p->parameter, item->value);
	}
}

void picker_step(struct session *session, enum parameter parameter, int direction)
{
	struct picker *p = &session->views->picker;

	if (parameter == PARAMETER_MODEL) {
		/* Too many to step through blindly. */
		picker_open(session, parameter, NULL);
		return;
	}
	build(p, &session->scenario, parameter);
	list_select(&p->list, (p->list.selected + direction + p->list.count) % p->list.count);
	act_pick_take(session);
}

/* Other words: the first match is what Enter takes. */
static void search(struct picker *p)
{
	if (p->asks)
		return;
	filter(p);
	list_select(&p->list, 0);
}

void picker_key(struct session *session, struct key key)
{
	if (field_key(&session->views->picker.words, key))
		search(&session->views->picker);
}

void picker_paste(struct session *session, const char *text)
{
	field_insert(&session->views->picker.words, text);
	search(&session->views->picker);
}

/* The keys of the field come first once there is something in it. */
void act_pick_end(struct session *session, int direction)
{
	struct picker *p = &session->views->picker;

	if (p->words.length)
		field_key(&p->words, (struct key){ .code = direction < 0 ? KEYCODE_HOME : KEYCODE_END });
	else
		list_select(&p->list, direction < 0 ? 0 : INT_MAX);
}

static int label_columns(const struct picker *p, int columns)
{
	return p->parameter == PARAMETER_MODEL ? columns / 3 + 6 : 26;
}

/* Texts parted by tabs, in columns; the last one takes the rest. */
static void draw_detail(struct canvas *canvas, struct box line, int column, enum style style, const char *detail)
{
	while (*detail) {
		size_t n = strcspn(detail, "\t");
		int width = detail[n] ? DETAIL_COLUMNS - 1 : line.column + line.columns - column;
		char cell[128];

		snprintf(cell, sizeof(cell), "%.*s", (int)n, detail);
		canvas_text_fit(canvas, line, line.row, column, width, style, cell);
		detail += n + (detail[n] ? 1 : 0);
		column += DETAIL_COLUMNS;
	}
}

static void draw_item(struct canvas *canvas, struct box line, int index, bool selected, void *context)
{
	const struct picker *p = context;
	const struct picker_item *item = &p->items[p->shown[index]];
	enum style style = selected ? STYLE_POPUP_FOCUS : STYLE_POPUP;
	int label = label_columns(p, line.columns);

	if (is_path(p)) {
		char text[FIELD_SIZE + 64];

		snprintf(text, sizeof(text), _("read %s"), p->words.text);
		canvas_text_fit(canvas, line, line.row, line.column + 1, line.columns - 2, style, text);
		return;
	}
	canvas_text_fit(canvas, line, line.row, line.column + 1, label, style, item->label);
	draw_detail(canvas, line, line.column + 2 + label, selected ? style : STYLE_DIM, item->detail);
}

static void draw_list(struct canvas *canvas, struct box box, struct box body, struct picker *p)
{
	TEXT(titles);

	text_addf(&titles, "%s\t%s\t%s", _("parameters"), _("KV a token"), _("licence"));
	if (p->parameter == PARAMETER_MODEL)
		draw_detail(canvas, (struct box){ body.row - 1, body.column, 1, body.columns },
			body.column + 2 + label_columns(p, body.columns), STYLE_HEADING, titles.data);
	if (p->nothing) {
		canvas_text_fit(canvas, body, body.row, body.column + 1, body.columns - 2, STYLE_DIM,
			p->list.count ? _("nothing matches; a model that is not listed:")
				      : _("nothing matches; delete letters to see more"));
		body.row++;
		body.rows--;
	}
	list_draw(canvas, body, &p->list, true, draw_item, p);
	list_draw_marks(canvas, box, body.row, body.rows, STYLE_FRAME_FOCUS, &p->list);
}

void picker_draw(void *picker, struct canvas *canvas)
{
	struct picker *p = picker;
	struct box box = layout_popup(
		canvas->rows, canvas->columns, p->item_count + 4, p->parameter == PARAMETER_MODEL ? 100 : 72);
	struct box inside = box_inside(box), body = inside;
	const char *prompt = _(questions[p->asks].prompt);

	canvas_fill(canvas, box, STYLE_POPUP, GLYPH_BLANK);
	canvas_frame(canvas, box, STYLE_FRAME_FOCUS, _(parameter_row(p->parameter)->label));
	canvas_text(canvas, inside, inside.row, inside.column + 1, STYLE_LABEL, prompt);
	body.row += 2;
	body.rows -= 2;
	if (p->asks)
		paragraph_draw(canvas, (struct box){ body.row, body.column + 1, body.rows, body.columns - 2 },
			STYLE_NORMAL, _(questions[p->asks].help), 0);
	else
		draw_list(canvas, box, body, p);
	field_draw(canvas, inside, inside.row, inside.column + 2 + text_columns(prompt),
		inside.columns - 3 - text_columns(prompt), STYLE_INPUT, &p->words, true);
}
