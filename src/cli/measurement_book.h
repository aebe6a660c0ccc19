/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's measured runs in the files measurements.csv: of the user's folder, and of those that --catalog names. */
#pragma once

#include "cli/invocation.h"
#include "study/measured_book.h"

/* The book is its first member. */
struct measurement_book {
	struct measured_book book;
	struct invocation *call; /* not owned; its catalog is loaded before the book is used */
};

/* Judges a run as its book's add() does, and keeps nothing: of several all are kept, or none. */
enum status measurement_book_check(const struct measurement_book *book, const struct scenario *s,
	const struct measured_run *run, bool forced, struct error *error);

/* As the command line has it. */
void measurement_book_init(struct measurement_book *book, struct invocation *call);
