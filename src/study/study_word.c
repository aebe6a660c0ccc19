/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of a study are few: they are looked through. */
#include "study/study_word.h"

#include <string.h>

static const struct study_word no_words[] = { { NULL, PARAMETER_COUNT } };

static const struct study_word *words_of(const struct study *study)
{
	return study && study->words ? study->words : no_words;
}

bool study_parameter_from_name(const struct study *study, const char *name, enum parameter *parameter)
{
	for (const struct study_word *word = words_of(study); word->name; word++)
		if (parameter_is_called(word->parameter, word->name, name)) {
			*parameter = word->parameter;
			return true;
		}
	return parameter_from_name(name, parameter);
}

const char *study_parameter_name(const struct study *study, enum parameter parameter)
{
	const char *name = parameter_row(parameter)->name;

	for (const struct study_word *word = words_of(study); word->name; word++)
		if (word->parameter == parameter)
			return word->name;
	for (const struct study_word *word = words_of(study); word->name; word++)
		if (strcmp(word->name, name) == 0)
			return NULL;
	return name;
}

void study_name_parameter(const struct study *study, enum parameter parameter, struct error *message)
{
	const char *name = parameter_row(parameter)->name, *called = study_parameter_name(study, parameter);
	struct error told = *message;
	size_t length = strlen(name);

	if (called && strncmp(told.text, "--", 2) == 0 && strncmp(told.text + 2, name, length) == 0 &&
		told.text[2 + length] == ':')
		error_set(message, told.status, "--%s%s", called, told.text + 2 + length);
}
