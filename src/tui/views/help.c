/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the help screen. */
#include "tui/views/help.h"

#include "base/i18n.h"
#include "tui/views/page.h"
#include "tui/widgets/gutter.h"

/* Rows of the table of actions. */
enum action_id {
#define ACTION(id, ...) ACTION_##id,
#include "tui/action-table.h"
#undef ACTION
};

/* What somebody who knows such programs looks for first on the screens of the planner. */
static const enum action_id wanted[] = { ACTION_SORT_NEXT, ACTION_FILTER, ACTION_HELP, ACTION_QUIT };

static const struct {
	unsigned contexts;
	const char *sign;
	enum style style;
	const char *meaning;
} signs[] = {
#define SIGN(contexts, sign, style, meaning) { contexts, sign, STYLE_##style, meaning },
#include "tui/views/sign-table.h"
#undef SIGN
};

/* As many keys as every gutter holds, the others behind the words. */
static void add_action(
	struct text *out, const struct session *session, const struct action *action, const char *elsewhere)
{
	const char *keys = action->keys;
	char name[KEY_NAME_SIZE];
	int room = GUTTER_LEAST - 1;
	TEXT(label);
	TEXT(words);
	TEXT(more);

	while (action_next_key(&keys, name)) {
		TEXT(key);

		/* Arrows of ASCII are keys themselves, or letters. */
		if (session->ascii)
			text_add(&key, name);
		else
			action_show_key(name, &key);
		if (!label.length || canvas_columns(label.data) + 1 + canvas_columns(key.data) <= room)
			text_addf(&label, "%s%s", label.length ? " " : "", key.data);
		else
			text_addf(&more, "%s%s", more.length ? ", " : "", key.data);
	}
	text_add(&words, _(action->help));
	if (elsewhere)
		text_addf(&words, " (%s)", elsewhere);
	if (more.length)
		text_addf(&words, _("; also %s"), more.data);
	page_entry(out, STYLE_ACCENT, label.data, words.data);
}

static void write_wanted(struct text *out, const struct session *session, enum action_context here)
{
	TEXT(mouse);

	if (!(here & IN_SCREENS))
		return;
	for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
		const struct action *action = &session->tables->actions[wanted[i]];
		const char *title = action_place_of(action)->title;

		add_action(out, session, action, action->contexts & here || !title ? NULL : _(title));
	}
	text_addf(&mouse, _("%s (the settings say: %s)"), _(setting_row(SETTING_MOUSE)->help),
		session->settings.value[SETTING_MOUSE]);
	page_entry(out, STYLE_ACCENT, _("mouse"), mouse.data);
}

static void write_place(struct text *out, const struct session *session, const struct action_place *place)
{
	bool any = false;

	for (const struct action *a = session->tables->actions; a->name; a++) {
		if (action_place_of(a)->context != place->context)
			continue;
		if (!any)
			page_heading(out, _(place->title));
		any = true;
		add_action(out, session, a, NULL);
	}
}

/* The places whose keys work here, the narrowest first, or the others. */
static void write_places(struct text *out, const struct session *session, enum action_context here, bool work)
{
	for (int pass = 0; pass < 2; pass++)
		for (const struct action_place *place = action_places(); place->id; place++)
			if (((place->context & here) != 0) == work && (place->context == (unsigned)here) == (pass == 0))
				write_place(out, session, place);
}

static void write_signs(struct text *out, enum action_context here)
{
	bool any = false;

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
		if (!(signs[i].contexts & here))
			continue;
		if (!any)
			page_heading(out, _("Signs here"));
		any = true;
		page_entry(out, signs[i].style, signs[i].sign, _(signs[i].meaning));
	}
}

static void write_terms(struct text *out)
{
	page_heading(out, _("Parameters"));
	for (int i = 0; i < parameter_count(); i++)
		page_name(out, _(parameter_row(parameter_at(i))->label), _(parameter_row(parameter_at(i))->help));
	page_heading(out, _("Columns and figures"));
	for (int i = 0; i < metric_count(); i++)
		page_name(out, _(metric_row(metric_at(i))->title), _(metric_row(metric_at(i))->help));
}

/* What is looked for first, the keys that work here, the signs that stand here; then all other keys, the parameters
 * and the columns. */
static void write_help(struct text *out, const struct session *session, enum action_context here)
{
	write_wanted(out, session, here);
	write_places(out, session, here, true);
	write_signs(out, here);
	write_places(out, session, here, false);
	write_terms(out);
}

void act_help(struct session *session)
{
	/* Before the page is begun, which takes the place of the view. */
	enum action_context here = view_context(session, session->view);

	write_help(page_begin(session), session, here);
	page_show(session, _("Help"));
}
