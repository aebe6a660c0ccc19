/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gpuplan wizard, the plain form: the interview line by line, for a pipe or a screen reader. */
#include "cli/wizard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "study/interview_answer.h"
#include "base/i18n.h"
#include "base/print.h"
#include "report/command.h"
#include "report/interview.h"
#include "report/labels.h"
#include "report/recommendation.h"

enum answer_kind { ANSWER_GIVEN, ANSWER_QUIT, ANSWER_END };

struct dialogue {
	struct interview iv;
	const struct invocation *call;
	bool asked_anew; /* the question only, its choices were just read */
	bool silent;     /* the input ended: the rest has its defaults */
};

/* What is said at once, before the answer is complete. */
static void say(struct text *text)
{
	print_text(stdout, text);
	text_clear(text);
}

static void write_question(const struct dialogue *d, struct text *out)
{
	const struct interview *iv = &d->iv;
	const struct question_row *row = question_row(iv->current);
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX];
	int count = interview_choices(iv, iv->current, choices);

	text_addf(out, _("\nQuestion %d of %d. %s\n"), interview_number(iv), interview_count(iv), _(row->text));
	for (int i = 0; i < count; i++) {
		TEXT(label);

		label_choice(&label, choices[i]);
		text_addf(out, "%c: %s%s\n", 'a' + i, label.data, i == 0 ? _(" (default)") : "");
	}
	if (row->hint[0])
		text_addf(out, _("Or type %s.\n"), _(row->hint));
	if (iv->current == QUESTION_MODEL)
		text_add(out, _("The word list shows all models.\n"));
}

static void write_explanation(const struct interview *iv, struct text *out)
{
	TEXT(range);

	text_addf(out, "%s\n", _(question_row(iv->current)->help));
	interview_range(iv->current, &range);
	if (range.length)
		text_addf(out, _("Allowed is %s.\n"), range.data);
	text_add(out, _("Enter takes the answer in brackets, < goes back, more asks all questions, quit ends.\n"));
}

/* "Answer [a]: " */
static void write_prompt(const struct interview *iv, struct text *out)
{
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX], *choice = interview_choice(iv, iv->current);
	int count = interview_choices(iv, iv->current, choices);

	text_add(out, _("Answer ["));
	/* Letters name the choices: numbers would be taken for typed answers. */
	for (int i = 0; choice && i < count; i++)
		if (choices[i] == choice)
			text_add_char(out, (char)('a' + i));
	if (!choice)
		label_interview_answer(out, iv, iv->current);
	text_add(out, "]: ");
}

/* What may be answered at all, behind a message that only knows one part of it. */
static void write_refusal(const struct interview *iv, const struct error *error, struct text *out)
{
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX];
	int count = interview_choices(iv, iv->current, choices);

	if (count > 1)
		text_addf(out, _("%s; or a letter from a to %c.\n"), error->text, 'a' + count - 1);
	else
		text_addf(out, _("%s; or the letter a.\n"), error->text);
}

static void write_consequence(const struct interview *iv, const struct outcome *before, struct text *out)
{
	label_outcome(out, iv);
	text_add_char(out, ' ');
	label_change(out, before, &iv->present);
	text_add_char(out, '\n');
	for (int i = 0; i < iv->notes.count; i++) {
		label_note(out, &iv->notes.items[i]);
		text_add_char(out, '\n');
	}
}

/* Cuts blanks at both ends. */
static char *trimmed(char *line)
{
	char *end = line + strlen(line);

	while (end > line && strchr(" \t\r\n", end[-1]))
		*--end = '\0';
	return line + strspn(line, " \t");
}

static bool is_word(const char *line, const char *word, const char *other)
{
	return text_compare_nocase(line, word) == 0 || text_compare_nocase(line, other) == 0;
}

/* Every model that can be named, for a question about them. */
static void write_models(const struct invocation *call, struct text *out)
{
	for (int i = 0; i < call->catalog.model_count; i++) {
		const struct model *m = &call->catalog.models[i];

		text_addf(out, "%s, ", m->id);
		label_params(out, m->counts.total);
		text_add_char(out, '\n');
	}
}

/* Words that are no answer; true when the line was one. */
static bool obey(struct dialogue *d, const char *line, struct text *out)
{
	struct interview *iv = &d->iv;

	d->asked_anew = true;
	if (is_word(line, "?", "help")) {
		write_explanation(iv, out);
	} else if (is_word(line, "<", "back")) {
		d->asked_anew = !interview_back(iv);
		text_add(out, d->asked_anew ? _("This is the first question.\n") : "");
	} else if (is_word(line, "list", "models") && iv->current == QUESTION_MODEL) {
		write_models(d->call, out);
	} else if (is_word(line, "more", "all")) {
		interview_ask_all(iv, true);
		text_addf(out,
			ngettext("All of %d question is asked.\n", "All %d questions are asked.\n",
				(unsigned long)interview_count(iv)),
			interview_count(iv));
	} else {
		d->asked_anew = false;
		return false;
	}
	return true;
}

static void answer(struct dialogue *d, const char *line, struct text *out)
{
	const struct choice_row *choices[INTERVIEW_CHOICES_MAX], *choice = NULL;
	struct interview *iv = &d->iv;
	struct outcome before = iv->present;
	struct error error = { 0 };
	int count = interview_choices(iv, iv->current, choices);
	int letter = line[0] >= 'A' && line[0] <= 'Z' ? line[0] - 'A' : line[0] - 'a';

	if (line[0] && !line[1] && letter >= 0 && letter < count)
		choice = choices[letter];
	if (!line[0]) {
		interview_forward(iv);
	} else if (interview_take(iv, choice, line, &error) != STATUS_OK) {
		write_refusal(iv, &error, out);
		d->asked_anew = true;
		return;
	}
	write_consequence(iv, &before, out);
}

static enum answer_kind ask(struct dialogue *d)
{
	enum answer_kind kind = ANSWER_GIVEN;
	TEXT(text);
	char *line;

	if (!d->asked_anew)
		write_question(d, &text);
	d->asked_anew = false;
	say(&text);
	write_prompt(&d->iv, &text);
	line = d->call->read_line(text.data);
	text_clear(&text);
	/* Nobody can answer questions that are not seen. */
	if (!line || ferror(stdout))
		kind = ANSWER_END;
	else if (is_word(trimmed(line), "quit", "exit"))
		kind = ANSWER_QUIT;
	else if (!obey(d, trimmed(line), &text))
		answer(d, trimmed(line), &text);
	free(line);
	say(&text);
	return kind;
}

/* The questions that nobody answers any more, one a line. */
static void take_the_rest(struct interview *iv)
{
	TEXT(text);

	text_add(&text, _("\nThe input ends here; the rest as it stands:\n"));
	do {
		text_addf(&text, "%s ", _(question_row(iv->current)->text));
		label_interview_answer(&text, iv, iv->current);
		text_add(&text, ".\n");
	} while (interview_forward(iv) && iv->current < QUESTION_COUNT);
	say(&text);
}

/* Options of this run that decide as much as the answers. */
static void write_options(const struct invocation *call, struct text *out)
{
	if (call->option[OPTION_NO_MEASURED])
		text_add(out, " --no-measured");
	for (size_t i = 0; i < call->overlay_count; i++) {
		text_add(out, " --catalog ");
		report_shell_word(out, call->overlays[i]);
	}
}

static enum status end(struct dialogue *d, struct text *out)
{
	TEXT(options);

	write_options(d->call, &options);
	if (!d->call->option[OPTION_OUTPUT_FILE])
		text_add_char(out, '\n');
	report_recommendation(out, &d->iv, options.data, false);
	return d->iv.present.meets ? STATUS_OK : STATUS_UNMET;
}

enum status command_wizard(struct invocation *call, struct text *out, struct error *error)
{
	struct dialogue *d = xcalloc(1, sizeof(*d));
	enum answer_kind kind = ANSWER_GIVEN;
	TEXT(text);
	enum status status;
	int count;

	d->call = call;
	status = interview_init(&d->iv, study_with_questions(), &call->scenario, &call->settled, call->today, error);
	count = status == STATUS_OK ? interview_count(&d->iv) : 0;
	text_addf(&text, ngettext("%d question to a GPU.", "%d questions to a GPU.", (unsigned long)count), count);
	text_add(&text,
		_(" Enter takes the answer in brackets; ? explains,\n"
		  "< goes back, more asks all questions, quit ends.\n"));
	if (status == STATUS_OK)
		say(&text);
	while (status == STATUS_OK && kind == ANSWER_GIVEN && d->iv.current < QUESTION_COUNT)
		kind = ask(d);
	if (kind == ANSWER_END)
		take_the_rest(&d->iv);
	if (status == STATUS_OK && kind != ANSWER_QUIT)
		status = end(d, out);
	interview_release(&d->iv);
	free(d);
	return status;
}
