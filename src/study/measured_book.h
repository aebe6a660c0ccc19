/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the user's measured runs.  Studies and the planner write no files, so that the caller implements it. */
#pragma once

#include "study/measured_file.h"
#include "study/measured_run.h"

struct measured_book {
	/* How a refused run is kept all the same, for messages: "--force". */
	const char *force;
	bool brief;        /* answers go into a line of the screen: without paths and without what a limit comes from */
	const char *lists; /* what lists the ids: "gpuplan catalog list measurements" */
	int wait_ms;       /* for another program that writes */
	/* Keeps a run of the scenario's one GPU, which from then on moves estimates; `told` gets a line a figure.
	 * STATUS_DATA: it cannot be true, and is not `forced`; the message says why. */
	enum status (*add)(struct measured_book *book, const struct scenario *s, const struct measured_run *run,
		bool forced, struct text *told, struct error *error);
	/* All runs that estimates lean on. */
	enum status (*list)(struct measured_book *book, struct measured_list *list, struct error *error);
	/* Forgets one.  STATUS_USAGE: there is none of that id. */
	enum status (*remove)(struct measured_book *book, const char *id, struct text *told, struct error *error);
};
