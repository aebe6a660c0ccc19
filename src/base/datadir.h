/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the catalog files are. */
#pragma once

#include "base/error.h"
#include "base/text.h"

/* Replaces `out` by the folder of the catalog: $GPUPLAN_DATADIR when set and not empty, else the source tree when the
 * program runs from its build tree (the build leaves the file "uninstalled-datadir" beside the binary; it is never
 * installed), else pkgdatadir. STATUS_IO with a message when that folder does not exist. */
enum status datadir_find(struct text *out, struct error *error);

/* Replaces `out` by the path of a file in the folder of the running program, where the build leaves
 * what is not installed beside it; false (and nothing in it) where the system does not tell that folder. */
bool datadir_beside_program(struct text *out, const char *name);
