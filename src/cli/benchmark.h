/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The verb import-benchmark of the command catalog. */
#pragma once

#include "cli/invocation.h"

/* import-benchmark FILE: the runs of a result file into measurements.csv, as add-measurement keeps them. */
enum status command_import_benchmark(struct invocation *call, struct text *out, struct error *error);
