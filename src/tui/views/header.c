/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing tabs, price ages, scope and filters. */
#include "tui/views/header.h"

#include "base/i18n.h"
#include "report/filters.h"
#include "report/labels.h"
#include "report/scope.h"
#include "tui/canvas/zone.h"
#include "tui/zone_kind.h"

/* What row 1 gives up for want of room, in this order. */
enum tightness { TIGHT_NOT, TIGHT_NO_NAME, TIGHT_SHORT_AGE, TIGHT_SHORT_TABS, TIGHT_LAST };

enum { SHORT_TAB = 5 };

static void write_ages(const struct session *session, struct text *out, bool brief)
{
	const struct result *r = &session->result;
	long newest = session->today - r->newest_price, oldest = session->today - r->oldest_price;
	bool stale = reasons_have(&r->warnings, REASON_STALE_PRICES);

	if (r->oldest_price < 0)
		text_add(out, brief ? _("no prices") : _("prices n/a"));
	else if (brief)
		text_addf(out, _("%ld–%ldd"), newest, oldest);
	else
		text_addf(out, ngettext("prices %ld–%ld day", "prices %ld–%ld days", (unsigned long)oldest), newest,
			oldest);
	if (stale)
		text_add(out, " !");
}

static void write_tab(struct text *out, const char *title, bool active, bool brief)
{
	size_t cut = text_fit(title, SHORT_TAB);

	text_add_char(out, active ? '[' : ' ');
	if (brief && !active && title[cut]) {
		text_add_n(out, title, cut);
		text_add(out, "…");
	} else {
		text_add(out, title);
	}
	text_add_char(out, active ? ']' : ' ');
}

static int tabs_width(const struct session *session, bool brief)
{
	int width = 0;

	for (int i = 0; i < study_count(); i++) {
		TEXT(tab);

		write_tab(&tab, _(study_at(i)->title), study_at(i) == session->study, brief);
		width += text_columns(tab.data);
	}
	return width;
}

/* The open plan stands in the place of the program. */
static void write_name(const struct session *session, struct text *out)
{
	plan_file_title(session, out);
	if (!out->length)
		text_add(out, "gpuplan");
}

static enum tightness fit_tabs(const struct session *session, int columns)
{
	TEXT(name);
	TEXT(ages);
	TEXT(short_ages);
	int widths[TIGHT_LAST];

	write_name(session, &name);
	write_ages(session, &ages, false);
	write_ages(session, &short_ages, true);
	widths[TIGHT_NO_NAME] = 1 + tabs_width(session, false) + 2 + text_columns(ages.data) + 1;
	widths[TIGHT_NOT] = widths[TIGHT_NO_NAME] + text_columns(name.data) + 1;
	widths[TIGHT_SHORT_AGE] = widths[TIGHT_NO_NAME] - text_columns(ages.data) + text_columns(short_ages.data);
	widths[TIGHT_SHORT_TABS] = 0;
	for (int i = TIGHT_NOT; i < TIGHT_SHORT_TABS; i++)
		if (widths[i] <= columns)
			return (enum tightness)i;
	return TIGHT_SHORT_TABS;
}

void header_draw_tabs(const struct session *session, struct canvas *canvas, struct box box)
{
	enum tightness tight = fit_tabs(session, box.columns);
	int column = box.column + 1, room;
	TEXT(name);
	TEXT(ages);

	write_name(session, &name);
	if (tight == TIGHT_NOT)
		column += canvas_text(canvas, box, box.row, column, STYLE_STRONG, name.data) + 1;
	for (int i = 0; i < study_count(); i++) {
		bool active = study_at(i) == session->study;
		TEXT(tab);

		write_tab(&tab, _(study_at(i)->title), active, tight == TIGHT_SHORT_TABS);
		canvas_zone(canvas, (struct box){ box.row, column, 1, text_columns(tab.data) }, ZONE_TAB, i);
		column += canvas_text(canvas, box, box.row, column, active ? STYLE_ACCENT : STYLE_TEXT, tab.data);
	}
	write_ages(session, &ages, tight >= TIGHT_SHORT_AGE);
	room = box.column + box.columns - 1 - column - 1;
	if (text_columns(ages.data) <= room)
		canvas_text(canvas, box, box.row, box.column + box.columns - 1 - text_columns(ages.data),
			reasons_have(&session->result.warnings, REASON_STALE_PRICES) ? STYLE_WARN : STYLE_DIM,
			ages.data);
}

/* Each word of a filter goes to its parameter. */
static void name_filters(const struct scenario *s, struct canvas *canvas, struct box box, int column)
{
	enum parameter parameter;

	for (int i = 0;; i++) {
		TEXT(word);
		int columns;

		if (!filters_item(&word, s, i, &parameter))
			break;
		columns = canvas_columns(word.data);
		canvas_zone(canvas, box_cut((struct box){ box.row, column, 1, columns }, box), ZONE_PARAMETER,
			(int)parameter);
		column += columns + canvas_columns(FILTERS_BETWEEN);
	}
}

/* What filters are set, or what is considered without any; whether there are any. */
static bool write_filters(const struct session *session, struct text *out)
{
	const struct scenario *s = &session->scenario;
	size_t words;

	text_add(out, _("only "));
	words = out->length;
	filters_text(out, s);
	if (session->shown.filter.length)
		text_addf(out, "%s/%s", out->length > words ? " · " : "", session->shown.filter.text);
	if (out->length > words)
		return true;
	text_clear(out);
	text_add(out, _("anywhere · "));
	label_purchases(out, study_purchases(session->study, s));
	return false;
}

static int scope_columns(const struct session *session)
{
	enum parameter before = PARAMETER_COUNT;
	int columns = 0;

	for (const enum parameter *p = scope_of(session->study); *p != PARAMETER_COUNT; p++) {
		TEXT(part);

		scope_part(&part, session->study, &session->scenario, *p);
		if (!part.length)
			continue;
		if (before != PARAMETER_COUNT)
			columns += text_columns(scope_between(before, *p));
		columns += text_columns(part.data);
		before = *p;
	}
	return columns;
}

void header_draw_scope(const struct session *session, struct canvas *canvas, struct box box)
{
	const enum parameter *scope = scope_of(session->study);
	enum parameter before = PARAMETER_COUNT;
	int column = box.column + 1, end = box.column + box.columns - 1, width;
	bool set;
	TEXT(filters);

	set = write_filters(session, &filters);
	width = text_columns(filters.data);
	/* What holds without filters gives way to the question. */
	if (!set && width + scope_columns(session) + 4 > box.columns)
		width = 0;
	if (width > box.columns / 2)
		width = box.columns / 2;
	canvas_text_fit(canvas, box, box.row, end - width, width, set ? STYLE_ACCENT : STYLE_DIM, filters.data);
	if (set)
		name_filters(&session->scenario, canvas, (struct box){ box.row, end - width, 1, width },
			end - width + text_columns(_("only ")));
	end -= width + 2;
	for (; *scope != PARAMETER_COUNT; scope++) {
		TEXT(part);

		scope_part(&part, session->study, &session->scenario, *scope);
		if (!part.length)
			continue;
		if (before != PARAMETER_COUNT &&
			column + text_columns(scope_between(before, *scope)) + text_columns(part.data) > end)
			break;
		if (before != PARAMETER_COUNT)
			column += canvas_text(canvas, box, box.row, column, STYLE_TEXT, scope_between(before, *scope));
		canvas_zone(canvas, (struct box){ box.row, column, 1, text_columns(part.data) }, ZONE_PARAMETER,
			(int)*scope);
		column += canvas_text(canvas, (struct box){ box.row, box.column, 1, end - box.column }, box.row, column,
			STYLE_TEXT, part.data);
		before = *scope;
	}
}
