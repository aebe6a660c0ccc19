/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Models that were named by their files: who reads them for a scenario and keeps them. */
#pragma once

#include "study/scenario.h"

struct model_file;

/* The reader is its first member; zero-initialised but for the two is empty. */
struct model_files {
	struct model_reader reader;
	const struct catalog *catalog;
	struct model_file *newest;
};

/* The catalog gives the number formats and must outlive the models. */
void model_files_init(struct model_files *files, const struct catalog *catalog);

/* Frees all models that were read. */
void model_files_release(struct model_files *files);
