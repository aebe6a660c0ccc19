/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching lists of choices, and taking what was found. */
#include "tui/views/picker.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fuzzy.h"
#include "base/i18n.h"
#include "study/scenario_text.h"
#include "tui/views/views.h"

void picker_release(struct picker *p)
{
	picker_items_release(&p->all);
	picker_preview_release(&p->preview);
	free(p->shown);
	*p = (struct picker){ 0 };
}

bool picker_is_path(const struct picker *p)
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

	p->nothing = !picker_is_path(p);
	for (int i = 0; i < p->all.count; i++) {
		struct picker_item *item = &p->all.at[i];
		int at = count;

		item->score = fuzzy_score_words(p->words.text, item->names);
		p->nothing = p->nothing && item->score < 0;
		/* A question that does not match is still offered, behind all that does. */
		if (picker_is_path(p) ? item->asks != ASKS_PATH : !item->asks && item->score < 0)
			continue;
		for (; at > 0 && is_better(item, &p->all.at[p->shown[at - 1]]); at--)
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
	for (int i = 0; generic && i < p->all.count; i++)
		if (p->all.at[i].asks == (isnan(s->number[PARAMETER_ACTIVE]) ? ASKS_DENSE_SIZE : ASKS_EXPERTS_SIZE))
			return i;
	scenario_text(s, parameter, &value);
	for (int i = 0; i < p->all.count; i++)
		if (strcmp(p->all.at[i].value, value.data) == 0)
			found = i;
	return found;
}

static void build(struct picker *p, const struct scenario *s, enum parameter parameter)
{
	picker_release(p);
	p->parameter = parameter;
	picker_items_fill(&p->all, s, parameter);
	p->shown = xcalloc((size_t)p->all.count + 1, sizeof(p->shown[0]));
	filter(p);
	list_select(&p->list, present(p, s, parameter));
}

void picker_open(struct session *session, enum parameter parameter, picker_taker *picked)
{
	build(&session->views->picker, &session->scenario, parameter);
	session->views->picker.picked = picked;
	picker_ask(session, session->study, &session->scenario);
	session->view = VIEW_PICKER;
}

void picker_ask(struct session *session, const struct study *study, const struct scenario *s)
{
	session->views->picker.study = study;
	session->views->picker.base = s;
}

bool picker_filtered(const struct picker *p)
{
	return p->words.length || p->asks;
}

void act_pick_all(struct session *session)
{
	struct picker *p = &session->views->picker;

	p->asks = ASKS_NOTHING;
	field_set(&p->words, "");
	filter(p);
	list_select(&p->list, present(p, p->base, p->parameter));
}

const struct picker_item *picker_selected(const struct picker *p)
{
	return p->list.count ? &p->all.at[p->shown[p->list.selected]] : NULL;
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
	const struct picker_item *item = picker_selected(p);

	if (p->asks) {
		take_answer(session);
	} else if (picker_is_path(p)) {
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

	if (parameter == PARAMETER_MODEL || parameter == PARAMETER_MEDIA_MODEL) {
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
