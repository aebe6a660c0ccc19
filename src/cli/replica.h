/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands about one configuration. */
#pragma once

#include "cli/invocation.h"

enum status command_estimate(struct invocation *call, struct text *out, struct error *error);
enum status command_explain(struct invocation *call, struct text *out, struct error *error);

/* As many configurations as are named, from one user to as many as they hold. */
enum status command_curve(struct invocation *call, struct text *out, struct error *error);
