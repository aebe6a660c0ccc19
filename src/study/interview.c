/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which question comes when, and what an answer brings. */
#include "study/interview.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"
#include "study/detail.h"
#include "study/interview_answer.h"
#include "study/metric_value.h"
#include "study/result.h"

static bool settled(const struct interview *iv, const struct question_row *row)
{
	const char *names = row->sets;
	enum parameter parameter;
	char name[32];

	while (interview_next_word(&names, name, sizeof(name)))
		if (parameter_from_name(name, &parameter) && iv->settled.has[parameter])
			return true;
	return false;
}

static bool asks_when(const struct interview *iv, enum question question, unsigned made)
{
	const struct question_row *row = question_row(question);

	return (iv->all || row->important) && !settled(iv, row) && (row->when == WHEN_ALWAYS || (made & row->when));
}

/* The study that a choice names; NULL: none, or there is none that asks questions. */
static const struct study *named_study(const struct choice_row *choice)
{
	const struct study *study = choice->study[0] ? study_from_id(choice->study) : NULL;

	return study && study->questions ? study : NULL;
}

/* No choice stands before what it opens exists. */
static bool opens(const struct choice_row *choice)
{
	return !choice->study[0] || named_study(choice);
}

static int choices_when(enum question question, unsigned made, const struct choice_row *out[INTERVIEW_CHOICES_MAX])
{
	int rows, count = 0;
	const struct choice_row *row = choice_rows(&rows);

	for (; rows > 0 && count < INTERVIEW_CHOICES_MAX; rows--, row++)
		if (row->question == question && (row->when == WHEN_ALWAYS || (row->when & made)) && opens(row))
			out[count++] = row;
	return count;
}

static const struct choice_row *choice_when(const struct interview *iv, enum question question, unsigned made)
{
	const struct interview_answer *answer = &iv->answers[question];
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX];
	int count;

	if (answer->typed[0])
		return NULL;
	count = choices_when(question, made, choices);
	/* A choice that the other answers have taken away: the default stands in. */
	for (int i = 0; i < count; i++)
		if (choices[i] == answer->choice)
			return choices[i];
	/* A question of pictures has none for sound. */
	return count > 0 ? choices[0] : NULL;
}

static bool listed(const struct study *study, enum question question)
{
	for (const enum question *q = study->questions; *q != QUESTION_COUNT; q++)
		if (*q == question)
			return true;
	return false;
}

/* What the answers before a question make: WHEN bits, and the study that asks it. */
struct made {
	unsigned when;
	const struct study *study;
};

static struct made made_before(const struct interview *iv, enum question question)
{
	struct made made = { .study = iv->first };

	for (int i = 0; i < (int)question; i++) {
		const struct choice_row *choice = NULL;

		if (listed(made.study, (enum question)i) && asks_when(iv, (enum question)i, made.when))
			choice = choice_when(iv, (enum question)i, made.when);
		if (!choice)
			continue;
		made.when |= choice->makes;
		if (named_study(choice))
			made.study = named_study(choice);
	}
	return made;
}

const struct study *interview_study(const struct interview *iv)
{
	return made_before(iv, QUESTION_COUNT).study;
}

bool interview_asks(const struct interview *iv, enum question question)
{
	struct made made = made_before(iv, question);

	return listed(made.study, question) && asks_when(iv, question, made.when);
}

int interview_choices(
	const struct interview *iv, enum question question, const struct choice_row *out[INTERVIEW_CHOICES_MAX])
{
	return choices_when(question, made_before(iv, question).when, out);
}

const struct choice_row *interview_choice(const struct interview *iv, enum question question)
{
	return choice_when(iv, question, made_before(iv, question).when);
}

int interview_count(const struct interview *iv)
{
	int count = 0;

	for (int i = 0; i < QUESTION_COUNT; i++)
		count += interview_asks(iv, (enum question)i);
	return count;
}

int interview_number(const struct interview *iv)
{
	int number = 1;

	for (int i = 0; i < (int)iv->current; i++)
		number += interview_asks(iv, (enum question)i);
	return number;
}

static void add_note(struct interview *iv, enum interview_note_id id, double value, enum question question)
{
	if (iv->notes.count < INTERVIEW_NOTES_MAX)
		iv->notes.items[iv->notes.count++] = (struct interview_note){ id, value, question };
}

/* People wait for an answer and nothing limits the wait. */
static bool no_goals(const struct interview *iv, const struct scenario *s)
{
	return (made_before(iv, QUESTION_COUNT).when & WHEN_CHAT) && isinf(s->number[PARAMETER_TTFT]) &&
		isinf(s->number[PARAMETER_TPOT]);
}

/* Of the sessions that want to: how many have their whole context in the cache of the present best. */
static void note_sessions(struct interview *iv)
{
	const struct scenario *s = &iv->scenario;
	const struct deployment *d = &iv->present.best.row.deployment;
	struct demand demand = scenario_demand(s, replica_of(&iv->present.best.row)->concurrency);
	double held;

	if (!(made_before(iv, QUESTION_COUNT).when & WHEN_SESSIONS) || !iv->present.known)
		return;
	/* Nothing is common to all: what one session has read is no use to another. */
	demand.request.prefix_hit = 0.0;
	demand.context = ceil(demand.request.prompt + demand.request.output);
	held = memory_budget(d, &demand).max_concurrency_full * deployment_replicas(d);
	if (!isnan(held))
		add_note(iv, held < demand.concurrency ? NOTE_SESSIONS_LOST : NOTE_SESSIONS, held, QUESTION_LENGTH);
}

/* The notes on the answers as they are now; those on lost answers are kept by the caller. */
static void take_notes(struct interview *iv, double shortened)
{
	const struct scenario *s = &iv->scenario;
	const struct choice_row *tested = interview_choice(iv, QUESTION_TESTED);
	double concurrency = replica_of(&iv->present.best.row)->concurrency;

	if (no_goals(iv, s))
		add_note(iv, NOTE_NO_GOALS, NAN, QUESTION_TTFT);
	if (!isnan(shortened))
		add_note(iv, NOTE_SHORTENED, shortened, QUESTION_LENGTH);
	note_sessions(iv);
	if (scenario_open_loop(s) && iv->present.known && isfinite(concurrency))
		add_note(iv, NOTE_LOAD, concurrency, QUESTION_TRAFFIC);
	if (interview_asks(iv, QUESTION_TESTED) && strcmp(tested->word, "no") == 0)
		add_note(iv, NOTE_UNTESTED, NAN, QUESTION_TESTED);
}

static void forget(struct interview_answer *answer)
{
	*answer = (struct interview_answer){ .choice = NULL };
}

/* The scenario of all answers.  The answer to `kept` was just given: others that do not go with it are forgotten,
 * their default stands again.  Fails when that is not enough. */
static enum status compose(
	struct interview *iv, enum question kept, struct scenario *s, double *shortened, struct error *error)
{
	enum status status;

	*s = iv->base;
	study_adopt(interview_study(iv), s);
	*shortened = NAN;
	for (int i = 0; i < QUESTION_COUNT; i++) {
		enum question q = (enum question)i;

		if (!interview_asks(iv, q))
			continue;
		status = interview_apply(iv, q, interview_choice(iv, q), s, shortened, error);
		if (status == STATUS_OK)
			continue;
		if (q == kept || !iv->answers[i].typed[0])
			return status;
		forget(&iv->answers[i]);
		add_note(iv, NOTE_ASKED_AGAIN, NAN, q);
		status = interview_apply(iv, q, interview_choice(iv, q), s, shortened, error);
		if (status != STATUS_OK)
			return status;
	}
	return scenario_check(s, error);
}

/* Messages are written for the command line: the interview knows no options. */
static enum status without_dashes(enum status status, struct error *message)
{
	if (status != STATUS_OK && strncmp(message->text, "--", 2) == 0)
		memmove(message->text, message->text + 2, strlen(message->text + 2) + 1);
	return status;
}

/* The same; typed lengths that do not fit another model give way to it. */
static enum status compose_or_forget(
	struct interview *iv, enum question kept, struct scenario *s, double *shortened, struct error *error)
{
	enum status status = compose(iv, kept, s, shortened, error);

	if (status == STATUS_OK || kept >= QUESTION_LENGTH || !iv->answers[QUESTION_LENGTH].typed[0])
		return without_dashes(status, error);
	forget(&iv->answers[QUESTION_LENGTH]);
	add_note(iv, NOTE_ASKED_AGAIN, NAN, QUESTION_LENGTH);
	return without_dashes(compose(iv, kept, s, shortened, error), error);
}

/* The index of the first that meets the goals in the order of what matters, one with a price before others; -1: none. */
static int recommended(const struct result *r)
{
	int found = -1;

	for (int i = 0; i < r->count; i++) {
		const struct row *a = &r->rows[i];

		if (a->verdict == VERDICT_MEETS && a->offer)
			return i;
		if (a->verdict == VERDICT_MEETS && found < 0)
			found = i;
	}
	return found;
}

/* The answers as they are now make this scenario. */
static void solve(struct interview *iv, const struct scenario *s, struct outcome *outcome)
{
	const struct study *study = interview_study(iv);
	struct result *r = &iv->result;

	iv->outlook_scenario = *s;
	for (int i = 0; i < QUESTION_COUNT; i++)
		iv->outlook_asks[i] = interview_asks(iv, (enum question)i);
	study_solve(study, s, iv->today, r);
	*outcome = (struct outcome){ .known = r->count > 0, .study = study, .amount = NAN };
	if (!outcome->known)
		return;
	outcome->meets = result_kinds_that_meet(r);
	/* As ranked: the first is the nearest where none meets. */
	if (outcome->meets)
		result_sort(r, s->sort_metric, false);
	iv->best = outcome->meets ? recommended(r) : 0;
	study_detail(s, iv->today, r, iv->best);
	outcome->amount = metric_value(study->brief[0], &r->rows[iv->best]).band.mid;
	replica_row_copy(&outcome->best, &r->rows[iv->best]);
}

const struct row *interview_best(const struct interview *iv)
{
	return iv->outlook.known ? &iv->result.rows[iv->best] : NULL;
}

const struct row *interview_runner_up(const struct interview *iv)
{
	for (int i = 0; i < iv->result.count; i++) {
		const struct row *a = &iv->result.rows[i];

		if (a->verdict == VERDICT_MEETS && a->offer && a->deployment.gpu != iv->outlook.best.row.deployment.gpu)
			return a;
	}
	return NULL;
}

/* Makes the scenario of the answers the present one. */
static enum status renew(struct interview *iv, enum question kept, struct error *error)
{
	struct scenario s;
	double shortened;
	enum status status;

	iv->notes.count = 0;
	status = compose_or_forget(iv, kept, &s, &shortened, error);
	if (status != STATUS_OK)
		return status;
	iv->scenario = s;
	solve(iv, &s, &iv->present);
	iv->outlook = iv->present;
	replica_row_copy(&iv->outlook.best, &iv->present.best.row);
	take_notes(iv, shortened);
	return STATUS_OK;
}

/* Some question is always asked, if only what the GPU will do. */
static enum question next_question(const struct interview *iv, int from)
{
	while (from < QUESTION_COUNT && !interview_asks(iv, (enum question)from))
		from++;
	return (enum question)from;
}

/* The first choice that opens the study stands. */
static void choose_study(struct interview *iv, const struct study *study)
{
	int count;
	const struct choice_row *row = choice_rows(&count);

	for (; count > 0; count--, row++) {
		if (named_study(row) != study)
			continue;
		iv->answers[row->question].choice = row;
		return;
	}
}

enum status interview_init(struct interview *iv, const struct study *study, const struct scenario *base,
	const struct parameter_set *settled_ones, long today, struct error *error)
{
	*iv = (struct interview){ .first = study, .base = *base, .today = today };
	if (settled_ones)
		iv->settled = *settled_ones;
	result_init(&iv->result, base->catalog);
	choose_study(iv, study);
	iv->current = next_question(iv, 0);
	return renew(iv, QUESTION_COUNT, error);
}

void interview_release(struct interview *iv)
{
	result_release(&iv->result);
	*iv = (struct interview){ .today = 0 };
}

static enum status refuse_word(
	const struct choice_row *const *choices, int count, const char *typed, struct error *error)
{
	TEXT(words);

	for (int i = 0; i < count; i++)
		text_addf(&words, "%s%s", i ? ", " : "", choices[i]->word);
	error_set(error, STATUS_USAGE, _("'%s' is no answer: allowed is %s"), typed, words.data);
	return STATUS_USAGE;
}

/* The answer as it is kept: the word of a choice is the choice. */
static enum status read_answer(const struct interview *iv, const struct choice_row *choice, const char *typed,
	struct interview_answer *answer, struct error *error)
{
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX];
	int count = interview_choices(iv, iv->current, choices);

	forget(answer);
	for (int i = 0; i < count && !choice; i++)
		if (text_compare_nocase(choices[i]->word, typed) == 0)
			choice = choices[i];
	answer->choice = choice;
	if (choice)
		return STATUS_OK;
	if (question_row(iv->current)->typed == TYPED_NOTHING)
		return refuse_word(choices, count, typed, error);
	if (strlen(typed) >= sizeof(answer->typed))
		return error_set(error, STATUS_USAGE, _("the answer is too long"));
	snprintf(answer->typed, sizeof(answer->typed), "%s", typed);
	return STATUS_OK;
}

enum status interview_try(struct interview *iv, const struct choice_row *choice, const char *typed, struct error *error)
{
	struct interview_answer before[QUESTION_COUNT], answer;
	struct interview_notes notes = iv->notes;
	struct scenario s;
	double shortened;
	enum status status = read_answer(iv, choice, typed, &answer, error);

	if (status != STATUS_OK)
		return status;
	memcpy(before, iv->answers, sizeof(before));
	iv->answers[iv->current] = answer;
	status = compose_or_forget(iv, iv->current, &s, &shortened, error);
	if (status == STATUS_OK)
		solve(iv, &s, &iv->outlook);
	memcpy(iv->answers, before, sizeof(before));
	iv->notes = notes;
	return status;
}

enum status interview_take(
	struct interview *iv, const struct choice_row *choice, const char *typed, struct error *error)
{
	struct interview_answer before[QUESTION_COUNT], answer;
	struct interview_notes notes = iv->notes;
	enum status status = read_answer(iv, choice, typed, &answer, error);

	if (status != STATUS_OK)
		return status;
	memcpy(before, iv->answers, sizeof(before));
	iv->answers[iv->current] = answer;
	status = renew(iv, iv->current, error);
	if (status != STATUS_OK) {
		memcpy(iv->answers, before, sizeof(before));
		iv->notes = notes;
		return status;
	}
	iv->current = next_question(iv, (int)iv->current + 1);
	return STATUS_OK;
}

void interview_look_at_present(struct interview *iv)
{
	solve(iv, &iv->scenario, &iv->present);
	iv->outlook = iv->present;
}

bool interview_forward(struct interview *iv)
{
	if (iv->current == QUESTION_COUNT)
		return false;
	iv->current = next_question(iv, (int)iv->current + 1);
	interview_look_at_present(iv);
	return true;
}

bool interview_back(struct interview *iv)
{
	for (int i = (int)iv->current - 1; i >= 0; i--) {
		if (!interview_asks(iv, (enum question)i))
			continue;
		iv->current = (enum question)i;
		interview_look_at_present(iv);
		return true;
	}
	return false;
}

void interview_ask_all(struct interview *iv, bool all)
{
	struct error ignored = { 0 };
	bool before = iv->all;

	iv->all = all;
	if (renew(iv, QUESTION_COUNT, &ignored) != STATUS_OK)
		iv->all = before;
	/* From the end to the first of the questions that are new. */
	if (iv->all && !before && iv->current == QUESTION_COUNT) {
		iv->current = QUESTION_WORKLOAD;
		while (iv->current < QUESTION_COUNT &&
			(!interview_asks(iv, iv->current) || question_row(iv->current)->important))
			iv->current++;
	}
	if (iv->current < QUESTION_COUNT && !interview_asks(iv, iv->current))
		iv->current = next_question(iv, (int)iv->current);
}
