/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Verbs of the command catalog that read what others publish into an overlay. */
#pragma once

#include "cli/invocation.h"

/* import-model: an overlay file of the model's own files. */
enum status command_import_model(struct invocation *call, struct text *out, struct error *error);

/* import-prices: somebody's price list. */
enum status command_import_prices(struct invocation *call, struct text *out, struct error *error);
