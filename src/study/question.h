/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the questions that an interview may ask. */
#pragma once

enum question {
#define QUESTION(id, ...) QUESTION_##id,
#include "study/question-table.h"
#undef QUESTION
	QUESTION_COUNT /* ends lists; as the current question: all are answered */
};
