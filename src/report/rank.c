/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks in words. */
#include "report/rank.h"

#include <math.h>

#include "base/i18n.h"
#include "report/aim.h"
#include "report/figure.h"
#include "report/labels.h"
#include "report/phrases.h"
#include "study/study.h"

/* How many rows meet the goals, how many others are equal to the leader, and one of those. */
struct field_of_rows {
	int meet, equal;
	const struct row *other;
	bool cheapest; /* no row that meets costs less than the leader */
};

static struct field_of_rows count_rows(const struct result *r, const struct row *best)
{
	struct field_of_rows f = { .cheapest = true };

	for (int i = 0; i < r->count; i++) {
		const struct row *a = &r->rows[i];

		if (a->verdict != VERDICT_MEETS)
			continue;
		f.meet++;
		if (a == best)
			continue;
		if (r->study->objective && r->study->objective(a) < r->study->objective(best))
			f.cheapest = false;
		if (a->equal_to_best) {
			f.equal++;
			f.other = f.other ? f.other : a;
		}
	}
	return f;
}

static void write_leader(struct text *out, const struct result *r, const struct row *best)
{
	struct field_of_rows f = count_rows(r, best);

	if (f.meet == 1)
		text_add(out, _("the only one that meets"));
	else if (f.cheapest && r->study->objective)
		text_addf(out, _("the cheapest of %d that meet"), f.meet);
	else
		text_addf(out, _("the first of %d that meet"), f.meet);
	if (f.equal == 1) {
		TEXT(name);

		label_configuration(&name, f.other);
		text_addf(out, _("; %s is equal within the error"), name.data);
	} else if (f.equal > 1) {
		text_addf(out,
			ngettext("; %d is equal within the error", "; %d are equal within the error",
				(unsigned long)f.equal),
			f.equal);
	}
}

static void write_follower(struct text *out, const struct result *r, const struct row *best, const struct row *a)
{
	double more = r->study->objective ? r->study->objective(a) / r->study->objective(best) - 1.0 : NAN;
	TEXT(name);

	label_configuration(&name, best);
	if (a->equal_to_best)
		text_addf(out, _("equal within the error to %s, which leads"), name.data);
	else if (more > 0.0)
		text_addf(out, _("costs %.0f %% more than %s, which leads"), fmax(1.0, round(100.0 * more)), name.data);
	else if (isnan(more))
		text_add(out, _("meets, without a known price"));
	else
		text_addf(out, _("meets, behind %s, which leads"), name.data);
}

/* What keeps it from being estimated, or its verdict. */
static void write_blocker(struct text *out, const struct row *a)
{
	for (int i = 0; i < a->reasons.count; i++) {
		if (reason_row(a->reasons.items[i].id)->severity != SEVERITY_BLOCKER)
			continue;
		label_reason(out, &a->reasons.items[i]);
		return;
	}
	text_add(out, label_row_verdict(a));
}

void label_rank(struct text *out, const struct result *r, const struct row *a, double certainty)
{
	const struct row *best = result_best(r);

	text_addf(out, _("%d of %d: "), a->rank, r->count);
	if (a == best) {
		write_leader(out, r, best);
	} else if (a->verdict == VERDICT_MEETS && best) {
		write_follower(out, r, best, a);
	} else if (a->verdict == VERDICT_UNCERTAIN || a->verdict == VERDICT_MISSES) {
		text_addf(out, "%s, ", label_row_verdict(a));
		label_sure_share(out, a->p_meets);
		text_add(out, _(" sure where "));
		label_sure_share(out, certainty);
		text_add(out, _(" are asked for"));
	} else {
		write_blocker(out, a);
	}
}
